// The second net under what is typed: the browser's own store, for when the server is away. What the server
// confirmed leaves it, so that nothing stays behind on a shared computer.

export class EditorNet {
  constructor(curator, interview) {
    this.prefix = `franquette.draft.${curator}.${interview}.`;
  }

  put(id, text, seen) {
    try {
      localStorage.setItem(this.prefix + id, JSON.stringify({ text, seen, at: new Date().toISOString() }));
    } catch {
      // A full or closed store: the server's drafts are the first net.
    }
  }

  // With a text, only where the store holds that very text: a later one is not confirmed yet.
  drop(id, text) {
    try {
      if (text === undefined || this.#read(this.prefix + id)?.text === text) {
        localStorage.removeItem(this.prefix + id);
      }
    } catch {
      // As above.
    }
  }

  // {id, text, seen, at} of everything it holds.
  entries() {
    try {
      return Object.keys(localStorage)
        .filter((name) => name.startsWith(this.prefix))
        .map((name) => ({ id: name.slice(this.prefix.length), ...this.#read(name) }))
        .filter((entry) => typeof entry.text === "string" && Number.isInteger(entry.seen));
    } catch {
      return [];
    }
  }

  #read(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }
}
