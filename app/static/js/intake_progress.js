// Keeps the list of recordings up to date: figures in place, a row anew when its state changes.
import { fetchPart, fetchTold } from "./intake_requests.js";

const OFTEN_MILLISECONDS = 3000;
const SELDOM_MILLISECONDS = 15000;

export class RecordingsProgress {
  constructor(list, told) {
    this.list = list;
    this.told = told;
    this.timer = 0;
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    this.plan(list.dataset.isMoving === "yes");
  }

  plan(isMoving) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), isMoving ? OFTEN_MILLISECONDS : SELDOM_MILLISECONDS);
  }

  async look() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    let isMoving = true;
    try {
      const now = await fetchTold("/atelier/recevoir/etat");
      isMoving = now.is_moving;
      this.showFigures(now);
      if (this.isOther(now)) await this.renew(now);
    } catch {
      // Without a network the page keeps what it knows, and looks again.
    }
    this.plan(isMoving);
  }

  row(id) {
    return this.list.querySelector(`[data-recording="${id}"]`);
  }

  showFigures(now) {
    for (const one of now.recordings) {
      const row = this.row(one.id);
      if (!row || row.dataset.state !== one.state) continue;
      const bar = row.querySelector("[data-bar]");
      if (!bar) continue;
      bar.value = one.percent;
      row.querySelector("[data-share]").textContent = one.percent;
      row.querySelector("[data-step-text]").textContent = one.step_text;
    }
  }

  isOther(now) {
    const shown = this.list.querySelectorAll("[data-recording]");
    const note = this.list.querySelector("[data-note]").textContent.trim();
    return (
      shown.length !== now.recordings.length ||
      note !== now.note ||
      now.recordings.some((one) => this.row(one.id)?.dataset.state !== one.state)
    );
  }

  // Only what changed is replaced: a form that somebody is filling in stays as it is.
  async renew(now) {
    const fresh = await fetchPart("/atelier/recevoir/liste");
    for (const one of now.recordings) {
      const shown = this.row(one.id);
      if (shown && shown.dataset.state !== one.state) this.told.textContent = `${one.title} : ${one.state_text}`;
    }
    this.list.querySelector("[data-note]").replaceWith(fresh.querySelector("[data-note]"));
    const rows = [...fresh.querySelector("ul").children].map((row) => {
      const shown = row.dataset.recording && this.row(row.dataset.recording);
      return shown && shown.dataset.state === row.dataset.state ? shown : row;
    });
    this.list.querySelector("ul").replaceChildren(...rows);
  }
}
