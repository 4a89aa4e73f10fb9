// One small player for every quotation of a page: a listen link plays its span here instead of leaving the page.
import { errorSayer, wireControls } from "./player_controls.js";
import { SpanPlayback } from "./span_playback.js";
import { formatTimecode } from "./timecode.js";

export class DockedPlayer {
  #dock = null;
  #playback = null;
  #link = null;
  #sayError = null;

  constructor(template) {
    this.template = template;
    document.addEventListener("click", (event) => this.#click(event));
  }

  #click(event) {
    const link = event.target.closest("a[data-play]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (link === this.#link && this.#dock) this.#playback.toggle().catch(this.#sayError);
    else this.#open(link);
  }

  #open(link) {
    this.#close();
    const dock = this.template.content.firstElementChild.cloneNode(true);
    const start = Number(link.dataset.start);
    const end = Number(link.dataset.end);
    const media = mediaOf(link);
    dock.querySelector("[data-who]").textContent = link.dataset.who;
    dock.querySelector("[data-page]").href = link.dataset.page;
    dock.querySelector("[data-end-clock]").textContent = formatTimecode(end);
    dock.querySelector("[data-close]").addEventListener("click", () => {
      this.#close();
      link.focus();
    });
    dock.querySelector(".docked-line").prepend(media);
    document.body.append(dock);
    document.documentElement.classList.add("has-dock");
    const playback = new SpanPlayback(media);
    this.#sayError = errorSayer(dock);
    for (const target of [media, media.lastElementChild]) target.addEventListener("error", this.#sayError);
    wireControls(dock, playback, this.#sayError);
    reflectOn(link, playback, start, end);
    [this.#dock, this.#playback, this.#link] = [dock, playback, link];
    this.#startAgainAfterEnd(playback, start, end);
    playback.playSpan(start, end).catch(this.#sayError);
  }

  // When a span has been heard, the same key plays it from its beginning.
  #startAgainAfterEnd(playback, start, end) {
    playback.media.addEventListener("play", () => {
      if (playback.media.currentTime >= end - 0.1) playback.readySpan({ start, end });
    });
  }

  #close() {
    if (!this.#dock) return;
    this.#playback.media.pause();
    this.#playback.media.replaceChildren();
    this.#playback.media.load();
    this.#dock.remove();
    this.#link.classList.remove("is-playing");
    document.documentElement.classList.remove("has-dock");
    this.#dock = this.#playback = this.#link = null;
  }
}

function mediaOf(link) {
  const media = document.createElement(link.dataset.video === "yes" ? "video" : "audio");
  const types = JSON.parse(link.dataset.types);
  media.playsInline = true;
  media.preload = "auto";
  JSON.parse(link.dataset.urls).forEach((url, index) => {
    const source = document.createElement("source");
    source.src = url.split("#")[0];
    source.type = types[index];
    media.append(source);
  });
  return media;
}

function reflectOn(link, playback, start, end) {
  const figure = link.querySelector(".ribbon-figure");
  for (const name of ["play", "pause", "ended"]) {
    playback.media.addEventListener(name, () => link.classList.toggle("is-playing", playback.isPlaying));
  }
  playback.onTime((time) => {
    const share = Math.min(1, Math.max(0, (time - start) / (end - start)));
    figure?.style.setProperty("--played", share.toFixed(4));
  });
}
