// Two people, one passage: both texts are kept, shown side by side, and the person chooses. Until then the
// passage is not saved again; what is typed in it stays a draft.
import { Clash } from "./editor_requests.js";
import { isSameText } from "./editor_words.js";

export class EditorConflicts {
  // {conflict, from}: `from` is the passage that the text was typed in, by the passage that it meets now.
  #open = new Map();
  #shown = null;

  constructor(editor, dialog) {
    Object.assign(this, { editor, dialog });
    for (const button of dialog.querySelectorAll("[data-choose]")) {
      button.addEventListener("click", () => this.#choose(button.dataset.choose));
    }
    dialog.addEventListener("close", () => this.editor.state.current && this.editor.focus());
  }

  has(id) {
    return this.#open.has(id);
  }

  add(conflict, id, mine) {
    const { state, lines, saving, status, sentence } = this.editor;
    const theirs = conflict.passages[0] ?? null;
    const gone = conflict.is_gone && state.passage(id) ? [id] : [];
    const mineNow = mine ?? (lines.isTyped(id) ? lines.line(id).text : null);
    if (theirs) saving.applyAnswer({ revision: theirs.number, passages: [theirs], gone });
    status.say(conflict.detail);
    if (mineNow === null || !theirs) return;
    if (!conflict.is_gone && isSameText(mineNow, theirs.text)) {
      // Both wrote the same: there is nothing to choose.
      saving.forgetSeen(id);
      return;
    }
    this.#open.set(theirs.id, { conflict: { ...conflict, mine: mineNow }, from: id });
    this.#remark(theirs.id);
    if (state.currentId === theirs.id) this.show(theirs.id);
  }

  // A passage in conflict was to be saved: the person is told where the choice is.
  remind(id) {
    this.#remark(id);
    this.editor.status.say(this.#open.get(id).conflict.detail);
  }

  async show(id) {
    const known = this.#open.get(id);
    if (!known || this.dialog.open) return;
    const { lines } = this.editor;
    if (!known.conflict.is_gone && lines.line(id).text !== known.conflict.mine) await this.#compareAgain(id, known);
    const { conflict } = known;
    this.#shown = id;
    this.#part("message").textContent = conflict.detail;
    this.#part("by").textContent = conflict.by;
    this.#part("theirs").replaceChildren(...marked(conflict.difference, "removed", "del", conflict.text));
    this.#part("mine").replaceChildren(...marked(conflict.difference, "added", "ins", conflict.mine));
    this.#button("mine").hidden = conflict.is_gone;
    this.#edit(false);
    this.dialog.showModal();
  }

  // More was typed since: the server tells the difference again.
  async #compareAgain(id, known) {
    const { lines, requests, saving } = this.editor;
    const { text } = lines.line(id);
    known.conflict = { ...known.conflict, mine: text, difference: [] };
    try {
      await requests.post(`/atelier/passages/${id}/texte`, { text, seen: saving.seen(id) });
    } catch (error) {
      if (error instanceof Clash) known.conflict = error.conflict;
    }
  }

  #choose(choice) {
    const id = this.#shown;
    const { conflict, from } = this.#open.get(id);
    if (choice === "edit") {
      this.#part("box").value = conflict.is_gone ? conflict.text : conflict.mine;
      this.#edit(true);
      this.#part("box").focus();
      return;
    }
    this.dialog.close();
    if (choice === "later") return;
    this.#open.delete(id);
    const { lines, saving, drafts, net } = this.editor;
    lines.line(id).note(null);
    if (from !== id) net.drop(from);
    if (choice === "theirs") {
      drafts.abandon(id);
      return;
    }
    const line = lines.line(id);
    line.text = choice === "mine" ? line.text : this.#part("box").value;
    lines.redress(line);
    saving.see(id, conflict.number);
    saving.save(id);
  }

  #remark(id) {
    const { sentence, lines } = this.editor;
    const { conflict } = this.#open.get(id);
    const text = conflict.is_gone ? sentence("gone") : sentence("conflict", { by: conflict.by });
    lines.line(id)?.note(text, [[sentence("compare"), () => this.show(id)]]);
  }

  #edit(isOn) {
    this.#part("edit").hidden = !isOn;
    this.#button("save").hidden = !isOn;
    this.#button("edit").hidden = isOn;
  }

  #part(name) {
    return name === "box"
      ? this.dialog.querySelector("textarea")
      : this.dialog.querySelector(`[data-choice-${name}]`);
  }

  #button(name) {
    return this.dialog.querySelector(`[data-choose="${name}"]`);
  }
}

function marked(difference, own, tag, whole) {
  if (!difference.length) return [whole];
  return difference
    .filter(([change]) => change === "same" || change === own)
    .flatMap(([change, text]) => {
      if (change === "same") return [`${text} `];
      const element = document.createElement(tag);
      element.textContent = text;
      return [element, " "];
    });
}
