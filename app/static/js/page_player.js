// The player of an interview or of a passage: the browser's own element, with the ribbon as scrubber and the words.
import { errorSayer, wireControls } from "./player_controls.js";
import { RibbonSlider } from "./ribbon_slider.js";
import { offerCleanedSound } from "./sound_choice.js";
import { SpanPlayback } from "./span_playback.js";
import { parseFragment } from "./timecode.js";
import { TranscriptWords } from "./transcript_words.js";

export function enhancePlayer(root) {
  const media = root.querySelector("audio, video");
  const controls = root.querySelector("[data-controls]");
  const playback = new SpanPlayback(media);
  const sayError = errorSayer(root);

  media.controls = false;
  controls.hidden = false;
  media.querySelector("source:last-of-type")?.addEventListener("error", sayError);
  media.addEventListener("error", sayError);
  if (media.tagName === "VIDEO") media.addEventListener("click", () => playback.toggle().catch(sayError));
  wireControls(root, playback, sayError);
  offerCleanedSound(root, playback);

  const figure = root.querySelector("[data-ribbon]");
  const slider = new RibbonSlider(figure, Number(root.dataset.duration), (time) => playback.seek(time));
  playback.onTime((time) => slider.show(time));
  playback.onSpan((span) => slider.showSpan(span));
  stickWhenGone(root);

  const transcript = document.querySelector("[data-transcript]");
  const follow = root.querySelector("[data-follow]");
  if (transcript) followWords(transcript, follow, playback, sayError);
  else if (follow) follow.hidden = true;

  obeyFragments(root, playback);
  return playback;
}

function followWords(transcript, follow, playback, sayError) {
  const words = new TranscriptWords(transcript, (time) => playback.playSpan(time, null).catch(sayError));
  // Nothing is lit before something has been heard.
  playback.onTime((time) => {
    if (playback.media.played.length) words.show(time, playback.isPlaying);
  });
  follow?.addEventListener("click", () => {
    words.follows = !words.follows;
    follow.setAttribute("aria-pressed", String(words.follows));
  });
}

// The controls follow the reader as a strip once the player has left the top; its room is kept.
function stickWhenGone(root) {
  const sound = root.querySelector(".player-sound");
  if (!document.querySelector(".transcript")) return;
  new IntersectionObserver(([entry]) => {
    const isGone = !entry.isIntersecting && entry.boundingClientRect.top < 0;
    if (isGone) root.style.setProperty("min-height", `${entry.boundingClientRect.height}px`);
    else root.style.removeProperty("min-height");
    sound.classList.toggle("is-stuck", isGone);
    document.documentElement.classList.toggle("has-strip", isGone);
  }).observe(root);
}

// #t=a,b readies the span; a link on this page to such a moment plays it, for then the reader has asked.
function obeyFragments(root, playback) {
  const own = root.dataset.start ? { start: Number(root.dataset.start), end: Number(root.dataset.end) } : null;
  const ready = (span) => {
    if (!span) return;
    playback.readySpan(span);
  };
  ready(parseFragment(location.hash) ?? own);
  showMarked(parseFragment(location.hash), "auto");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='#']:not([data-play])");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    if (link.pathname !== location.pathname || link.origin !== location.origin) return;
    const span = parseFragment(link.hash);
    if (!span) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    playback.playSpan(span.start, span.end).catch(() => undefined);
    showMarked(span, "smooth");
  });
  addEventListener("hashchange", () => {
    const span = parseFragment(location.hash);
    ready(span);
    showMarked(span, "auto");
  });
}

// Marks the passage in which the span begins: the browser knows no :target for a moment.
function showMarked(span, behavior) {
  for (const old of document.querySelectorAll(".passage.is-marked")) old.classList.remove("is-marked");
  if (!span) return;
  const passages = [...document.querySelectorAll(".passage[data-s]")];
  const passage = passages.findLast((one) => Number(one.dataset.s) <= span.start + 0.05);
  if (!passage) return;
  passage.classList.add("is-marked");
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  passage.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : behavior });
}
