// The card of one file: how much has arrived, what is told of it, and what can be done with it.
import { fetchPart, insist, sendFields } from "./intake_requests.js";
import { Sending } from "./intake_sending.js";

export class UploadCard {
  constructor(root, place) {
    this.root = root;
    this.place = place;
    this.texts = place.texts;
    this.sending = null;
    this.file = null;
    this.wantsTaking = false;
    this.isJudging = false;
    this.listed = Promise.resolve();
    this.attach();
  }

  get isSending() {
    return this.sending !== null && !this.sending.isPaused;
  }

  get address() {
    return this.root.dataset.address;
  }

  // The same name, size and day of change.
  isOf(file) {
    const told = this.root.dataset;
    return told.name === file.name && Number(told.size) === file.size && Number(told.modified) === file.lastModified;
  }

  // What was interrupted goes on once its file is chosen again.
  get isUnfinished() {
    return !this.file && this.root.dataset.isWhole === "no";
  }

  attach() {
    this.root.querySelector("[data-details]")?.addEventListener("submit", (event) => this.describe(event));
    this.root.querySelector("[name=leader]")?.addEventListener("change", (event) => this.offerParty(event.target));
    const leave = this.root.querySelector(".upload-leave form");
    leave?.addEventListener("submit", (event) => this.leave(event));
    const told = this.root.dataset;
    if (told.isWhole === "no" && !this.file) this.offerChoice();
    // It arrived whole, and its page was left before it was looked at.
    if (told.isWhole === "yes" && told.isJudged === "no" && !this.file) this.judgeAndTake();
  }

  // For an interrupted file that the device now shows with another day: who chooses it here says which it is.
  offerChoice() {
    const label = document.createElement("label");
    label.className = "button";
    label.textContent = this.texts.textChoose;
    const input = document.createElement("input");
    input.type = "file";
    input.className = "visually-hidden";
    input.addEventListener("change", () => {
      const file = input.files[0];
      if (!file) return;
      if (file.size !== Number(this.root.dataset.size)) this.refuse(this.texts.textOther);
      else this.place.sendInto(this, file);
    });
    label.append(input);
    this.acts().replaceChildren(label);
  }

  acts() {
    const head = this.root.querySelector(".upload-head");
    return head.querySelector(".upload-acts") ?? head.appendChild(Object.assign(document.createElement("div"), { className: "upload-acts" }));
  }

  wait(file) {
    this.file = file;
    this.refuse("");
    this.status(this.texts.textWaiting);
    this.acts().replaceChildren();
  }

  start() {
    this.sending = new Sending(this.file, {
      uploads: this.place.uploads,
      token: this.place.token,
      address: this.address,
      told: {
        begun: (address) => this.begun(address),
        moved: (arrived, size) => this.moved(arrived, size),
        stalled: () => this.status(navigator.onLine ? this.texts.textFailed : this.texts.textOffline),
        refused: (status, message) => this.refused(status, message),
        whole: () => this.whole(),
      },
    });
    this.sending.start();
    this.since = performance.now();
    this.from = null;
  }

  begun(address) {
    const isListed = this.address === address;
    this.root.dataset.address = address;
    this.listed = isListed ? Promise.resolve() : this.renew();
    this.listed.then(() => this.offerPause());
  }

  moved(arrived, size) {
    const bar = this.root.querySelector("[data-bar]");
    if (!bar) return;
    const percent = Math.floor((100 * arrived) / size);
    bar.value = percent;
    this.root.querySelector("[data-share]").textContent = percent;
    this.from ??= { bytes: arrived, at: performance.now() };
    this.status(this.texts.textSending + this.timeLeft(arrived, size));
  }

  timeLeft(arrived, size) {
    const seconds = (performance.now() - this.from.at) / 1000;
    const speed = (arrived - this.from.bytes) / seconds;
    if (seconds < 3 || !(speed > 0)) return "";
    const left = Math.ceil((size - arrived) / speed);
    const time = left < 90 ? `${left} s` : `${Math.ceil(left / 60)} min`;
    return `, ${this.texts.textLeft.replace("{time}", time)}`;
  }

