// What every page starts: its own player, the listen links, the comparison. Nothing is remembered.
import { DockedPlayer } from "./docked_player.js";
import { enhancePlayer } from "./page_player.js";
import { chooseThemes } from "./theme_choice.js";

// A player with a script of its own (the editor's) is left to it.
const players = document.querySelectorAll("[data-player]:not([data-own-script])");
const playbacks = Array.from(players, (root) => enhancePlayer(root));

const template = document.getElementById("docked-player");
if (template) new DockedPlayer(template);

// Only the page of an interview has words to choose.
const clipBar = document.getElementById("clip-bar");
if (clipBar) import("./clip_picker.js").then(({ offerClips }) => offerClips(clipBar, playbacks[0] ?? null));

const comparison = document.querySelector("[data-comparison]");
const jump = document.querySelector("[data-theme-jump]");
if (comparison && jump) chooseThemes(comparison, jump);

// Facets lie open where there is room for them.
for (const details of document.querySelectorAll("[data-open-when-wide]")) {
  details.open = matchMedia("(min-width: 60rem)").matches;
}

// Only one sound at a time; the original and the cleaned copy of one player are the same sound.
document.addEventListener(
  "play",
  (event) => {
    const own = event.target.closest("[data-player]");
    for (const media of document.querySelectorAll("audio, video")) {
      if (media !== event.target && !own?.contains(media)) media.pause();
    }
  },
  true,
);
