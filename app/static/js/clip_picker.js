// Choosing the words of a clip on the page of an interview: by selecting them, or from the link beside a passage.
// The bar and the marks follow; nothing is remembered, and what is kept is a form that works without this.
import { ClipBar } from "./clip_bar.js";
import { watchSelection } from "./clip_selection.js";
import { ClipWords } from "./clip_words.js";

export function offerClips(template, playback) {
  const root = document.querySelector("[data-transcript]");
  if (!root) return;
  for (const hint of document.querySelectorAll("[data-clip-hint]")) hint.hidden = false;
  for (const other of document.querySelectorAll("[data-clip-alone]")) other.hidden = true;
  const picker = new ClipPicker(root, template, playback);
  watchSelection(root, (range) => picker.follow(range));
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-clip]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    picker.openPassage(link);
  });
}

class ClipPicker {
  #words = null;
  #span = null;
  #link = null;
  // A reader who has used the bar keeps it, wherever the selection goes; one who has closed it had a reason.
  #isHeld = false;
  #dismissed = null;
  // What the sound was last asked to play from here.
  #asked = null;

  constructor(root, template, playback) {
    Object.assign(this, { root, playback });
    this.bar = new ClipBar(template, {
      onMove: (edge, steps) => this.#move(edge, steps),
      onListen: () => this.#listen(),
      isHeard: () => this.#isHeard(),
      onWhole: () => this.#choose(this.#words.sentences(this.#span)),
      onClose: () => this.#close(),
    });
    this.bar.offerListening(playback);
    this.bar.root.addEventListener("pointerdown", () => (this.#isHeld = true));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#span) this.#close();
    });
  }

  follow(range) {
    if (!range) {
      if (this.#span && !this.#isHeld && !this.bar.isFocused) this.#close();
      this.#dismissed = null;
      return;
    }
    // Thousands of words are only counted once somebody selects some.
    this.#words ??= new ClipWords(this.root);
    const span = this.#words.touchedBy(range);
    if (!span || same(span, this.#span) || same(span, this.#dismissed)) return;
    this.#isHeld = false;
    this.#link = null;
    this.#open(span);
    this.#uncoverIfNear(span.last);
  }

  openPassage(link) {
    this.#words ??= new ClipWords(this.root);
    getSelection().removeAllRanges();
    this.#isHeld = true;
    this.#link = link;
    const span = this.#words.spans.get(link.dataset.clip);
    this.#open(span);
    this.bar.edges.first.focus({ preventScroll: true });
    this.#uncoverEdge("first");
  }

  #open(span) {
    // Right after the words in the order of the page, so that the next Tab enters it.
    this.#words.element(span.last).closest(".passage-text").after(this.bar.root);
    document.documentElement.classList.add("has-clip-bar");
    this.#dismissed = null;
    this.#show(span);
  }

  #choose(span) {
    this.#isHeld = true;
    // The marks show what is chosen from here on; what the browser had selected would say something else.
    getSelection().removeAllRanges();
    this.#show(span);
    if (!this.playback || !this.#isHeard()) return;
    this.#asked = this.#moments();
    this.playback.setSpan(this.#asked);
  }

  #show(span) {
    this.#span = span;
    this.#words.mark(span);
    this.bar.show({ words: this.#words, span, isCut: !same(this.#words.sentences(span), span) });
  }

  #move(edge, steps) {
    const { first, last } = this.#span;
    const farthest = this.#words.words.length - 1;
    const moved =
      edge === "first"
        ? { first: clamp(first + steps, 0, last), last }
        : { first, last: clamp(last + steps, first, farthest) };
    this.#choose(moved);
    this.#uncoverEdge(edge);
  }

  #listen() {
    if (this.#isHeard()) {
      this.playback.media.pause();
      return;
    }
    this.#asked = this.#moments();
    this.playback.playSpan(this.#asked.start, this.#asked.end).catch(() => undefined);
  }

  // Whether the chosen words sound, and not the interview around them.
  #isHeard() {
    const time = this.playback.media.currentTime;
    return this.playback.isPlaying && this.#asked !== null && this.#asked.start - 1 < time && time < this.#asked.end;
  }

  #moments() {
    return { start: this.#words.startOf(this.#span.first), end: this.#words.endOf(this.#span.last) };
  }

  #close() {
    const [link, wasFocused] = [this.#link, this.bar.isFocused];
    if (this.playback && this.#isHeard()) this.playback.media.pause();
    this.#dismissed = this.#span;
    this.bar.root.remove();
    document.documentElement.classList.remove("has-clip-bar");
    this.#words.mark(null);
    this.#span = this.#link = null;
    this.#isHeld = false;
    if (wasFocused) link?.focus({ preventScroll: true });
  }

  #uncoverEdge(edge) {
    this.#uncoverIfNear(this.#span[edge === "first" ? "last" : "first"]);
    this.#uncover(this.#span[edge]);
  }

  // What is read now may be elsewhere: only a word that the bar or the strip itself covers is brought out.
  #uncoverIfNear(number) {
    const box = this.#words.element(number).getBoundingClientRect();
    if (box.bottom > 0 && box.top < innerHeight) this.#uncover(number);
  }

  // Scrolls just so far that the strip above and the bar below leave the word to be read.
  #uncover(number) {
    const box = this.#words.element(number).getBoundingClientRect();
    const strip = document.querySelector(".is-stuck")?.getBoundingClientRect().bottom ?? 0;
    const above = box.top - strip - box.height;
    const below = box.bottom + box.height - (innerHeight - this.bar.height);
    if (below > 0) scrollBy({ top: below, behavior: "instant" });
    else if (above < 0) scrollBy({ top: above, behavior: "instant" });
  }
}

function same(one, other) {
  return one?.first === other?.first && one?.last === other?.last;
}

function clamp(number, least, most) {
  return Math.min(Math.max(number, least), most);
}
