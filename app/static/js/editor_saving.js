// Sends edits one after the other, in the order they were made, and tells how the text is kept. What could not
// be sent stays in the page and in the browser's store, and is sent again.
import { Away, Clash, Refusal, SignedOut } from "./editor_requests.js";
import { isSameText } from "./editor_words.js";

const RETRY_MILLISECONDS = 5000;

export class EditorSaving {
  #chain = Promise.resolve();
  #waiting = new Set();
  #timer = 0;
  isAway = false;
  // The revision that the typed text of a passage started from, where it is not the present one.
  #seen = new Map();

  constructor(editor) {
    this.editor = editor;
    editor.state.on("current", ({ before }) => before && this.save(before));
    addEventListener("online", () => this.#retry());
    addEventListener("focus", () => this.#retry());
  }

  seen(id) {
    return this.#seen.get(id) ?? this.editor.state.passage(id)?.number ?? 0;
  }

  see(id, number) {
    this.#seen.set(id, number);
  }

  forgetSeen(id) {
    this.#seen.delete(id);
  }

  // Saves what is typed in a passage as a revision; keeps the promise with true when nothing is left to save.
  save(id) {
    if (!this.editor.lines.isTyped(id)) return Promise.resolve(true);
    return this.#inTurn(() => this.#save(id, "texte"));
  }

  // Vouches for the whole passage as it is typed.
  check(id) {
    return this.#inTurn(() => this.#save(id, "verifie", { has_text: "true" }, true));
  }

  // An edit that is not of the text. `fields` may be a function: it is asked once what is typed was saved.
  act(id, verb, fields = {}) {
    return this.#inTurn(async () => {
      if (!(await this.#save(id, "texte"))) return null;
      const values = typeof fields === "function" ? fields() : fields;
      return this.#edit(`/atelier/passages/${id}/${verb}`, { seen: this.seen(id), ...values });
    });
  }

  // Posts an edit to an address; null where it was refused. `isStep`: it is one to undo.
  post(path, fields, isStep = true) {
    return this.#inTurn(() => this.#edit(path, fields, isStep));
  }

  // Posts what changes no text; a failure is no more than that.
  perform(path, fields) {
    return this.#inTurn(() => this.editor.requests.post(path, fields).catch((error) => this.#failed(error)));
  }

  keepDraft(id, text) {
    return this.#inTurn(async () => {
      try {
        await this.editor.requests.post(`/atelier/passages/${id}/brouillon`, { text, seen: this.seen(id) });
        return true;
      } catch (error) {
        this.#failed(error, id, text);
        return false;
      }
    });
  }

  // Makes state and page follow an answer; what is typed elsewhere stays.
  applyAnswer(answer, sent = null) {
    const { state, lines } = this.editor;
    const kept = new Map();
    for (const passage of answer.passages) {
      const line = lines.line(passage.id);
      if (!line || !state.passage(passage.id)) continue;
      const isSent = sent?.id === passage.id && isSameText(line.text, sent.text);
      const isSettled = isSent && isSameText(line.text, passage.text) && line.box === document.activeElement;
      if (isSettled || (!isSent && lines.isTyped(passage.id))) kept.set(passage.id, line.text);
    }
    const box = document.activeElement;
    const places = "selectionStart" in (box ?? {}) ? [box.selectionStart, box.selectionEnd] : null;
    lines.keep(kept);
    state.apply(answer);
    if (places && box.isConnected && box.selectionStart !== places[0]) box.setSelectionRange(...places);
  }

  #inTurn(work) {
    const done = this.#chain.then(work);
    this.#chain = done.catch(() => undefined);
    return done;
  }

  async #save(id, verb, fields = {}, isWanted = false) {
    const { state, lines, status, conflicts } = this.editor;
    const line = lines.line(id);
    if (!line || !state.passage(id)) return true;
    if (conflicts.has(id)) {
      conflicts.remind(id);
      return false;
    }
    if (!isWanted && !lines.isTyped(id)) return true;
    const { text } = line;
    status.saving();
    try {
      const path = `/atelier/passages/${id}/${verb}`;
      const answer = await this.editor.requests.post(path, { text, seen: this.seen(id), ...fields });
      this.#seen.delete(id);
      this.#waiting.delete(id);
      this.#accepted(answer, { id, text });
      this.editor.drafts.settle(id, text);
      return true;
    } catch (error) {
      this.#failed(error, id, text);
      return false;
    }
  }

  async #edit(path, fields, isStep = true) {
    this.editor.status.saving();
    try {
      const answer = await this.editor.requests.post(path, fields);
      this.#accepted(answer, null, isStep);
      return answer;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  #accepted(answer, sent, isStep = true) {
    const { status, undo, sentence } = this.editor;
    this.isAway = false;
    this.applyAnswer(answer, sent);
    if (isStep && answer.is_new) undo.push(answer.revision);
    status.saved();
    if (!answer.search) status.say(sentence("searchLate"));
  }

  // With an id: the text of that passage could not be sent, and is kept to be sent again.
  #failed(error, id = null, text = null) {
    const { lines, net, status, conflicts, sentence } = this.editor;
    this.isAway = error instanceof Away || error instanceof SignedOut;
    if (id !== null && lines.isTyped(id)) net.put(id, lines.line(id).text, this.seen(id));
    if (error instanceof Clash) conflicts.add(error.conflict, id, text);
    else if (error instanceof SignedOut) status.signedOut(error.message !== "");
    else if (error instanceof Away) {
      status.offline();
      if (id === null) status.say(sentence("offlineAct"));
    } else if (error instanceof Refusal) status.say(error.message || sentence("failed"));
    else throw error;
    if (id !== null && this.isAway) this.#wait(id);
  }

  #wait(id) {
    this.#waiting.add(id);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#retry(), RETRY_MILLISECONDS);
  }

  // The passage at the caret is only kept as a draft: it is saved when it is left.
  #retry() {
    const ids = [...this.#waiting];
    this.#waiting.clear();
    for (const id of ids) {
      if (id !== this.editor.state.currentId) this.save(id);
      else if (this.editor.lines.isTyped(id)) this.editor.state.typed(id);
    }
  }
}
