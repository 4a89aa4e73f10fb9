// The intake page: files are sent as soon as they are chosen or dropped, and described meanwhile.
import { UploadCard } from "./intake_card.js";
import { RecordingsProgress } from "./intake_progress.js";

const MOST_AT_ONCE = 2;

const picker = document.querySelector("[data-picker]");
const cards = document.querySelector("[data-cards]");
const arriving = document.querySelector("[data-arriving]");
const notice = document.querySelector("[data-notice]");
const progress = new RecordingsProgress(
  document.querySelector("[data-recordings]"),
  document.querySelector("[data-told]"),
);
const known = new Map();
const waiting = [];

const place = {
  texts: picker.dataset,
  token: picker.querySelector("[name=token]").value,
  uploads: picker.dataset.uploads,
  ended: (card, text) => {
    known.delete(card.root);
    card.root.remove();
    arriving.hidden = cards.children.length === 0;
    if (text) say(text);
    progress.look();
    startNext();
  },
  sendingEnded: () => startNext(),
  replaced: (card, before) => {
    known.delete(before);
    known.set(card.root, card);
  },
  sendInto: (card, file) => queue(card, file),
};

for (const root of cards.children) known.set(root, new UploadCard(root, place));
for (const one of document.querySelectorAll("[data-only-with-script]")) one.hidden = false;
for (const one of document.querySelectorAll("[data-only-without-script]")) one.hidden = true;
document.querySelector("[data-refresh]").addEventListener("click", (event) => {
  event.preventDefault();
  progress.look();
});

const input = picker.querySelector("[type=file]");
input.addEventListener("change", () => {
  receive([...input.files]);
  input.value = "";
});
picker.addEventListener("submit", (event) => event.preventDefault());

// A file dropped beside the frame would otherwise replace the page.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  picker.classList.remove("is-over");
  receive([...event.dataTransfer.files]);
});
picker.addEventListener("dragenter", () => picker.classList.add("is-over"));
picker.addEventListener("dragleave", (event) => {
  if (!picker.contains(event.relatedTarget)) picker.classList.remove("is-over");
});

addEventListener("beforeunload", (event) => {
  if ([...known.values()].some((card) => card.isSending)) event.preventDefault();
});

function receive(files) {
  for (const file of files) {
    const card = [...known.values()].find((one) => one.isOf(file));
    if (card && !card.isUnfinished) card.root.scrollIntoView({ block: "nearest" });
    else queue(card ?? newCard(file), file);
  }
}

function newCard(file) {
  const root = document.querySelector("[data-waiting-card]").content.firstElementChild.cloneNode(true);
  root.querySelector("h3").textContent = file.name;
  cards.append(root);
  arriving.hidden = false;
  const card = new UploadCard(root, place);
  known.set(root, card);
  return card;
}

function queue(card, file) {
  const fault =
    file.size === 0 ? place.texts.textEmpty : file.size > Number(place.texts.mostBytes) ? place.texts.textLarge : "";
  if (fault) {
    card.refuse(fault);
    return;
  }
  card.wait(file);
  waiting.push(card);
  startNext();
}

function startNext() {
  const sending = [...known.values()].filter((card) => card.isSending).length;
  for (const card of waiting.splice(0, Math.max(0, MOST_AT_ONCE - sending))) card.start();
}

function say(text) {
  const line = document.createElement("p");
  line.className = "notice";
  line.textContent = text;
  notice.replaceChildren(line);
}
