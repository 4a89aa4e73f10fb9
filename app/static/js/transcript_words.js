// The words of a page and their times: which one sounds now, and a click on one to hear it.
// Times are read once into flat arrays, so that a three-hour interview is searched in 15 comparisons.

class TimedElements {
  constructor(elements) {
    this.elements = elements;
    this.starts = Float64Array.from(elements, (element) => Number(element.dataset.s));
    this.ends = Float64Array.from(elements, (element) => Number(element.dataset.e));
  }

  // Index of the last element that has begun, -1 before the first.
  lastBegun(time) {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

// A word stays lit through the short gap before the next one: no flicker between syllables.
const GAP_SECONDS = 0.35;

export class TranscriptWords {
  #now = null;
  #passage = null;
  #readerMovedAt = -Infinity;

  constructor(root, onHear) {
    this.root = root;
    this.words = new TimedElements([...root.querySelectorAll(".w")]);
    this.follows = true;
    root.classList.add("can-play");
    root.addEventListener("click", (event) => {
      const word = event.target.closest(".w");
      // Selecting words to quote them is not asking to hear them.
      if (!word || event.target.closest("a") || String(getSelection()) !== "") return;
      onHear(Number(word.dataset.s));
    });
    for (const name of ["wheel", "touchmove"]) {
      addEventListener(name, () => (this.#readerMovedAt = performance.now()), { passive: true });
    }
  }

  show(time, isPlaying) {
    const index = this.words.lastBegun(time + 0.02);
    const isHeard = index >= 0 && time < this.words.ends[index] + GAP_SECONDS;
    const word = isHeard ? this.words.elements[index] : null;
    if (word === this.#now) return;
    this.#now?.classList.remove("is-now");
    word?.classList.add("is-now");
    this.#now = word;
    this.#showPassage(word?.closest(".passage") ?? this.#passage, isPlaying);
  }

  #showPassage(passage, isPlaying) {
    if (passage === this.#passage) return;
    this.#passage?.classList.remove("is-now");
    passage?.classList.add("is-now");
    this.#passage = passage;
    if (passage && isPlaying && this.follows) this.#bringIntoView(passage);
  }

  // Measured once a passage, and never against a reader who has just scrolled.
  #bringIntoView(passage) {
    if (performance.now() - this.#readerMovedAt < 4000) return;
    const box = passage.getBoundingClientRect();
    if (box.top > innerHeight * 0.25 && box.bottom < innerHeight * 0.8) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    passage.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
  }
}
