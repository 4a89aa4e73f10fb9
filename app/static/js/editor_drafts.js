// Keeps what is typed: in the browser's store at once, on the server about every two seconds and on leaving;
// and brings it back.
import { isSameText } from "./editor_words.js";
import { clock } from "./editor_status.js";

const EVERY_MILLISECONDS = 2000;

export class EditorDrafts {
  #timers = new Map();
  // The text of the draft that the server holds, by passage.
  #held = new Map();

  constructor(editor) {
    this.editor = editor;
    editor.state.on("typing", ({ id }) => this.#typed(id));
    document.addEventListener("visibilitychange", () => document.hidden && this.#leave());
    addEventListener("pagehide", () => this.#leave());
  }

  // Fills the boxes with what was typed and not saved; the number seen then goes with it.
  restore() {
    const { state, net, sentence } = this.editor;
    const found = new Map();
    for (const { id, draft } of state.passages.values()) {
      if (!draft) continue;
      this.#held.set(id, draft.text);
      found.set(id, { text: draft.text, seen: draft.seen, at: draft.saved_at });
    }
    for (const entry of net.entries()) {
      const known = found.get(entry.id);
      if (!known || Date.parse(entry.at) > Date.parse(known.at)) found.set(entry.id, entry);
    }
    let count = 0;
    for (const [id, draft] of found) count += this.#restoreOne(id, draft);
    if (count) this.editor.status.say(sentence("restoredMany", { count }));
  }

  // The text was saved, or given up: there is nothing to keep any more.
  settle(id, text) {
    this.#held.delete(id);
    this.editor.net.drop(id, text);
    const line = this.editor.lines.line(id);
    if (line?.root.querySelector("[data-note]") && !this.editor.conflicts.has(id)) line.note(null);
  }

  async abandon(id) {
    const passage = this.editor.state.passage(id);
    const line = this.editor.lines.line(id);
    this.editor.net.drop(id);
    this.#held.delete(id);
    this.editor.saving.forgetSeen(id);
    line?.note(null);
    if (passage && line) {
      line.text = passage.text;
      this.editor.lines.redress(line);
    }
    await this.editor.saving.perform(`/atelier/passages/${id}/brouillon/abandon`, {});
  }

  #restoreOne(id, { text, seen, at }) {
    const { state, lines, net, saving, sentence } = this.editor;
    const passage = state.passage(id);
    if (passage && isSameText(text, passage.text)) {
      net.drop(id);
      return 0;
    }
    saving.see(id, seen);
    if (!passage) {
      // It was joined to another meanwhile: the answer tells where, and both texts are shown.
      saving.keepDraft(id, text);
      return 1;
    }
    const line = lines.line(id);
    line.text = text;
    lines.redress(line);
    const when = clock(new Date(at));
    line.note(sentence("restored", { time: when }), [[sentence("abandon"), () => this.abandon(id)]]);
    if (this.#held.get(id) !== text) this.#send(id);
    return 1;
  }

  #typed(id) {
    const { lines, net, saving } = this.editor;
    if (lines.isTyped(id)) net.put(id, lines.line(id).text, saving.seen(id));
    else net.drop(id);
    if (this.#timers.has(id)) return;
    this.#timers.set(id, setTimeout(() => this.#send(id), EVERY_MILLISECONDS));
  }

  async #send(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const { lines, net, saving, status } = this.editor;
    if (!lines.isTyped(id)) {
      if (this.#held.delete(id)) saving.perform(`/atelier/passages/${id}/brouillon/abandon`, {});
      return;
    }
    const { text } = lines.line(id);
    if (this.#held.get(id) === text || !(await saving.keepDraft(id, text))) return;
    this.#held.set(id, text);
    net.drop(id, text);
    if (lines.isTyped(id)) status.drafted();
  }

  #leave() {
    const { lines, requests, saving } = this.editor;
    for (const id of lines.typedIds()) {
      const { text } = lines.line(id);
      if (this.#held.get(id) === text) continue;
      requests.postOnLeaving(`/atelier/passages/${id}/brouillon`, { text, seen: saving.seen(id) });
    }
  }
}
