// What the editor does when it is asked, by a key or by a button. A command that has nothing to do here returns
// false: then the key means what it always means.
import { centre } from "./editor_scrolling.js";

// Seconds heard around a doubtful word.
const BEFORE_SECONDS = 1.2;
const AFTER_SECONDS = 0.8;
const ROLES = ["leader", "interviewer", "unknown"];

export function editorCommands(editor) {
  const { state, lines, saving, undo, player, status, sentence } = editor;
  const here = () => lines.line(state.currentId);

  function move(step, { isPlayed = false } = {}) {
    const passage = state.neighbour(state.currentId, step);
    if (!passage) status.say(sentence(step > 0 ? "lastPassage" : "firstPassage"));
    else {
      const wasPlaying = player?.playback.isPlaying;
      editor.goTo(passage.id);
      if (isPlayed || wasPlaying) editor.play(passage.id);
    }
  }

  // The number of the word in the passage as it is saved: what is typed was saved before.
  function numberIn(id, index) {
    const passage = state.passage(id);
    return lines.line(id).words(passage)[index]?.number ?? index;
  }

  async function split() {
    const line = here();
    if (!line) return;
    const index = line.wordAfterCaret();
    const answer = await saving.act(line.id, "couper", () => ({ first_word: numberIn(line.id, index) }));
    const added = answer?.passages.find((passage) => passage.previous === line.id);
    if (added) editor.goTo(added.id, { isCentred: false });
  }

  // Joins a passage to the one after it; the caret goes to where they meet.
  async function join(first) {
    const second = first && state.neighbour(first.id, 1);
    if (!second || !(await saving.save(second.id)) || !(await saving.save(first.id))) return;
    const place = lines.line(first.id).text.length;
    const fields = () => ({ next: second.id, next_seen: state.passage(second.id).number });
    if (!(await saving.act(first.id, "reunir", fields))) return;
    editor.goTo(first.id, { isCentred: false });
    lines.line(first.id).box.setSelectionRange(place, place);
  }

  async function markInaudible() {
    const line = here();
    if (!line) return;
    const { first, end } = line.selection();
    const fields = () => ({ first_word: numberIn(line.id, first), end_word: numberIn(line.id, end - 1) + 1 });
    const answer = await saving.act(line.id, "inaudible", fields);
    if (answer) line.selectWords(first, first + 1);
  }

  async function tellSpeaker(scope, role) {
    const passage = state.current;
    if (!passage) return;
    const next = role ?? ROLES[(ROLES.indexOf(passage.speaker.role) + 1) % ROLES.length];
    const answer = await saving.act(passage.id, "locuteur", { role: next, scope });
    if (answer) status.say(sentence("speakerNow", { name: state.passage(passage.id).speaker.text }));
  }

  async function check() {
    const line = here();
    if (!line || !(await saving.check(line.id))) return;
    if (state.currentId === line.id) move(1, { isPlayed: true });
  }

  // From the caret on, or from the beginning while there is none.
  function goToDoubt(step) {
    const places = new Map(state.order.map((id, index) => [id, index]));
    const [index, word] = here() ? [places.get(state.currentId), here().selection().first] : [-1, 0];
    const side = (doubt) => places.get(doubt.id) - index || doubt.first - word;
    const doubts = [...state.doubts()];
    const doubt = step > 0
      ? doubts.find((one) => side(one) > 0 || (side(one) === 0 && !isSelected(one)))
      : doubts.findLast((one) => side(one) < 0);
    if (!doubt) {
      status.say(sentence(step > 0 ? "noDoubt" : "noDoubtBefore"));
      return;
    }
    editor.goTo(doubt.id, doubt);
    editor.play(doubt.id, { ...doubt, before: BEFORE_SECONDS, after: AFTER_SECONDS });
  }

  function isSelected({ id, end }) {
    const { box } = lines.line(id);
    return id === state.currentId && box.selectionEnd > box.selectionStart && here().selection().end === end;
  }

  return {
    toggle: () => player?.toggle(),
    back: () => player?.step(-1),
    forward: () => player?.step(1),
    slower: () => player?.faster(-1),
    faster: () => player?.faster(1),
    next: () => move(1, { isPlayed: true }),
    down: () => move(1),
    up: () => move(-1),
    "next-doubt": () => goToDoubt(1),
    "previous-doubt": () => goToDoubt(-1),
    split,
    join: () => join(state.current),
    "join-at-end": () => (here()?.isCaretAtEnd() ? join(state.current) : false),
    "join-at-start": (event) => {
      // A key held down to take letters away must not go on to take passages.
      if (event.repeat || !here()?.isCaretAtStart() || !state.neighbour(state.currentId, -1)) return false;
      return join(state.neighbour(state.currentId, -1));
    },
    inaudible: markInaudible,
    check,
    save: () => saving.save(state.currentId),
    "change-speaker": () => tellSpeaker("passage"),
    "change-speaker-turn": () => tellSpeaker("turn"),
    "tell-speaker": (event, { role, scope }) => tellSpeaker(scope, role),
    "place-exchange": (event, { place }) => saving.act(state.currentId, "echange", { place }),
    undo: (event) => (isNative(event) ? false : undo.undo()),
    redo: (event) => (isNative(event) || (event && !undo.canRedo) ? false : undo.redo()),
    keys: () => editor.showKeys(),
    centre: () => here() && centre(here().root),
  };

  // What is typed and not saved is undone by the box itself.
  function isNative(event) {
    return event?.type === "keydown" && editor.isWriting && lines.isTyped(state.currentId);
  }
}