  offerPause() {
    if (!this.sending || this.sending.hasEnded) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.texts.textPause;
    button.addEventListener("click", async () => {
      if (this.sending.isPaused) {
        this.sending.start();
        button.textContent = this.texts.textPause;
      } else {
        await this.sending.pause();
        button.textContent = this.texts.textResume;
        this.status(this.texts.textPaused);
      }
    });
    this.acts().replaceChildren(button);
  }

  refused(status, message) {
    this.sending = null;
    this.file = null;
    const text = status === 401 || status === 303 ? this.texts.textSignedOut : message || this.texts.textRefused;
    this.refuse(text);
    this.status("");
    this.acts().replaceChildren();
    this.place.sendingEnded();
  }

  async whole() {
    this.sending = null;
    this.status(this.texts.textChecking);
    this.acts().replaceChildren();
    this.place.sendingEnded();
    await this.listed;
    this.status(this.texts.textChecking);
    await this.judgeAndTake();
  }

  async judgeAndTake() {
    await this.judge();
    if (this.wantsTaking && this.root.querySelector("[data-details]")) await this.take();
  }

  async judge() {
    this.isJudging = true;
    await insist(() => sendFields(`${this.address}/juger`, this.place.token));
    await this.renew();
    this.isJudging = false;
  }

  // The head is the server's; what somebody is typing stays theirs.
  async renew() {
    const fresh = document.importNode(await insist(() => fetchPart(`${this.address}/fiche`)), true);
    const typing = this.root.querySelector("[data-details]");
    if (!typing) {
      const before = this.root;
      before.replaceWith(fresh);
      this.root = fresh;
      this.place.replaced(this, before);
      this.attach();
      return;
    }
    Object.assign(this.root.dataset, fresh.dataset);
    this.root.querySelector("[data-head]").replaceWith(fresh.querySelector("[data-head]"));
    if (!fresh.querySelector("[data-details]")) typing.remove();
    const leave = this.root.querySelector(".upload-leave");
    leave.replaceWith(fresh.querySelector(".upload-leave"));
    this.root.querySelector(".upload-leave form").addEventListener("submit", (event) => this.leave(event));
  }

  offerParty(leader) {
    const choice = [...document.querySelectorAll("#leaders option")].find((one) => one.value === leader.value);
    const party = this.root.querySelector("[name=party]");
    if (choice?.dataset.party && !party.value) party.value = choice.dataset.party;
  }

  async describe(event) {
    event.preventDefault();
    this.wantsTaking = true;
    if (this.isJudging) this.refuse(this.texts.textLater);
    else await this.take();
  }

  async take() {
    const form = this.root.querySelector("[data-details]");
    const isEarly = this.root.dataset.isWhole === "no";
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    const answer = await sendFields(form.action, this.place.token, new URLSearchParams(new FormData(form))).catch(
      () => ({ isDone: false, message: this.texts.textFailed }),
    );
    button.disabled = false;
    if (answer.isDone && answer.path.includes("avis=recu")) this.place.ended(this, this.texts.textReceived);
    else if (answer.isDone) await this.renew();
    else if (isEarly && this.file) this.refuse(this.texts.textLater);
    else {
      this.wantsTaking = false;
      this.refuse(answer.message || this.texts.textFailed);
    }
  }

  async leave(event) {
    event.preventDefault();
    await this.sending?.giveUp();
    this.sending = null;
    const answer = await sendFields(event.target.action, this.place.token);
    if (answer.isDone || answer.status === 404) this.place.ended(this, "");
    else this.refuse(answer.message);
  }

  status(text) {
    const line = this.root.querySelector("[data-status]");
    if (line && line.textContent !== text) line.textContent = text;
  }

  refuse(text) {
    const line = this.root.querySelector("[data-refusal]");
    if (!line) {
      this.status(text);
      return;
    }
    line.replaceChildren(...(text ? [Object.assign(document.createElement("p"), { className: "notice", textContent: text })] : []));
  }
}
