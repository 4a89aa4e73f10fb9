// On a phone the comparison shows one theme at a time; the links to the themes become one list to choose from.
// Without scripts every theme is there and the links lead to them.

export function chooseThemes(comparison, jump) {
  const links = [...jump.querySelectorAll("a")];
  const label = document.createElement("label");
  const select = document.createElement("select");
  label.className = "theme-choice";
  label.append(Object.assign(document.createElement("span"), { className: "small quiet", textContent: jump.dataset.label }));
  select.className = "select";
  select.append(...links.map((link) => new Option(link.textContent, link.hash.slice(1))));
  select.append(new Option(jump.dataset.all, ""));
  label.append(select);
  jump.before(label);
  jump.classList.add("is-replaced");

  const show = (id) => {
    comparison.classList.toggle("is-one-at-a-time", id !== "");
    for (const row of comparison.querySelectorAll(".comparison-row")) row.classList.toggle("is-chosen", row.id === id);
    select.value = id;
  };
  select.addEventListener("change", () => {
    show(select.value);
    history.replaceState(null, "", select.value ? `#${select.value}` : location.pathname + location.search);
  });
  const asked = () => links.find((link) => link.hash === location.hash)?.hash.slice(1);
  addEventListener("hashchange", () => {
    const id = asked();
    if (id) show(id);
  });
  show(asked() ?? links[0].hash.slice(1));
}
