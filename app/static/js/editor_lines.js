// All passages on the page: they follow the state, and get their boxes as they come near the screen.
import { EditorLine } from "./editor_line.js";
import { rowsGuesser } from "./editor_scrolling.js";

export class EditorLines {
  #lines = new Map();
  // Texts that an answer about to be applied must leave in their boxes, by passage.
  #kept = new Map();

  constructor(root, state, sentence) {
    Object.assign(this, { root, state, sentence });
    this.pattern = root.querySelector("[data-line]");
    this.near = new IntersectionObserver((entries) => this.#near(entries), { rootMargin: "60% 0px" });
    for (const element of root.querySelectorAll("[data-line]")) this.#adopt(element);
    // The first to hear of a change: whoever else does finds the page as it is then.
    state.on("changed", ({ ids, gone }) => this.follow(ids, gone, this.#kept));
  }

  // Boxes are laid over the words that come near the screen from now on; those far from it have their heights
  // guessed well enough that what is read does not move when they come.
  watch() {
    if (!this.pattern) return;
    const rows = rowsGuesser(this.pattern.querySelector("[data-mirror]"));
    for (const line of this.#lines.values()) {
      line.root.style.setProperty("--rows", rows(line.text));
      this.near.observe(line.root);
    }
  }

  keep(texts) {
    this.#kept = texts;
  }

  line(id) {
    return this.#lines.get(id) ?? null;
  }

  of(element) {
    return this.line(element?.closest?.("[data-line]")?.dataset.line);
  }

  isTyped(id) {
    const passage = this.state.passage(id);
    return Boolean(passage && this.line(id)?.isTyped(passage));
  }

  typedIds() {
    return this.state.order.filter((id) => this.isTyped(id));
  }

  // Makes the page follow the state, after everything was read or an answer was applied.
  follow(ids, gone, texts = new Map()) {
    for (const id of gone) this.#remove(id);
    for (const id of ids) {
      const passage = this.state.passage(id);
      if (!passage) continue;
      const line = this.line(id) ?? this.#insert(passage);
      line.label(passage, this.sentence("boxLabel", { time: passage.timecode }));
      const text = texts.get(id) ?? passage.text;
      if (line.text !== text || line.isNear) line.text = text;
      this.redress(line);
    }
  }

  redress(line) {
    const passage = this.state.passage(line.id);
    if (passage && line.isNear && line.hasBox) line.dress(passage);
  }

  #near(entries) {
    for (const { target, isIntersecting } of entries) {
      const line = this.of(target);
      if (!line || line.isNear === isIntersecting) continue;
      line.isNear = isIntersecting;
      if (!isIntersecting || !this.state.passage(line.id)) continue;
      if (line.box) this.redress(line);
    }
  }

  #adopt(element) {
    const line = new EditorLine(element);
    this.#lines.set(line.id, line);
    return line;
  }

  #insert(passage) {
    const element = this.pattern.cloneNode(true);
    element.id = `p-${passage.id}`;
    element.dataset.line = passage.id;
    element.classList.remove("is-current", "is-sounding", "has-note", "has-box");
    for (const own of element.querySelectorAll("[data-note], [data-box]")) own.remove();
    element.querySelector("[data-mirror]").removeAttribute("aria-hidden");
    const before = this.line(passage.previous);
    if (before) before.root.after(element);
    else this.root.prepend(element);
    this.near.observe(element);
    return this.#adopt(element);
  }

  #remove(id) {
    const line = this.line(id);
    if (!line) return;
    this.near.unobserve(line.root);
    this.#lines.delete(id);
    line.root.remove();
  }
}
