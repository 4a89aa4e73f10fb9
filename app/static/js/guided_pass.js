// The guided pass inside the editor: the spot most worth hearing is centred and played, one key settles it.
// Its single keys work while its panel has the focus; in a text, Ctrl+Enter saves and goes to the next spot.
import { editorReady } from "./editor_state.js";

const KEYS = {
  Enter: "accept", e: "fix", i: "inaudible", " ": "replay", l: "slower", ArrowRight: "skip", ArrowLeft: "back",
};
const ROLES = ["leader", "interviewer", "unknown"];

class GuidedPass {
  #spots = [];
  #place = -1;
  #isBusy = false;
  #isFixing = false;

  constructor(editor, panel) {
    Object.assign(this, { editor, panel });
    panel.hidden = false;
    panel.addEventListener("click", (event) => {
      const button = event.target.closest("[data-guide-do]");
      if (button) this.#do(button.dataset.guideDo);
    });
    panel.addEventListener("keydown", (event) => this.#key(event));
    // Before the editor's own keys: while a spot is being fixed, Ctrl+Enter means the next spot.
    document.addEventListener("keydown", (event) => this.#keyInText(event), true);
    editor.addCommand({ name: "guide", keys: ["Alt+Shift+G"], run: () => this.#toggle(true) });
  }

  get spot() {
    return this.#spots[this.#place] ?? null;
  }

  #part(name) {
    return this.panel.querySelector(`[data-guide-${name}]`);
  }

  async #load() {
    const found = await this.editor.requests.get(this.panel.dataset.address);
    const key = this.spot?.key;
    this.#spots = found.spots;
    this.#place = this.#spots.findIndex((spot) => spot.key === key);
    const { settled, spots, spots_text, vouched_text, vouched_percent } = found.progress;
    Object.assign(this.#part("bar"), { max: spots || 1, value: spots ? settled : 1 });
    this.#part("progress").textContent = `${spots_text} · ${vouched_text} (${vouched_percent} %)`;
  }

  async #toggle(isWanted = !this.spot) {
    if (!isWanted) return this.#close();
    if (this.spot) return this.panel.focus();
    await this.#load();
    return this.#next();
  }

  #close() {
    this.#place = -1;
    this.#isFixing = false;
    this.#part("spot").hidden = true;
    this.#reflect(false);
    this.editor.focus();
  }

  #reflect(isOpen) {
    this.editor.root.classList.toggle("is-guided", isOpen);
    const toggle = this.panel.querySelector("[data-guide-do=toggle]");
    toggle.setAttribute("aria-expanded", String(isOpen));
    const { listen, stop } = this.panel.dataset;
    toggle.querySelector("[data-guide-text]").textContent = isOpen ? stop : listen;
  }

  // The next unsettled spot of the queue, which begins again after its end.
  #next() {
    const count = this.#spots.length;
    const places = [...Array(count).keys()].map((step) => (this.#place + 1 + step) % count);
    const open = places.find((place) => !this.#spots[place].is_settled);
    if (open !== undefined) return this.#show(open);
    this.editor.say(this.panel.dataset.done);
    return this.#close();
  }

  #show(place) {
    this.#place = place;
    this.#isFixing = false;
    const { spot } = this;
    this.#part("spot").hidden = false;
    this.#part("question").textContent = spot.question;
    this.#part("words").textContent = spot.text;
    this.#part("aside").hidden = !spot.set_aside;
    this.#part("set-aside").textContent = spot.set_aside;
    this.#part("reasons").replaceChildren(
      ...spot.reasons.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
    for (const group of this.panel.querySelectorAll("[data-guide-of]")) {
      group.hidden = (group.dataset.guideOf === "speaker") !== (spot.kind === "speaker");
    }
    const accept = this.panel.querySelector("[data-guide-do=accept] [data-guide-text]");
    if (spot.accept) accept.textContent = spot.accept;
    this.#reflect(true);
    this.editor.goTo(spot.passage, { first: spot.first, end: spot.end, isFocused: false });
    this.panel.focus({ preventScroll: true });
    return this.#replay();
  }

  // A browser may want a gesture first; the key is there.
  #replay() {
    return this.editor.player?.playFrom(this.spot.play_from, this.spot.play_until)?.catch?.(() => undefined);
  }

  #fix() {
    this.#isFixing = true;
    this.editor.goTo(this.spot.passage, { first: this.spot.first, end: Math.max(this.spot.end, this.spot.first) });
  }

  async #settle(act, role = "") {
    if (this.#isBusy || !this.spot) return;
    this.#isBusy = true;
    try {
      const { key, passage } = this.spot;
      if (!(await this.editor.saving.save(passage))) return;
      const seen = this.editor.state.passage(passage)?.number ?? 0;
      const answer = await this.editor.post(this.panel.dataset.address, { spot: key, passage, seen, act, role });
      await this.#load();
      if (answer) await this.#next();
    } finally {
      this.#isBusy = false;
    }
  }

  #do(wanted) {
    if (wanted === "toggle") return this.#toggle();
    if (!this.spot) return undefined;
    if (wanted.startsWith("role-")) return this.#settle("speaker", wanted.slice("role-".length));
    if (wanted === "back") return this.#place > 0 ? this.#show(this.#place - 1) : undefined;
    const acts = {
      accept: () => this.#settle("accept"), inaudible: () => this.#settle("inaudible"), fix: () => this.#fix(),
      replay: () => this.#replay(), slower: () => this.editor.run("slower"), skip: () => this.#next(),
    };
    return acts[wanted]?.();
  }

  #key(event) {
    if (!this.spot || event.ctrlKey || event.altKey || event.metaKey) return;
    if (["Enter", " "].includes(event.key) && event.target.closest("button")) return;
    const role = ROLES[Number(event.key) - 1];
    const isSpeaker = this.spot.kind === "speaker";
    const wanted = isSpeaker && role ? `role-${role}` : KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
    if (!wanted || (isSpeaker && ["accept", "fix", "inaudible"].includes(wanted))) return;
    event.preventDefault();
    event.stopPropagation();
    this.#do(wanted);
  }

  #keyInText(event) {
    if (!this.#isFixing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    if (this.editor.state.currentId !== this.spot?.passage) return;
    event.preventDefault();
    event.stopPropagation();
    this.#settle("accept");
  }
}

const panel = document.querySelector("[data-guide]");
if (panel) editorReady.then((editor) => new GuidedPass(editor, panel));
