// The guided pass on its own page: each spot plays by itself, one key settles it, and the next one takes its place.
// Without this file every spot is a page with its forms. Keys work while the spot has the focus, never while writing.
import { SpanPlayback } from "./span_playback.js";

const SLOW_RATE = 0.7;
const KEYS = {
  " ": "replay", Enter: "accept", i: "inaudible", e: "fix", l: "slower", ArrowRight: "skip", ArrowLeft: "back",
  1: "role-1", 2: "role-2", 3: "role-3",
};

class ListeningPage {
  #playback = null;
  #isSlow = false;
  #isBusy = false;

  constructor(region) {
    this.state = document.querySelector("[data-guide-state]");
    this.sentences = document.querySelector("[data-guide-sentences]").dataset;
    document.addEventListener("submit", (event) => this.#submit(event));
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("popstate", () => this.#show(fetch(location.href)));
    this.#take(region);
  }

  // Makes a spot that has just come into the page the one that is heard.
  #take(region) {
    this.region = region;
    for (const hint of region.querySelectorAll("[data-key-hint]")) hint.hidden = false;
    const media = region.querySelector("[data-spot-sound]");
    if (!media) return region.querySelector("a")?.focus();
    this.#hold(media);
    region.querySelector("[data-spot-controls]").hidden = false;
    region.focus({ preventScroll: true });
    region.scrollIntoView({ block: "center" });
    this.#replay();
  }

  // One media element serves all spots: what was loaded stays loaded.
  #hold(media) {
    const own = this.#playback?.media;
    const source = (one) => one.querySelector("source")?.src.split("#")[0];
    if (own && source(own) === source(media)) media.replaceWith(own);
    else this.#playback = new SpanPlayback(media);
    this.#playback.media.controls = false;
    this.#playback.media.playbackRate = this.#isSlow ? SLOW_RATE : 1;
    this.#reflectSpeed();
  }

  #replay() {
    const { from, until } = this.region.dataset;
    // A browser may want a gesture first; the button and the key are there.
    return this.#playback?.playSpan(Number(from), Number(until)).catch(() => undefined);
  }

  #slower() {
    this.#isSlow = !this.#isSlow;
    this.#playback.media.playbackRate = this.#isSlow ? SLOW_RATE : 1;
    this.#reflectSpeed();
    this.#replay();
  }

  #reflectSpeed() {
    this.region.querySelector("[data-do=slower]")?.setAttribute("aria-pressed", String(this.#isSlow));
  }

  // The caret goes into the words in doubt, which are selected: typing replaces them.
  #fix() {
    const box = this.region.querySelector("textarea");
    if (!box) return;
    const words = [...box.value.matchAll(/\S+/g)];
    const first = words[Number(box.dataset.first)];
    const last = words[Number(box.dataset.end) - 1];
    const start = first ? first.index : box.value.length;
    box.focus();
    box.setSelectionRange(start, last && last.index >= start ? last.index + last[0].length : start);
  }

  #click(event) {
    const target = event.target.closest("[data-do]");
    if (!target || !this.region.contains(target)) return;
    const { do: wanted } = target.dataset;
    if (wanted === "replay") this.#replay();
    else if (wanted === "slower") this.#slower();
    else if (target.matches("a") && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.#show(fetch(target.href));
    }
  }

  #key(event) {
    if (this.#isBusy || event.isComposing || event.altKey || !this.region.contains(event.target)) return;
    const isWriting = event.target.matches("textarea");
    if (isWriting && event.key === "Escape") return this.region.focus();
    if (isWriting && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return event.target.form.requestSubmit();
    }
    if (isWriting || event.ctrlKey || event.metaKey) return;
    // A button or link that has the focus keeps its own keys.
    if (["Enter", " "].includes(event.key) && event.target.closest("a, button, summary")) return;
    const wanted = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
    if (!wanted) return;
    const target = this.region.querySelector(`[data-do="${wanted}"]`);
    if (!target && wanted !== "fix") return;
    event.preventDefault();
    if (wanted === "fix") this.#fix();
    else target.click();
  }

  async #submit(event) {
    const form = event.target;
    if (!this.region.contains(form)) return;
    event.preventDefault();
    if (this.#isBusy) return;
    const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    await this.#show(send(), form);
  }

  // Puts the page that comes in the place of this one. What can't be shown here is left to the browser.
  async #show(coming, form = null) {
    this.#isBusy = true;
    this.#playback?.media.pause();
    try {
      const response = await coming;
      if (new URL(response.url).pathname.endsWith("/connexion")) return this.#say(this.sentences.signIn);
      if (!response.ok) return form ? form.submit() : location.assign(response.url);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const part of ["[data-progress]", "[data-spot]"]) {
        document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
      }
      if (response.url !== location.href) history.pushState(null, "", response.url);
      this.#say("");
      this.#take(document.querySelector("[data-spot]"));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#say(this.sentences.offline);
    } finally {
      this.#isBusy = false;
    }
  }

  #say(text) {
    this.state.textContent = text;
    this.state.hidden = !text;
  }
}

const region = document.querySelector("[data-spot]");
if (region) new ListeningPage(region);
