// The themes of the passage where the caret is: one digit confirms or takes back, with Shift it refuses.
import { editorReady } from "./editor_state.js";

const PATIENCE_MILLISECONDS = 250;

class ThemeKeys {
  #timer = 0;
  #passageId = null;
  #suggestions = [];

  constructor(editor, panel) {
    Object.assign(this, { editor, panel });
    this.details = panel.querySelector("[data-theme-details]");
    this.list = panel.querySelector("[data-theme-list]");
    this.others = panel.querySelector("[data-theme-others]");
    panel.hidden = false;
    this.details.addEventListener("toggle", () => this.#follow());
    editor.state.on("current", () => this.#follow());
    editor.state.on("changed", ({ ids }) => ids.includes(this.#passageId) && this.#follow());
    this.others.addEventListener("change", () => this.others.value && this.#settle(this.others.value, "oui"));
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-slug]");
      if (button) this.#settle(button.dataset.slug, button.dataset.decision);
    });
    panel.addEventListener("keydown", (event) => this.#key(event));
    editor.addCommand({ name: "themes", keys: ["Alt+Shift+S"], run: () => this.#open() });
  }

  #open() {
    this.details.open = true;
    this.panel.focus({ preventScroll: true });
    this.panel.scrollIntoView({ block: "nearest" });
    this.#follow();
  }

  // Who only passes by asks for nothing.
  #follow() {
    clearTimeout(this.#timer);
    if (this.details.open) this.#timer = setTimeout(() => this.#read(), PATIENCE_MILLISECONDS);
  }

  async #read() {
    const id = this.editor.state.currentId;
    if (!id) return;
    const found = await this.editor.requests.get(`/atelier/passages/${id}/themes`).catch(() => null);
    if (found && id === this.editor.state.currentId) this.#show(found);
  }

  #show({ passage, suggestions, others }) {
    this.#passageId = passage;
    this.#suggestions = suggestions;
    const focused = document.activeElement?.dataset?.slug;
    this.list.replaceChildren(...suggestions.map((one, index) => row(one, index + 1)));
    this.panel.querySelector("[data-theme-none]").hidden = suggestions.length > 0;
    const choose = new Option(this.others.dataset.choose, "");
    this.others.replaceChildren(choose, ...others.map(({ slug, label }) => new Option(label, slug)));
    if (focused) this.list.querySelector(`[data-slug="${focused}"]`)?.focus();
  }

  async #settle(theme, decision) {
    const path = `/atelier/passages/${this.#passageId}/themes`;
    const found = await this.editor.saving.perform(path, { theme, decision });
    if (!found?.suggestions) return;
    this.#show(found);
    const settled = found.suggestions.find(({ slug }) => slug === theme);
    if (settled) this.editor.say(`${settled.label} : ${settled.made_by}`);
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("select")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.editor.focus();
      return;
    }
    // By the place of the key: with Shift, or on some layouts without it, a digit's key writes something else.
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const one = digit && this.#suggestions[Number(digit[1]) - 1];
    if (!one) return;
    event.preventDefault();
    event.stopPropagation();
    this.#settle(one.slug, event.shiftKey ? "non" : decisionOf(one));
  }
}

function decisionOf({ state }) {
  return state === "confirmed" ? "non" : "oui";
}

function row(one, digit) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: `theme-choice-key is-${one.state}` });
  Object.assign(button.dataset, { slug: one.slug, decision: decisionOf(one) });
  button.setAttribute("aria-pressed", String(one.state === "confirmed"));
  const text = (tag, className, words) => Object.assign(document.createElement(tag), { className, textContent: words });
  const score = one.score === null ? "" : `, ${one.score} %`;
  button.append(
    text("kbd", "key", digit), text("strong", "", one.label), text("span", "small quiet", `${one.made_by}${score}`),
  );
  item.append(button);
  if (one.reason) item.append(text("p", "small", one.reason));
  return item;
}

const panel = document.querySelector("[data-theme-keys]");
if (panel) editorReady.then((editor) => new ThemeKeys(editor, panel));
