// The tools beside the text: what can be done to the passage at the caret, and what is known of it.

export class EditorTools {
  constructor(editor, root) {
    Object.assign(this, { editor, root });
    this.role = root.querySelector("[data-role]");
    this.scope = root.querySelector("[data-scope]");
    this.exchange = root.querySelector("[data-exchange]");
    root.hidden = false;
    document.addEventListener("mousedown", (event) => {
      // A tool pressed leaves the caret where it is.
      if (event.target.closest("[data-command]") && editor.isWriting) event.preventDefault();
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-command]");
      if (button) this.#run(button.dataset.command, event);
    });
    const tell = () => this.#run("confirm-speaker");
    this.role.addEventListener("change", tell);
    this.exchange.addEventListener("change", () => {
      editor.run("place-exchange", null, { place: this.exchange.value });
    });
    for (const name of ["loaded", "current", "changed"]) editor.state.on(name, () => this.show());
    this.show();
  }

  show() {
    const passage = this.editor.state.current;
    for (const field of this.root.querySelectorAll("button, select")) field.disabled = !passage;
    for (const name of ["next-doubt", "undo", "redo"]) {
      this.root.querySelector(`[data-command="${name}"]`).disabled = false;
    }
    this.root.querySelector("[data-known]").replaceChildren();
    if (!passage) return;
    this.role.value = passage.speaker.role;
    this.exchange.value = passage.exchange;
    const voice = this.scope.querySelector("[data-voice]");
    voice.disabled = passage.speaker.voice === null;
    if (voice.disabled && voice.selected) this.scope.value = "passage";
    const themes = passage.themes.map((theme) => theme.label).join(", ");
    for (const text of [passage.status.text, passage.speaker.note, themes, ...passage.settled]) this.#tell(text);
  }

  #tell(text) {
    if (!text) return;
    const item = document.createElement("li");
    item.textContent = text;
    this.root.querySelector("[data-known]").append(item);
  }

  #run(name, event = null) {
    if (name === "confirm-speaker") {
      this.editor.run("tell-speaker", null, { role: this.role.value, scope: this.scope.value });
    } else this.editor.run(name, event);
  }
}
