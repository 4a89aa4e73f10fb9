// A clip in a frame: plays from its first word to its last, and again; lights each word as it is heard.
// Nothing of the sound is fetched before somebody asks to hear it.
import "./embed_host.js";
import { RibbonSlider } from "./ribbon_slider.js";
import { SpanPlayback } from "./span_playback.js";
import { formatTimecode } from "./timecode.js";
import { TranscriptWords } from "./transcript_words.js";
import { keepInSight } from "./word_sight.js";

// A place so near the end is the end: from there one hears the clip again.
const END_SECONDS = 0.05;

function enhanceClip(root) {
  const media = root.querySelector("audio, video");
  const span = { start: Number(root.dataset.start), end: Number(root.dataset.end) };
  const playback = new SpanPlayback(media);
  const sayFault = (error) => {
    // A refused play (no gesture yet, or another sound took over) is no fault of the sound.
    if (error?.name !== "NotAllowedError" && error?.name !== "AbortError") {
      root.querySelector("[data-error]").hidden = false;
    }
  };
  const seek = (seconds) => {
    playback.setSpan(span);
    playback.seek(Math.min(Math.max(span.start, seconds), span.end - END_SECONDS));
  };
  const hear = (seconds) => {
    seek(seconds);
    media.play().catch(sayFault);
  };
  const isOver = () => media.currentTime >= span.end - END_SECONDS;
  const toggle = () => {
    if (playback.isPlaying) media.pause();
    else hear(isOver() ? span.start : media.currentTime);
  };

  media.controls = false;
  media.querySelector("source:last-of-type")?.addEventListener("error", sayFault);
  media.addEventListener("error", sayFault);
  if (media.tagName === "VIDEO") media.addEventListener("click", toggle);
  wireKey(root, playback, toggle, isOver);

  const slider = new RibbonSlider(root.querySelector("[data-ribbon]"), span.end - span.start, (seconds) =>
    seek(span.start + seconds),
  );
  const words = new TranscriptWords(root.querySelector("[data-transcript]"), hear);
  const clock = root.querySelector("[data-clock]");
  const showWord = keepInSight(root.querySelector(".sound"));
  playback.onTime((time) => {
    const heard = Math.min(Math.max(0, time - span.start), span.end - span.start);
    slider.show(heard);
    clock.textContent = formatTimecode(heard);
    // Nothing is lit before something has been heard, nor once all has been.
    if (!media.played.length) return;
    words.show(isOver() && media.paused ? Infinity : time, playback.isPlaying);
    if (playback.isPlaying) showWord(root.querySelector(".w.is-now"));
  });
}

// The one button: hear, pause, hear again.
function wireKey(root, playback, toggle, isOver) {
  const key = root.querySelector("[data-toggle]");
  const text = root.querySelector("[data-toggle-text]");
  const { playLabel, pauseLabel, againLabel } = key.dataset;
  const reflect = () => {
    root.classList.toggle("is-playing", playback.isPlaying);
    text.textContent = playback.isPlaying ? pauseLabel : isOver() ? againLabel : playLabel;
  };
  key.hidden = false;
  key.addEventListener("click", toggle);
  for (const name of ["play", "pause", "ended", "seeked"]) playback.media.addEventListener(name, reflect);
}

const clip = document.querySelector("[data-clip]");
if (clip?.querySelector("audio, video")) enhanceClip(clip);
