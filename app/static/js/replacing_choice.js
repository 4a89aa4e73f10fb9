// Ticks all passages or none, and tells beside the button how many are ticked. Without scripts all are ticked.

const form = document.querySelector("[data-replacing]");

if (form) {
  const boxes = [...form.querySelectorAll("input[name='passage']")];
  const count = form.querySelector("[data-count]");
  const submit = count.closest("button");
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    count.textContent = ` (${ticked})`;
    submit.disabled = ticked === 0;
  };
  for (const [selector, isTicked] of [
    ["[data-tick-all]", true],
    ["[data-tick-none]", false],
  ]) {
    const button = form.querySelector(selector);
    button.hidden = boxes.length < 2;
    button.addEventListener("click", () => {
      for (const box of boxes) box.checked = isTicked;
      tell();
    });
  }
  form.addEventListener("change", tell);
  tell();
}
