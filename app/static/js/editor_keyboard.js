// The keys of the editor. None writes anything in French or in English, none opens or closes something of the
// browser's that one would miss; what a layout types by AltGr or by a dead key is left alone.

const ANYWHERE = {
  Escape: "toggle",
  F2: "back",
  "Shift+F2": "forward",
  F4: "next-doubt",
  "Shift+F4": "previous-doubt",
  F8: "slower",
  F9: "faster",
  "Ctrl+Enter": "next",
  "Ctrl+Shift+Enter": "check",
  "Alt+ArrowDown": "down",
  "Alt+ArrowUp": "up",
  "Alt+Delete": "inaudible",
  "Alt+Enter": "change-speaker",
  "Alt+Shift+Enter": "change-speaker-turn",
  "Ctrl+S": "save",
  "Ctrl+Z": "undo",
  "Ctrl+Shift+Z": "redo",
  "Ctrl+Y": "redo",
};
const IN_A_TEXT = { Enter: "split", Backspace: "join-at-start", Delete: "join-at-end" };

export class EditorKeyboard {
  constructor(editor) {
    this.editor = editor;
    this.anywhere = new Map(Object.entries(ANYWHERE));
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  add(keys, name) {
    for (const key of keys) this.anywhere.set(key, name);
  }

  #press(event) {
    if (event.isComposing || event.getModifierState("AltGraph") || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const name = this.#command(event);
    if (!name || this.editor.run(name, event) === false) return;
    event.preventDefault();
  }

  #command(event) {
    const key = stroke(event);
    const isBox = event.target.matches("[data-box]");
    if (isBox && key in IN_A_TEXT) return IN_A_TEXT[key];
    // A list that is open closes by Escape; other fields keep their own way back.
    if (key === "Escape" && event.target.matches("select")) return null;
    if (["undo", "redo"].includes(this.anywhere.get(key)) && isField(event.target) && !isBox) return null;
    if (!isField(event.target)) {
      if (event.key === "?" && !event.ctrlKey && !event.altKey && !event.metaKey) return "keys";
      if (key === " " && event.target === document.body) return "toggle";
    }
    return this.anywhere.get(key) ?? null;
  }
}

function stroke(event) {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const held = [
    [event.ctrlKey || event.metaKey, "Ctrl+"], [event.altKey, "Alt+"], [event.shiftKey, "Shift+"],
  ];
  return held.map(([isHeld, name]) => (isHeld ? name : "")).join("") + key;
}

function isField(element) {
  return element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
}
