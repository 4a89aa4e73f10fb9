// The sound of the editor. The text follows it; while somebody types, it stays with their passage.
import { centre } from "./editor_scrolling.js";
import { errorSayer, wireControls } from "./player_controls.js";
import { RibbonSlider } from "./ribbon_slider.js";
import { offerCleanedSound } from "./sound_choice.js";
import { SpanPlayback } from "./span_playback.js";

// A word stays lit through the short gap before the next one.
const GAP_SECONDS = 0.35;
const STEP_SECONDS = 2;
const READER_REST_MILLISECONDS = 4000;

export class EditorPlayer {
  #sounding = null;
  #lit = null;
  #readerMovedAt = -Infinity;
  #timeListeners = [];

  constructor(editor, root) {
    Object.assign(this, { editor, root });
    const media = root.querySelector("audio, video");
    this.media = media;
    this.playback = new SpanPlayback(media);
    this.sayError = errorSayer(root);
    media.controls = false;
    root.querySelector("[data-controls]").hidden = false;
    for (const target of [media, media.lastElementChild]) target?.addEventListener("error", this.sayError);
    wireControls(root, this.playback, this.sayError);
    offerCleanedSound(root, this.playback);
    const slider = new RibbonSlider(
      root.querySelector("[data-ribbon]"), Number(root.dataset.duration), (time) => this.playback.seek(time),
    );
    this.playback.onTime((time) => slider.show(time));
    this.playback.onSpan((span) => slider.showSpan(span));
    this.playback.onTime((time) => this.#follow(time));
    for (const name of ["wheel", "touchmove"]) {
      addEventListener(name, () => (this.#readerMovedAt = performance.now()), { passive: true });
    }
  }

  get time() {
    return this.media.currentTime;
  }

  onTime(listener) {
    this.playback.onTime(listener);
  }

  // Plays from a moment; to an end, or on and on.
  async playFrom(start, end = null) {
    try {
      await this.playback.playSpan(Math.max(0, start), end);
    } catch (error) {
      this.sayError(error);
    }
  }

  // In a text: the passage, again from its beginning once it was heard. Elsewhere: on from here.
  toggle() {
    const passage = this.editor.isWriting ? this.editor.state.current : null;
    if (this.playback.isPlaying) this.media.pause();
    else if (!passage) this.playback.toggle().catch(this.sayError);
    else {
      const isInside = this.time >= passage.start - 0.01 && this.time < passage.end - 0.15;
      this.playFrom(isInside ? this.time : passage.start, passage.end);
    }
  }

  step(direction) {
    const passage = this.editor.isWriting ? this.editor.state.current : null;
    const time = Math.max(0, this.time + direction * STEP_SECONDS);
    if (passage && time >= passage.start - STEP_SECONDS && time < passage.end) this.playFrom(time, passage.end);
    else this.playback.seek(time);
  }

  faster(step) {
    const select = this.root.querySelector("[data-speed]");
    const index = select.selectedIndex + step;
    if (index < 0 || index >= select.options.length) return;
    select.selectedIndex = index;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #follow(time) {
    // Nothing is lit before something has been heard.
    if (!this.media.played.length) return;
    const line = this.#lineAt(time);
    if (line !== this.#sounding) this.#move(line);
    this.#light(line, time);
  }

  // The last passage that has begun: they are in the order of their sound.
  #lineAt(time) {
    const { state, lines } = this.editor;
    let low = 0;
    let high = state.order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (state.passages.get(state.order[middle]).start <= time + 0.02) low = middle + 1;
      else high = middle;
    }
    const passage = low ? state.passages.get(state.order[low - 1]) : null;
    return passage && time < passage.end + GAP_SECONDS ? lines.line(passage.id) : null;
  }

  #move(line) {
    this.#sounding?.root.classList.remove("is-sounding");
    line?.root.classList.add("is-sounding");
    this.#sounding = line;
    if (line && this.playback.isPlaying && !this.editor.isWriting) this.#bringIntoView(line.root);
  }

  #light(line, time) {
    const passage = line && this.editor.state.passage(line.id);
    const words = passage ? line.words(passage) : [];
    const index = words.findLastIndex((word) => word.from <= time + 0.02);
    const isHeard = index >= 0 && time < words[index].until + GAP_SECONDS;
    const span = isHeard ? line.mirror.querySelector(`[data-word="${index}"]`) : null;
    if (span === this.#lit) return;
    this.#lit?.classList.remove("is-now");
    span?.classList.add("is-now");
    this.#lit = span;
  }

  #bringIntoView(element) {
    if (performance.now() - this.#readerMovedAt < READER_REST_MILLISECONDS) return;
    const box = element.getBoundingClientRect();
    if (box.top > innerHeight * 0.3 && box.bottom < innerHeight * 0.85) return;
    centre(element);
  }
}
