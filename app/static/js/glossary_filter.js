// Narrows the list of the glossary while one types; `/` goes to the field. Without scripts the list is whole.

const filter = document.querySelector("[data-filter]");
const entries = [...document.querySelectorAll("[data-entries] > li")];

function fold(text) {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
}

if (filter && entries.length > 1) {
  const field = filter.querySelector("input");
  const texts = entries.map((entry) => fold(entry.querySelector(".entry-what").textContent + entry.querySelector(".entry-heard").textContent));
  const narrow = () => {
    const sought = fold(field.value).split(/\s+/).filter(Boolean);
    entries.forEach((entry, number) => (entry.hidden = !sought.every((word) => texts[number].includes(word))));
  };
  filter.hidden = false;
  field.addEventListener("input", narrow);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, select, textarea");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
  // A browser that came back keeps what was typed.
  narrow();
}
