// Lets the reader hear the cleaned copy instead of the original, at the same place and speed, playing or not.
// The original stays the clock of the page, only silent; the copy runs beside it and is kept in time.

// Beyond the first the copy is moved; beyond the second it runs a little faster or slower until it is right.
const JUMP_SECONDS = 0.2;
const DRIFT_SECONDS = 0.02;
const CORRECTION = 0.05;

export function offerCleanedSound(root, playback) {
  const box = root.querySelector("[data-cleaned-sound]");
  const choice = root.querySelector("[data-sound-choice]");
  if (!box || !choice) return;
  box.hidden = true;
  choice.hidden = false;
  new CleanedSound(playback.media, box.querySelector("audio"), choice);
}

class CleanedSound {
  #isChosen = false;

  constructor(media, copy, choice) {
    Object.assign(this, { media, copy, choice });
    copy.controls = false;
    choice.addEventListener("change", (event) => this.#choose(event.target.value === "cleaned"));
    for (const name of ["play", "playing"]) media.addEventListener(name, () => this.#follow());
    for (const name of ["pause", "ended", "waiting"]) media.addEventListener(name, () => copy.pause());
    media.addEventListener("seeking", () => this.#jump());
    media.addEventListener("ratechange", () => this.#keepTime());
    media.addEventListener("timeupdate", () => this.#keepTime());
    for (const target of [copy, copy.lastElementChild]) {
      target?.addEventListener("error", () => this.#giveUp());
    }
  }

  #choose(isChosen) {
    this.#isChosen = isChosen;
    if (!isChosen) {
      this.media.muted = false;
      this.copy.pause();
      return;
    }
    this.copy.preload = "auto";
    this.#jump();
    // While it plays, the original is heard until the copy really sounds: no gap.
    if (this.media.paused) this.media.muted = true;
    else this.#follow();
  }

  async #follow() {
    if (!this.#isChosen || this.media.paused) return;
    this.#keepTime();
    try {
      await this.copy.play();
      this.#keepTime();
      this.media.muted = this.#isChosen;
    } catch (error) {
      // Paused again before it began: that is no fault of the copy.
      if (error.name !== "AbortError") this.#giveUp();
    }
  }

  #jump() {
    if (this.#isChosen) this.copy.currentTime = this.media.currentTime;
  }

  #keepTime() {
    if (!this.#isChosen || this.media.seeking || this.copy.seeking) return;
    const ahead = this.copy.currentTime - this.media.currentTime;
    if (Math.abs(ahead) > JUMP_SECONDS) this.#jump();
    const correction = Math.abs(ahead) > DRIFT_SECONDS ? Math.sign(ahead) : 0;
    this.copy.playbackRate = this.media.playbackRate * (1 - CORRECTION * correction);
  }

  // The original is always there.
  #giveUp() {
    if (!this.#isChosen) return;
    this.choice.querySelector("[value='original']").checked = true;
    this.#choose(false);
  }
}
