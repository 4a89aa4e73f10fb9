// Brings a passage to the middle of the screen. Passages far from it are not laid out yet and their heights only
// guessed: what lies between moves as it comes near, so the aim is taken again until it holds.

const MOST_FRAMES = 12;
const NEAR_PIXELS = 24;

export function centre(element) {
  const isNear = Math.abs(distance(element)) < 1.5 * innerHeight;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (isNear && !isCalm) {
    element.scrollIntoView({ block: "center", behavior: "smooth" });
    return;
  }
  aim(element, MOST_FRAMES, Infinity);
}

function aim(element, frames, before) {
  const now = distance(element);
  // What can't be centred, at either end of the text, is left where it is.
  if (Math.abs(now) < NEAR_PIXELS || frames === 0 || (now === before && frames < MOST_FRAMES - 2)) return;
  element.scrollIntoView({ block: "center", behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => aim(element, frames - 1, now)));
}

// From the middle of the screen to the middle of the element, in pixels.
function distance(element) {
  const box = element.getBoundingClientRect();
  return (box.top + box.bottom - innerHeight) / 2;
}

// How many rows a text fills in a column, roughly: letters of the text face are 0.44 of its size wide.
export function rowsGuesser(column) {
  const style = getComputedStyle(column);
  const letters = Math.max(8, column.clientWidth / (0.44 * parseFloat(style.fontSize)));
  return (text) => Math.max(1, Math.ceil(text.length / letters));
}
