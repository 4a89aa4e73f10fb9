// Sends what the editor does. Each failure has a name of its own, for each asks for something else.

export class Away extends Error {} // The server can't be reached, or not now: try again later.
export class SignedOut extends Error {} // The session is over, or somebody else's.
export class Refusal extends Error {} // The server says no, and why: `message` is for the person.
export class Clash extends Error {
  // Somebody else was faster; `conflict` holds both texts.
  constructor(conflict) {
    super(conflict.detail);
    this.conflict = conflict;
  }
}

const PATIENCE_MILLISECONDS = 20_000;
// Three hours of text come slowly over a bad line.
const TEXT_PATIENCE_MILLISECONDS = 120_000;

export class EditorRequests {
  #isTokenOld = false;

  constructor(interview, curator, token) {
    Object.assign(this, { interview, curator, token });
  }

  async post(path, fields) {
    if (this.#isTokenOld) await this.#renewToken();
    let response = await this.#send(path, fields);
    // A new sign-in brought a new token: asked for once.
    if (response.status === 400 && (await this.#renewToken())) response = await this.#send(path, fields);
    return this.#read(response);
  }

  // Sends without waiting, also while the page is being left.
  postOnLeaving(path, fields) {
    const body = new URLSearchParams({ ...fields, token: this.token });
    const options = { method: "POST", body, headers: { accept: "application/json" }, keepalive: true };
    fetch(path, options).catch(() => undefined);
  }

  async get(path, patience = PATIENCE_MILLISECONDS) {
    return this.#read(await this.#fetch(path, { headers: { accept: "application/json" } }, patience));
  }

  text() {
    return this.get(`/atelier/entrevues/${this.interview}/texte.json`, TEXT_PATIENCE_MILLISECONDS);
  }

  #send(path, fields) {
    const body = new URLSearchParams({ ...fields, token: this.token });
    return this.#fetch(path, { method: "POST", body, headers: { accept: "application/json" } });
  }

  async #fetch(path, options, patience = PATIENCE_MILLISECONDS) {
    try {
      return await fetch(path, { ...options, signal: AbortSignal.timeout(patience) });
    } catch (error) {
      throw new Away(error.message);
    }
  }

  async #read(response) {
    if (response.status === 401) {
      this.#isTokenOld = true;
      throw new SignedOut();
    }
    if (response.status >= 500 || response.status === 429) throw new Away(String(response.status));
    const content = await bodyOf(response);
    if (response.status === 409 && "difference" in content) throw new Clash(content);
    if (!response.ok) throw new Refusal(content.detail ?? "");
    return content;
  }

  // Tells whether there was a new token to take.
  async #renewToken() {
    const { token, curator } = await this.get("/atelier/jeton.json");
    if (curator !== this.curator) throw new SignedOut("other curator");
    this.#isTokenOld = false;
    const isNew = token !== this.token;
    this.token = token;
    return isNew;
  }
}

// A body that is cut off is no answer; one that is no JSON is a page for people.
async function bodyOf(response) {
  const text = await response.text().catch((error) => {
    throw new Away(error.message);
  });
  try {
    return JSON.parse(text);
  } catch {
    if (response.ok) throw new Away("not what was asked for");
    return {};
  }
}
