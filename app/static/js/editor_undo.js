// What this curator did here, to be undone and done again: each step is a revision, undoing one is another.

const MOST_STEPS = 200;

export class EditorUndo {
  constructor(editor, curator, interview) {
    this.editor = editor;
    this.name = `franquette.undo.${curator}.${interview}`;
    const { done = [], undone = [] } = this.#read();
    Object.assign(this, { done, undone });
  }

  push(revision) {
    this.done.push(revision);
    if (this.done.length > MOST_STEPS) this.done.shift();
    this.undone.length = 0;
    this.#write();
  }

  undo() {
    return this.#take(this.done, this.undone, "nothingToUndo");
  }

  redo() {
    return this.#take(this.undone, this.done, "nothingToRedo");
  }

  get canRedo() {
    return this.undone.length > 0;
  }

  async #take(from, to, nothing) {
    const { saving, status, sentence, requests } = this.editor;
    const revision = from.pop();
    if (revision === undefined) {
      status.say(sentence(nothing));
      return;
    }
    const path = `/atelier/entrevues/${requests.interview}/reprendre`;
    const answer = await saving.post(path, { revision }, false);
    if (answer?.is_new) to.push(answer.revision);
    // A step that somebody built upon can't be undone any more; one that found nobody can.
    else if (answer === null && saving.isAway) from.push(revision);
    this.#write();
    if (answer?.passages.length) this.#show(answer.passages);
  }

  #show(passages) {
    const { state } = this.editor;
    if (!passages.some(({ id }) => id === state.currentId)) this.editor.goTo(passages[0].id);
  }

  #read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.name)) ?? {};
    } catch {
      return {};
    }
  }

  #write() {
    try {
      sessionStorage.setItem(this.name, JSON.stringify({ done: this.done, undone: this.undone }));
    } catch {
      // Without the browser's store the steps last as long as the page.
    }
  }
}
