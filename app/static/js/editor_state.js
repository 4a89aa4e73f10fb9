// What the editor knows and offers, for its own modules and for what stands on it (the guided pass).
//
// A module gets it by
//     import { editorReady } from "./editor_state.js";
//     const editor = await editorReady;
// Always import it under this very address: another one would be another instance. The editor has:
//
//   editor.state                     the EditorState below
//   editor.sentence(name, places)    a sentence in the curator's language, from #editor-sentences of the page
//   editor.goTo(id, {first, end, isFocused = true})
//                                    makes a passage current and centres it; selects its words first..end
//                                    (half-open), puts the caret there unless isFocused is false
//   editor.play(id, {first, end, before = 0, after = 0})
//                                    plays those words, or the whole passage, with seconds around; stops at the
//                                    end; a promise that is kept once it plays
//   editor.selection(id)             {first, end} of the words under the caret or selection of the passage's box
//   editor.act(id, verb, fields)     posts fields to /atelier/passages/{id}/{verb} with the number seen, after
//                                    having saved what is typed there; applies the answer; a promise of the
//                                    answer, or of null where it was refused (the person is told)
//   editor.post(path, fields)        the same for another address; nothing is saved before
//   editor.say(text)                 tells the person something, in the quiet line of states
//   editor.addCommand({name, keys, run})
//                                    a command by keyboard; keys as in editor_keyboard.js: ["Alt+ArrowDown"]
//
// An answer is {revision, passages, gone, search}: the passages that changed, as in the page's texte.json.

let announce;
export const editorReady = new Promise((resolve) => (announce = resolve));
export const announceEditor = (editor) => announce(editor);

// A passage is {id, previous, number, start, end, text, words: [[text, start, end, probability]], doubts:
// [word numbers], speaker: {role, text, voice, is_confirmed}, starts_turn, exchange, language, status: {code,
// text}, themes, settled, draft}. It is never changed, only replaced.
//
// Events, each with its `detail`: "loaded" (everything was read anew), "current" {id, before}, "changed" {ids,
// gone, added} after an answer was applied, "typing" {id} when the text of a box changed.
export class EditorState extends EventTarget {
  passages = new Map();
  order = [];
  revision = 0;
  currentId = null;

  on(name, listener) {
    this.addEventListener(name, (event) => listener(event.detail));
  }

  get current() {
    return this.passages.get(this.currentId) ?? null;
  }

  passage(id) {
    return this.passages.get(id) ?? null;
  }

  // The passage that many steps further; null beyond either end.
  neighbour(id, step) {
    const index = this.order.indexOf(id);
    return index < 0 ? null : this.passage(this.order[index + step]);
  }

  // Every run of words that deserve an ear, in order: {id, first, end}, half-open.
  *doubts() {
    for (const id of this.order) {
      let run = null;
      for (const word of this.passages.get(id).doubts) {
        if (run?.end === word) run.end += 1;
        else {
          if (run) yield run;
          run = { id, first: word, end: word + 1 };
        }
      }
      if (run) yield run;
    }
  }

  load(document) {
    this.revision = document.revision;
    this.passages = new Map(document.passages.map((passage) => [passage.id, passage]));
    this.order = document.passages.map((passage) => passage.id);
    if (!this.passages.has(this.currentId)) this.currentId = null;
    this.#tell("loaded", {});
  }

  makeCurrent(id) {
    if (id === this.currentId || !this.passages.has(id)) return;
    const before = this.currentId;
    this.currentId = id;
    this.#tell("current", { id, before });
  }

  apply(answer) {
    const added = answer.passages.filter((passage) => !this.passages.has(passage.id)).map(({ id }) => id);
    this.revision = Math.max(this.revision, answer.revision);
    for (const id of answer.gone) this.passages.delete(id);
    for (const passage of answer.passages) this.passages.set(passage.id, passage);
    this.order = this.order.filter((id) => this.passages.has(id));
    for (const passage of answer.passages) this.#place(passage);
    if (!this.passages.has(this.currentId)) this.currentId = null;
    this.#tell("changed", { ids: answer.passages.map(({ id }) => id), gone: answer.gone, added });
  }

  typed(id) {
    this.#tell("typing", { id });
  }

  // Passages come in their order, so the one before is in its place already.
  #place(passage) {
    const at = this.order.indexOf(passage.id);
    const wanted = passage.previous === null ? 0 : this.order.indexOf(passage.previous) + 1;
    if (at >= 0 && at === wanted) return;
    if (at >= 0) this.order.splice(at, 1);
    this.order.splice(passage.previous === null ? 0 : this.order.indexOf(passage.previous) + 1, 0, passage.id);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
