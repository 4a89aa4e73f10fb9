// Plays a media element, the whole of it or one span that stops at its end, and tells the time as it goes.

// A frame late is near enough; in a background tab the end is noticed later and put right.
const FRAME_SECONDS = 0.05;

export class SpanPlayback {
  #frame = 0;
  #start = 0;
  #end = null;
  #timer = 0;
  #listeners = new Set();
  #spanListeners = new Set();

  constructor(media) {
    this.media = media;
    media.addEventListener("play", () => this.#run());
    for (const name of ["pause", "seeked", "ended", "timeupdate", "loadedmetadata"]) {
      media.addEventListener(name, () => this.#tell());
    }
    for (const name of ["playing", "seeked", "ratechange"]) {
      media.addEventListener(name, () => this.#mindEnd());
    }
  }

  onTime(listener) {
    this.#listeners.add(listener);
  }

  get isPlaying() {
    return !this.media.paused && !this.media.ended;
  }

  // Moves without changing whether it plays; moving out of a span forgets the span.
  seek(seconds) {
    const last = Number.isFinite(this.media.duration) ? this.media.duration : Infinity;
    const time = Math.min(Math.max(0, seconds), last);
    if (this.#end !== null && (time < this.#start || time >= this.#end)) this.setSpan(null);
    this.#whenReady(() => {
      this.media.currentTime = time;
      this.#tell();
    });
  }

  // {start, end} with end null for 'from there on'; null for the whole recording.
  setSpan(span) {
    this.#start = span?.start ?? 0;
    this.#end = span?.end ?? null;
    for (const listener of this.#spanListeners) listener(span?.end ? span : null);
  }

  onSpan(listener) {
    this.#spanListeners.add(listener);
  }

  readySpan(span) {
    this.setSpan(span);
    this.#whenReady(() => {
      this.media.currentTime = span.start;
    });
  }

  async playSpan(start, end) {
    this.readySpan({ start, end });
    await this.media.play();
  }

  async toggle() {
    if (this.isPlaying) this.media.pause();
    else await this.media.play();
  }

  #whenReady(action) {
    if (this.media.readyState >= HTMLMediaElement.HAVE_METADATA) action();
    else {
      this.media.addEventListener("loadedmetadata", action, { once: true });
      if (this.media.preload === "none") this.media.load();
    }
  }

  #run() {
    cancelAnimationFrame(this.#frame);
    const step = () => {
      this.#tell();
      if (this.isPlaying) this.#frame = requestAnimationFrame(step);
    };
    step();
  }

  // There are no animation frames out of sight, in a background tab or a frame scrolled away: a timer minds the end.
  #mindEnd() {
    clearTimeout(this.#timer);
    if (this.#end === null || !this.isPlaying) return;
    const left = (this.#end - this.media.currentTime) / this.media.playbackRate;
    this.#timer = setTimeout(() => {
      this.#tell();
      this.#mindEnd();
    }, Math.max(5, left * 1000));
  }

  #tell() {
    const time = this.media.currentTime;
    if (this.#end !== null && this.isPlaying && !this.media.seeking && time >= this.#end) {
      const end = this.#end;
      this.#end = null;
      this.media.pause();
      if (time - end > FRAME_SECONDS) this.media.currentTime = end;
    }
    for (const listener of this.#listeners) listener(this.media.currentTime);
  }
}
