// One passage on the page: a box to type in over a mirror of the same words, which bears the marks of the editor.
// The mirror has the same letters in the same places, so that nothing moves under the caret.
import { isSameText, soundingWords, wordsOf } from "./editor_words.js";

const ROLES = ["leader", "interviewer", "unknown"];

export class EditorLine {
  #words = null;
  #box = null;
  #label = "";

  constructor(root) {
    this.root = root;
    this.id = root.dataset.line;
    this.mirror = root.querySelector("[data-mirror]");
    this.written = this.mirror.textContent;
    this.isNear = false;
  }

  // Made when it is first needed: three hours of boxes would be slow.
  get box() {
    this.#box ??= this.#makeBox();
    return this.#box;
  }

  get hasBox() {
    return this.#box !== null;
  }

  get text() {
    return this.#box ? this.#box.value : this.written;
  }

  set text(text) {
    this.written = text;
    if (this.#box && this.#box.value !== text) this.#box.value = text;
    this.mirrorText();
  }

  #makeBox() {
    const box = document.createElement("textarea");
    box.className = "line-box";
    box.dataset.box = "";
    box.rows = 1;
    box.autocomplete = "off";
    box.tabIndex = -1;
    box.value = this.written;
    box.setAttribute("aria-label", this.#label);
    this.mirror.setAttribute("aria-hidden", "true");
    this.mirror.after(box);
    this.root.classList.add("has-box");
    return box;
  }

  // Words with their places and times; made when they are first needed after a change.
  words(passage) {
    this.#words ??= soundingWords(this.text, passage);
    return this.#words;
  }

  forgetWords() {
    this.#words = null;
  }

  isTyped(passage) {
    return !isSameText(this.text, passage.text);
  }

  mirrorText() {
    this.forgetWords();
    // A last line break would be a line in the box and none in the mirror.
    this.mirror.textContent = `${this.text}\u200b`;
  }

  // Marks each word in the mirror; only lines near the screen need it.
  dress(passage) {
    const doubts = new Set(passage.doubts);
    const pieces = [];
    let cursor = 0;
    this.words(passage).forEach((word, index) => {
      pieces.push(this.text.slice(cursor, word.start));
      const span = document.createElement("span");
      span.textContent = this.text.slice(word.start, word.end);
      span.className = doubts.has(word.number) && passage.words[word.number][0] === word.text ? "w is-doubtful" : "w";
      span.dataset.word = index;
      pieces.push(span);
      cursor = word.end;
    });
    this.mirror.replaceChildren(...pieces, `${this.text.slice(cursor)}\u200b`);
  }

  // {first, end}: the words under the selection, or the one at the caret.
  selection() {
    const { selectionStart, selectionEnd } = this.box;
    const words = wordsOf(this.text);
    const first = words.findIndex((word) => word.end >= selectionStart + (selectionEnd > selectionStart ? 1 : 0));
    if (first < 0) return { first: words.length, end: words.length };
    let end = first;
    while (end < words.length && words[end].start < Math.max(selectionEnd, selectionStart + 1)) end += 1;
    return { first, end: Math.max(end, first + 1) };
  }

  // The number of the word before which a cut at the caret falls.
  wordAfterCaret() {
    const caret = this.box.selectionStart;
    return wordsOf(this.text).filter((word) => word.end <= caret).length;
  }

  selectWords(first, end) {
    const words = wordsOf(this.text);
    if (!words.length || first === undefined) return this.box.setSelectionRange(0, 0);
    const last = words[Math.min(end, words.length) - 1] ?? words.at(-1);
    return this.box.setSelectionRange(words[Math.min(first, words.length - 1)].start, last.end);
  }

  isCaretAtStart() {
    return this.box.selectionStart === 0 && this.box.selectionEnd === 0;
  }

  isCaretAtEnd() {
    return this.box.selectionStart === this.text.length && this.box.selectionEnd === this.text.length;
  }

  // Shows what is known of the passage around its words.
  label(passage, boxLabel) {
    const { classList } = this.root;
    for (const role of ROLES) classList.toggle(`is-${role}`, passage.speaker.role === role);
    classList.toggle("starts-turn", passage.starts_turn);
    classList.toggle("starts-exchange", passage.exchange === "starts");
    const speaker = this.root.querySelector("[data-speaker]");
    speaker.textContent = passage.speaker.text;
    speaker.title = passage.speaker.text;
    const hear = this.root.querySelector("[data-hear]");
    hear.textContent = passage.timecode;
    hear.href = `#p-${passage.id}`;
    hear.tabIndex = -1;
    this.#label = boxLabel;
    this.#box?.setAttribute("aria-label", boxLabel);
    this.root.querySelector("[data-status]").textContent = passage.status.mark;
  }

  // A line beside the passage that asks for something; null takes it away.
  note(text, buttons = []) {
    this.root.querySelector("[data-note]")?.remove();
    this.root.classList.toggle("has-note", text !== null);
    if (text === null) return;
    const note = document.createElement("p");
    note.dataset.note = "";
    note.className = "line-note";
    note.append(text, " ");
    for (const [label, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button-quiet";
      button.textContent = label;
      button.addEventListener("click", act);
      note.append(button, " ");
    }
    this.root.append(note);
  }
}
