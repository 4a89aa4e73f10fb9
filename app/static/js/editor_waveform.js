// The ribbon of the passage at the caret, drawn by the server, with its two edges: moved by pointer or keyboard,
// kept between the neighbours, saved when they rest.

const LEAST_SECONDS = 0.05;
const REST_MILLISECONDS = 900;
const STEPS = { ArrowLeft: -0.05, ArrowDown: -0.05, ArrowRight: 0.05, ArrowUp: 0.05, PageDown: -0.5, PageUp: 0.5 };

export class EditorWaveform {
  #ribbon = null;
  #asked = 0;
  #timer = 0;
  #passage = null;

  constructor(editor, root) {
    Object.assign(this, { editor, root });
    this.handles = Object.fromEntries(
      [...root.querySelectorAll("[data-edge]")].map((handle) => [handle.dataset.edge, handle]),
    );
    for (const [edge, handle] of Object.entries(this.handles)) this.#wire(edge, handle);
    root.querySelector("[data-edges-ribbon]").addEventListener("pointerdown", (event) => this.#press(event));
    editor.state.on("current", () => this.#take());
    editor.state.on("changed", ({ ids, gone }) => {
      if (ids.includes(this.#passage?.id) || gone.includes(this.#passage?.id)) this.#take();
    });
    editor.player.onTime((time) => this.#play(time));
  }

  async #take() {
    this.#save();
    const passage = this.editor.state.current;
    this.#passage = passage;
    if (!passage) return;
    this.edges = { start: passage.start, end: passage.end };
    const asked = ++this.#asked;
    let ribbon;
    try {
      ribbon = await this.editor.requests.get(`/atelier/passages/${passage.id}/ruban`);
    } catch {
      // Without the drawing the edges still move, between what is known.
      const around = Math.max(1.5, 0.15 * (passage.end - passage.start));
      ribbon = { from: Math.max(0, passage.start - around), until: passage.end + around, svg: "" };
    }
    if (asked !== this.#asked) return;
    this.#ribbon = ribbon;
    this.#draw(ribbon.svg);
    this.root.hidden = false;
    this.#show();
  }

  // The drawing is our own server's, which escapes its texts.
  #draw(svg) {
    const drawn = svg ? new DOMParser().parseFromString(svg, "image/svg+xml").documentElement : null;
    drawn?.querySelector("title")?.remove();
    drawn?.removeAttribute("aria-labelledby");
    drawn?.setAttribute("aria-hidden", "true");
    this.root.querySelector("[data-edges-ribbon]").replaceChildren(...(drawn ? [drawn] : []));
  }

  #show() {
    const { from, until } = this.#ribbon;
    const share = (seconds) => ((seconds - from) / (until - from)).toFixed(5);
    this.root.style.setProperty("--start", share(this.edges.start));
    this.root.style.setProperty("--end", share(this.edges.end));
    for (const [edge, handle] of Object.entries(this.handles)) {
      const [least, most] = this.#bounds(edge);
      const seconds = this.edges[edge];
      handle.setAttribute("aria-valuemin", least.toFixed(2));
      handle.setAttribute("aria-valuemax", most.toFixed(2));
      handle.setAttribute("aria-valuenow", seconds.toFixed(2));
      const text = seconds.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
      handle.setAttribute("aria-valuetext", this.editor.sentence("edge", { seconds: text }));
    }
  }

  #play(time) {
    if (!this.#ribbon) return;
    const { from, until } = this.#ribbon;
    const isInside = time >= from && time <= until;
    this.root.classList.toggle("has-time", isInside);
    this.root.style.setProperty("--time", isInside ? ((time - from) / (until - from)).toFixed(5) : "0");
  }

  // How far an edge may go: to its neighbour, and not past the other edge.
  #bounds(edge) {
    const { state } = this.editor;
    const { id, start, end } = this.#passage;
    const { from, until } = this.#ribbon;
    const before = state.neighbour(id, -1);
    const after = state.neighbour(id, 1);
    if (edge === "start") {
      return [Math.min(start, Math.max(from, before?.end ?? 0)), this.edges.end - LEAST_SECONDS];
    }
    return [this.edges.start + LEAST_SECONDS, Math.max(end, Math.min(until, after?.start ?? until))];
  }

  #wire(edge, handle) {
    handle.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in STEPS)) return;
      event.preventDefault();
      this.#moveTo(edge, this.edges[edge] + STEPS[event.key] * (event.shiftKey ? 4 : 1));
      this.#saveSoon();
    });
    handle.addEventListener("blur", () => this.#save());
    handle.addEventListener("pointerdown", (event) => this.#drag(event, edge, handle));
  }

  #drag(event, edge, handle) {
    if (event.button !== 0) return;
    const box = this.root.getBoundingClientRect();
    const move = (moved) => this.#moveTo(edge, this.#secondsAt(moved.clientX, box));
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", move);
    const release = () => {
      handle.removeEventListener("pointermove", move);
      this.#save();
    };
    handle.addEventListener("pointerup", release, { once: true });
    handle.addEventListener("pointercancel", release, { once: true });
  }

  // A press on the ribbon plays from there to the end of the passage.
  #press(event) {
    if (event.button !== 0 || !this.#ribbon) return;
    event.preventDefault();
    const seconds = this.#secondsAt(event.clientX, this.root.getBoundingClientRect());
    this.editor.player.playFrom(seconds, seconds < this.edges.end ? this.edges.end : this.#ribbon.until);
  }

  #secondsAt(x, box) {
    const { from, until } = this.#ribbon;
    return from + Math.min(1, Math.max(0, (x - box.left) / box.width)) * (until - from);
  }

  #moveTo(edge, seconds) {
    const [least, most] = this.#bounds(edge);
    this.edges[edge] = Math.round(Math.min(most, Math.max(least, seconds)) * 1000) / 1000;
    this.#show();
  }

  #saveSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), REST_MILLISECONDS);
  }

  async #save() {
    clearTimeout(this.#timer);
    const passage = this.#passage;
    if (!passage || !this.edges) return;
    const { start, end } = this.edges;
    if (start === passage.start && end === passage.end) return;
    // Taken as done until the answer says otherwise: the same move is not sent twice.
    this.#passage = { ...passage, start, end };
    const answer = await this.editor.act(passage.id, "bords", { start, end });
    if (answer === null && this.#passage?.id === passage.id) this.#take();
  }
}
