// The blind page: one large key to hear the few seconds again from their beginning; typing chooses its answer.
const root = document.querySelector("[data-listening]");
if (root) listen(root.querySelector("[data-listen]"), root.querySelector("audio"));

function listen(key, audio) {
  key.hidden = false;
  key.addEventListener("click", () => {
    if (!audio.paused) {
      audio.pause();
      return;
    }
    audio.currentTime = 0;
    audio.play().catch(() => undefined);
  });
  const reflect = () => key.classList.toggle("is-playing", !audio.paused && !audio.ended);
  for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, reflect);
}

document.getElementById("text")?.addEventListener("input", () => {
  document.querySelector("input[name=answer][value=text]").checked = true;
});
