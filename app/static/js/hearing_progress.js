// Keeps the bar of a second hearing up to date; once it is over, the page is loaded anew.
import { fetchTold } from "./intake_requests.js";

const OFTEN_MILLISECONDS = 3000;
const place = document.querySelector("[data-hearing]");

async function look() {
  if (!document.hidden) {
    try {
      const now = await fetchTold(place.dataset.hearing);
      if (now.state !== "waiting" && now.state !== "processing") return location.replace(place.dataset.hearing);
      place.querySelector("[data-bar]").value = now.percent;
      place.querySelector("[data-share]").textContent = now.percent;
      place.querySelector("[data-step-text]").textContent = now.step_text;
    } catch {
      // Without a network the page keeps what it knows, and looks again.
    }
  }
  setTimeout(look, OFTEN_MILLISECONDS);
}

if (place) setTimeout(look, OFTEN_MILLISECONDS);
