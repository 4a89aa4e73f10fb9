// The words of an interview's page in order: their addresses and times, which of them a selection touches, and the
// marks on those that were chosen.
import { wholeSentences } from "./clip_sentences.js";

export class ClipWords {
  #marked = [];

  constructor(root) {
    this.root = root;
    this.words = [];
    this.spans = new Map();
    for (const passage of root.querySelectorAll(".passage")) {
      const elements = passage.querySelectorAll(".w");
      if (!elements.length) continue;
      const id = passage.id.replace(/^p-/, "");
      const turn = passage.closest(".turn");
      this.spans.set(id, { first: this.words.length, last: this.words.length + elements.length - 1 });
      elements.forEach((element, number) => {
        this.words.push({ element, turn, text: element.textContent.trim(), address: `${id}.${number}` });
      });
    }
  }

  element(number) {
    return this.words[number].element;
  }

  startOf(number) {
    return Number(this.element(number).dataset.s);
  }

  endOf(number) {
    return Number(this.element(number).dataset.e);
  }

  seconds({ first, last }) {
    return this.endOf(last) - this.startOf(first);
  }

  // The words of which at least one letter is in the range, null without any.
  touchedBy(range) {
    const first = this.#count((word) => word.compareBoundaryPoints(Range.START_TO_END, range) <= 0);
    const last = this.#count((word) => word.compareBoundaryPoints(Range.END_TO_START, range) < 0) - 1;
    return first <= last ? { first, last } : null;
  }

  sentences(span) {
    return wholeSentences(this.words, span);
  }

  // Chosen words are marked, and more faintly the rest of the sentences that they cut.
  mark(span) {
    for (const element of this.#marked) {
      element.classList.remove("is-chosen", "is-beside", "is-first", "is-last");
    }
    this.#marked = [];
    if (!span) return;
    const whole = this.sentences(span);
    for (let number = whole.first; number <= whole.last; number += 1) {
      const isChosen = span.first <= number && number <= span.last;
      this.element(number).classList.add(isChosen ? "is-chosen" : "is-beside");
      this.#marked.push(this.element(number));
    }
    this.element(span.first).classList.add("is-first");
    this.element(span.last).classList.add("is-last");
  }

  // How many words, from the first on, the test holds for; it must hold for none after one for which it does not.
  #count(holds) {
    const word = document.createRange();
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const text = this.element(middle).firstChild;
      word.setStart(text, 0);
      word.setEnd(text, text.length);
      if (holds(word)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
