// The blind page: one large key plays the few seconds from their beginning; typing chooses its answer.
const root = document.querySelector("[data-listening]");
if (root) listen(root.querySelector("audio"));

function listen(audio) {
  const controls = root.querySelector("[data-listen-controls]");
  const key = root.querySelector("[data-listen]");
  const track = root.querySelector("[data-listen-track]");
  controls.hidden = false;
  audio.controls = false;
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
  audio.addEventListener("timeupdate", () => {
    const share = audio.duration > 0 ? audio.currentTime / audio.duration : 0;
    track.style.transform = `scaleX(${share})`;
  });
  audio.addEventListener("error", () => {
    root.querySelector("[data-listen-error]").hidden = false;
  });
}

document.getElementById("text")?.addEventListener("input", () => {
  document.querySelector("input[name=answer][value=text]").checked = true;
});
