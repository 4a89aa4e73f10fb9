// Makes the page of an interview one text beside its sound. Wiring only; editor_state.js says what it offers.
import { editorCommands } from "./editor_commands.js";
import { EditorConflicts } from "./editor_conflicts.js";
import { EditorDrafts } from "./editor_drafts.js";
import { EditorKeyboard } from "./editor_keyboard.js";
import { EditorLines } from "./editor_lines.js";
import { EditorNet } from "./editor_net.js";
import { EditorPlayer } from "./editor_player.js";
import { Away, EditorRequests } from "./editor_requests.js";
import { EditorSaving } from "./editor_saving.js";
import { centre } from "./editor_scrolling.js";
import { announceEditor, EditorState } from "./editor_state.js";
import { EditorStatus } from "./editor_status.js";
import { EditorTools } from "./editor_tools.js";
import { typeInLines } from "./editor_typing.js";
import { EditorUndo } from "./editor_undo.js";
import { EditorWaveform } from "./editor_waveform.js";

class Editor {
  #sentences = JSON.parse(document.getElementById("editor-sentences").textContent);
  #keysDialog = document.getElementById("editor-keys");

  constructor(root) {
    const { interview, token } = root.dataset;
    const curator = Number(root.dataset.curator);
    this.sentence = (name, places = {}) =>
      this.#sentences[name].replace(/%\((\w+)\)s/g, (_all, place) => places[place]);
    this.root = root;
    this.state = new EditorState();
    this.requests = new EditorRequests(interview, curator, token);
    this.net = new EditorNet(curator, interview);
    this.status = new EditorStatus(
      root.querySelector("[data-saving]"), root.querySelector("[data-announced]"), this.sentence,
    );
    this.lines = new EditorLines(root.querySelector("[data-text]"), this.state, this.sentence);
    this.undo = new EditorUndo(this, curator, interview);
    this.saving = new EditorSaving(this);
    this.drafts = new EditorDrafts(this);
    this.conflicts = new EditorConflicts(this, document.getElementById("editor-choice"));
    const sound = root.querySelector("[data-player]");
    this.player = sound ? new EditorPlayer(this, sound) : null;
  }

  // Everything that needs the text; called once it was read.
  open(document) {
    this.state.load(document);
    this.lines.follow(this.state.order, []);
    this.lines.watch();
    this.drafts.restore();
    this.commands = new Map(Object.entries(editorCommands(this)));
    this.keyboard = new EditorKeyboard(this);
    typeInLines(this);
    new EditorTools(this, this.root.querySelector("[data-tools]"));
    const edges = this.root.querySelector("[data-edges]");
    if (this.player && edges) new EditorWaveform(this, edges);
    this.state.on("current", ({ id, before }) => {
      this.lines.line(before)?.root.classList.remove("is-current");
      this.lines.line(id)?.root.classList.add("is-current");
    });
  }

  get isWriting() {
    return document.activeElement?.matches("[data-box]") ?? false;
  }

  goTo(id, { first, end, isFocused = true, isCentred = true } = {}) {
    const line = this.lines.line(id);
    if (!line) return;
    this.state.makeCurrent(id);
    if (isFocused) line.box.focus({ preventScroll: true });
    line.selectWords(first, end);
    if (isCentred) centre(line.root);
    else line.root.scrollIntoView({ block: "nearest" });
  }

  async play(id, { first, end, before = 0, after = 0 } = {}) {
    const passage = this.state.passage(id);
    if (!passage || !this.player) return;
    const words = passage.words;
    const start = first === undefined ? passage.start : words[first][1];
    const until = first === undefined ? passage.end : words[end - 1][2];
    await this.player.playFrom(start - before, until + after);
  }

  selection(id) {
    return this.lines.line(id)?.selection() ?? null;
  }

  act(id, verb, fields) {
    return this.saving.act(id, verb, fields);
  }

  post(path, fields) {
    return this.saving.post(path, fields);
  }

  say(text) {
    this.status.say(text);
  }

  focus() {
    this.lines.line(this.state.currentId)?.box.focus({ preventScroll: true });
  }

  run(name, event = null, values = {}) {
    const command = this.commands.get(name);
    return command ? command(event, values) : false;
  }

  addCommand({ name, keys, run }) {
    this.commands.set(name, run);
    this.keyboard.add(keys, name);
  }

  showKeys() {
    this.#keysDialog.showModal();
  }
}

const AGAIN_MILLISECONDS = 5000;

// Until the text has come the page stays what it is without scripts: a form for each passage.
async function readText(editor) {
  for (;;) {
    try {
      return await editor.requests.text();
    } catch (error) {
      if (!(error instanceof Away)) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLISECONDS));
    }
  }
}

async function start(root) {
  const editor = new Editor(root);
  const text = await readText(editor);
  document.documentElement.classList.add("has-editor");
  editor.open(text);
  const button = document.querySelector("[data-keys-button]");
  button.hidden = false;
  button.addEventListener("click", () => editor.showKeys());
  const asked = location.hash.startsWith("#p-") ? location.hash.slice(3) : null;
  if (editor.state.passage(asked)) editor.goTo(asked);
  announceEditor(editor);
}

const root = document.querySelector("[data-editor]");
if (root) start(root);
