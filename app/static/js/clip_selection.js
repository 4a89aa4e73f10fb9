// Tells what a reader selects in an element, by mouse, touch or keyboard, once the selection has come to rest.

// Handles on a phone and keys send a change at each letter.
const REST_MILLISECONDS = 200;

export function watchSelection(root, onRange) {
  let timer = 0;
  let isPressed = false;
  const tell = () => {
    clearTimeout(timer);
    if (!isPressed) timer = setTimeout(() => onRange(rangeIn(root)), REST_MILLISECONDS);
  };
  // A mouse may still be dragging; a finger's handles are the browser's, and the page hears nothing of them.
  document.addEventListener("pointerdown", (event) => (isPressed = event.pointerType === "mouse"));
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      if (!isPressed) return;
      isPressed = false;
      tell();
    });
  }
  document.addEventListener("selectionchange", tell);
}

// All of a page selected is no choice of words: one end must be in the text.
function rangeIn(root) {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return root.contains(range.startContainer) || root.contains(range.endContainer) ? range : null;
}
