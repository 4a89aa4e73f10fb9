// Keeps the files of a clip up to date while some are being made; the page says the same when it is loaded anew.
const OFTEN_MILLISECONDS = 2000;

function place() {
  return document.querySelector("[data-clip-files]");
}

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
      if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // Without a network the page keeps what it knows, and looks again.
    }
  }
  if (place().hasAttribute("data-making")) setTimeout(look, OFTEN_MILLISECONDS);
}

// Only lines that say something else are put in: a reader in the middle of one is not thrown out of it.
function show(fresh) {
  const told = fresh.querySelector("[data-clip-files]");
  if (!told) return;
  for (const line of told.querySelectorAll("[id].clip-file")) {
    const mine = document.getElementById(line.id);
    if (mine && mine.innerHTML !== line.innerHTML) {
      const hadFocus = mine.contains(document.activeElement);
      mine.innerHTML = line.innerHTML;
      if (hadFocus) mine.querySelector("a, button")?.focus();
    }
  }
  place().toggleAttribute("data-making", told.hasAttribute("data-making"));
}

if (place()?.hasAttribute("data-making")) setTimeout(look, OFTEN_MILLISECONDS);
