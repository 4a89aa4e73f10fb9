// The quiet line that says how the text is kept, and what is said aloud to who does not see it.

const SHOWN_MILLISECONDS = 7000;

export class EditorStatus {
  #kept = "";
  #timer = 0;

  constructor(line, announced, sentence) {
    Object.assign(this, { line, announced, sentence });
  }

  saving() {
    this.#keep(this.sentence("saving"));
  }

  saved() {
    this.#keep(this.sentence("saved", { time: clock(new Date()) }));
  }

  drafted() {
    this.#keep(this.sentence("drafted", { time: clock(new Date()) }));
  }

  offline() {
    this.#keep(this.sentence("offline"), "is-away");
    this.#announce(this.sentence("offline"));
  }

  signedOut(isOther) {
    this.#keep(this.sentence(isOther ? "otherCurator" : "signedOut"), "is-away");
    this.#announce(this.line?.textContent ?? "");
    if (isOther || !this.line) return;
    const link = document.createElement("a");
    link.href = "/atelier/connexion";
    link.target = "_blank";
    link.textContent = this.sentence("signIn");
    this.line.append(" ", link);
  }

  // Something that happened now; the line goes back to how the text is kept.
  say(text) {
    if (!text) return;
    this.#announce(text);
    if (!this.line) return;
    this.#show(text, "is-said");
    this.#timer = setTimeout(() => this.#show(this.#kept), SHOWN_MILLISECONDS);
  }

  #keep(text, kind = "") {
    this.#kept = text;
    this.#show(text, kind);
  }

  #show(text, kind = "") {
    clearTimeout(this.#timer);
    if (!this.line) return;
    this.line.textContent = text;
    this.line.className = `saving small ${kind}`;
  }

  // The same words twice would not be read twice.
  #announce(text) {
    this.announced.textContent = this.announced.textContent === text ? `${text}\u00a0` : text;
  }
}

export function clock(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
