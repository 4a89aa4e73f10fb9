// What happens in the boxes: which passage is current, what a click plays, and when a passage is left.

export function typeInLines(editor) {
  const { lines, state } = editor;
  const { root } = lines;
  setTabOrder();
  state.on("current", setTabOrder);
  state.on("changed", setTabOrder);

  root.addEventListener("input", (event) => {
    const line = lines.of(event.target);
    if (!line) return;
    line.mirrorText();
    lines.redress(line);
    state.typed(line.id);
  });

  // Words are all that a passage holds: what is pasted has no lines. The box can undo it.
  root.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\r\n\t]/.test(text)) return;
    event.preventDefault();
    document.execCommand("insertText", false, text.replace(/\s+/g, " "));
  });

  root.addEventListener("focusin", (event) => {
    const line = lines.of(event.target);
    if (line?.box === event.target) state.makeCurrent(line.id);
  });

  root.addEventListener("focusout", (event) => {
    const line = lines.of(event.target);
    if (!line || line.box !== event.target || !document.hasFocus()) return;
    const to = event.relatedTarget;
    // The sound and the tools belong to the passage: who goes there has not left it.
    if (to && (to.closest("[data-player], [data-tools], [data-guided-pass], dialog") || line.root.contains(to))) return;
    editor.saving.save(line.id);
  });

  root.addEventListener("click", (event) => {
    const line = lines.of(event.target);
    if (!line) return;
    const hear = event.target.closest("[data-hear]");
    if (hear && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      editor.goTo(line.id, { isCentred: false });
      editor.play(line.id);
    } else if (event.target === line.box) playWord(line, event);
  });

  // The forms are for who works without scripts.
  root.addEventListener("submit", (event) => event.preventDefault());

  // Selecting words is not asking to hear them.
  function playWord(line, event) {
    const { selectionStart, selectionEnd } = line.box;
    if (event.detail !== 1 || selectionStart !== selectionEnd) return;
    const passage = state.passage(line.id);
    const word = line.words(passage).find((one) => one.start <= selectionStart && selectionStart <= one.end);
    if (word) editor.player?.playFrom(word.from, Math.max(passage.end, word.until));
  }

  // Tab goes from the sound to the passage at the caret and on to its tools, not through the whole text.
  function setTabOrder({ before } = {}) {
    const left = lines.line(before);
    if (left?.hasBox) left.box.tabIndex = -1;
    const current = lines.line(state.currentId ?? state.order[0]);
    if (current) current.box.tabIndex = 0;
  }
}
