// Makes a ribbon figure a scrubber: role=slider, pointer and keyboard. `--played` is set through CSSOM.
import { formatTimecode } from "./timecode.js";

const STEPS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageUp: 30, PageDown: -30 };
// In what is shorter than this the steps are five times finer.
const SHORT_SECONDS = 60;

export class RibbonSlider {
  #shown = -1;

  constructor(figure, duration, onSeek) {
    this.figure = figure;
    this.duration = duration;
    this.time = 0;
    this.onSeek = onSeek;
    figure.classList.add("is-scrubber");
    figure.tabIndex = 0;
    for (const [name, value] of Object.entries({
      role: "slider",
      "aria-label": figure.dataset.label,
      "aria-valuemin": "0",
      "aria-valuemax": String(Math.floor(duration)),
      "aria-orientation": "horizontal",
    })) figure.setAttribute(name, value);
    figure.querySelector("svg")?.setAttribute("aria-hidden", "true");
    figure.addEventListener("pointerdown", (event) => this.#press(event));
    figure.addEventListener("keydown", (event) => this.#key(event));
    this.show(0);
  }

  show(time) {
    this.time = time;
    const share = this.duration > 0 ? Math.min(1, time / this.duration) : 0;
    this.figure.style.setProperty("--played", share.toFixed(5));
    const second = Math.floor(time);
    if (second === this.#shown) return;
    this.#shown = second;
    this.figure.setAttribute("aria-valuenow", String(second));
    this.figure.setAttribute(
      "aria-valuetext",
      `${formatTimecode(time)} ${this.figure.dataset.of} ${formatTimecode(this.duration)}`,
    );
  }

  // Shows which span is meant; null for the whole recording.
  showSpan(span) {
    const share = (seconds) => (this.duration > 0 ? Math.min(1, seconds / this.duration) : 0).toFixed(5);
    this.figure.classList.toggle("has-span", Boolean(span?.end));
    this.figure.style.setProperty("--from", span ? share(span.start) : "0");
    this.figure.style.setProperty("--until", span?.end ? share(span.end) : "1");
  }

  // The box is measured once a drag; moves only do arithmetic.
  #press(event) {
    if (event.button !== 0) return;
    const box = this.figure.getBoundingClientRect();
    const seek = (moved) => {
      const share = Math.min(1, Math.max(0, (moved.clientX - box.left) / box.width));
      this.show(share * this.duration);
      this.onSeek(share * this.duration);
    };
    this.figure.setPointerCapture(event.pointerId);
    const release = () => this.figure.removeEventListener("pointermove", seek);
    this.figure.addEventListener("pointermove", seek);
    this.figure.addEventListener("pointerup", release, { once: true });
    this.figure.addEventListener("pointercancel", release, { once: true });
    seek(event);
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    let target = null;
    const finer = this.duration < SHORT_SECONDS ? 5 : 1;
    if (event.key in STEPS) target = this.time + STEPS[event.key] / finer;
    if (event.key === "Home") target = 0;
    if (event.key === "End") target = this.duration;
    if (target === null) return;
    event.preventDefault();
    target = Math.min(this.duration, Math.max(0, target));
    this.show(target);
    this.onSeek(target);
  }
}
