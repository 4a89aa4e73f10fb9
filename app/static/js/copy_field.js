// Buttons that copy a field of the page. Without them the field can be selected and copied all the same.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const label = button.firstChild;
  const said = label.textContent;
  field.addEventListener("focus", () => field.select());
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    label.textContent = button.dataset.copied;
    setTimeout(() => (label.textContent = said), 2000);
  });
}
