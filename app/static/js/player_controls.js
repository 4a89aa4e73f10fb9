// The buttons around a media element: play or pause, five seconds back, speed, the clock.
import { formatTimecode } from "./timecode.js";

const BACK_SECONDS = 5;

export function wireControls(root, playback, sayError) {
  const { media } = playback;
  const toggle = root.querySelector("[data-toggle]");
  const text = root.querySelector("[data-toggle-text]");
  const clock = root.querySelector("[data-clock]");
  const play = () => playback.toggle().catch(sayError);

  toggle.addEventListener("click", play);
  root.querySelector("[data-back]")?.addEventListener("click", () => {
    playback.seek(media.currentTime - BACK_SECONDS);
  });
  root.querySelector("[data-speed]")?.addEventListener("change", (event) => {
    media.playbackRate = Number(event.target.value);
  });
  const reflect = () => {
    root.classList.toggle("is-playing", playback.isPlaying);
    text.textContent = playback.isPlaying ? toggle.dataset.pauseLabel : toggle.dataset.playLabel;
  };
  for (const name of ["play", "pause", "ended"]) media.addEventListener(name, reflect);
  let shown = "";
  playback.onTime((time) => {
    const words = formatTimecode(time);
    if (words !== shown) clock.textContent = shown = words;
  });
}

// A refused play (no gesture yet, or another sound took over) is no fault of the sound.
export function errorSayer(root) {
  const line = root.querySelector("[data-error]");
  return (error) => {
    if (line && error?.name !== "NotAllowedError" && error?.name !== "AbortError") line.hidden = false;
  };
}
