// The bar docked below while words are chosen for a clip. It shows what it is given, and says what is asked of it:
// onMove(edge, steps), onListen(), onWhole(), onClose(). Keeping is its form's own affair.
import { formatTimecode } from "./timecode.js";

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
const OTHER = { first: "last", last: "first" };

export class ClipBar {
  constructor(template, actions) {
    this.root = template.content.firstElementChild.cloneNode(true);
    this.actions = actions;
    this.form = this.root.querySelector("form");
    this.keep = this.#part("keep");
    this.edges = Object.fromEntries(["first", "last"].map((name) => [name, this.#part(`edge="${name}"`)]));
    for (const button of this.root.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => actions.onMove(button.dataset.move, Number(button.dataset.step)));
    }
    this.#part("whole").addEventListener("click", actions.onWhole);
    this.#part("close").addEventListener("click", actions.onClose);
    this.root.addEventListener("keydown", (event) => this.#key(event));
  }

  // Without a sound to hear there is nothing to press.
  offerListening(playback) {
    const button = this.#part("listen");
    button.hidden = !playback;
    if (!playback) return;
    button.addEventListener("click", this.actions.onListen);
    const text = button.querySelector("[data-listen-text]");
    for (const name of ["play", "pause", "ended"]) {
      playback.media.addEventListener(name, () => {
        const isHeard = this.actions.isHeard();
        this.root.classList.toggle("is-playing", isHeard);
        text.textContent = isHeard ? button.dataset.pauseLabel : button.dataset.playLabel;
      });
    }
  }

  get isFocused() {
    return this.root.contains(document.activeElement);
  }

  get height() {
    return this.root.getBoundingClientRect().height;
  }

  show({ words, span, isCut }) {
    const length = words.seconds(span);
    const isTooLong = length > Number(this.root.dataset.mostSeconds);
    this.#write("length", this.root.dataset.lengthText.replace("{length}", lengthText(length)));
    for (const [name, slider] of Object.entries(this.edges)) {
      const { text, address } = words.words[span[name]];
      this.form.elements[name].value = address;
      slider.querySelector("[data-word]").textContent = text;
      for (const [attribute, value] of Object.entries({
        "aria-valuemin": 1,
        "aria-valuemax": words.words.length,
        "aria-valuenow": span[name] + 1,
        "aria-valuetext": `${text}, ${formatTimecode(words.startOf(span[name]))}`,
      })) slider.setAttribute(attribute, String(value));
    }
    // Those who move an edge by its own keys hear its word anyway.
    const spoken = document.activeElement?.dataset.edge ? "" : this.#fromTo(words, span);
    this.#write("said", spoken);
    this.#part("cut").hidden = !isCut;
    this.#part("too-long").hidden = !isTooLong;
    this.keep.disabled = isTooLong;
  }

  #fromTo(words, span) {
    const text = (edge) => words.words[span[edge]].text;
    return this.root.dataset.saidText.replace("{first}", () => text("first")).replace("{last}", () => text("last"));
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const edge = event.target.dataset.edge ?? "last";
    if (event.key in STEPS) {
      event.preventDefault();
      this.actions.onMove(event.shiftKey ? OTHER[edge] : edge, STEPS[event.key]);
    } else if (event.key === "Enter" && event.target.dataset.edge) {
      event.preventDefault();
      if (!this.keep.disabled) this.form.requestSubmit(this.keep);
    }
  }

  #part(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  // A text that is written again is said again by a screen reader.
  #write(name, text) {
    const part = this.#part(name);
    if (part.textContent !== text) part.textContent = text;
  }
}

// As app/services/showing/wording.py writes lengths; a short one with its tenths, for here each word counts.
function lengthText(seconds) {
  if (seconds < 10) {
    const tenths = seconds.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
    return `${tenths}\u00a0s`;
  }
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const left = whole % 60;
  return minutes ? `${minutes}\u00a0min\u00a0${String(left).padStart(2, "0")}\u00a0s` : `${left}\u00a0s`;
}
