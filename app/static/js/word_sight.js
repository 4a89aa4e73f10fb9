// Scrolls a frame, and never the page around it, to the line that is heard; not against who has just scrolled it.

const READER_MILLISECONDS = 4000;

// `cover` stays at the top of the frame and hides what is under it.
export function keepInSight(cover) {
  let shown = null;
  let readerMovedAt = -Infinity;
  for (const name of ["wheel", "touchmove"]) {
    addEventListener(name, () => (readerMovedAt = performance.now()), { passive: true });
  }
  return (word) => {
    if (!word || word === shown) return;
    shown = word;
    if (performance.now() - readerMovedAt < READER_MILLISECONDS) return;
    const line = word.getBoundingClientRect();
    const top = Math.max(0, cover.getBoundingClientRect().bottom);
    if (line.top >= top && line.bottom <= innerHeight) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: line.top - top - line.height / 2, behavior: isCalm ? "auto" : "smooth" });
  };
}
