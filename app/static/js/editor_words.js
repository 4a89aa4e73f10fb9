// The words of a text and where they sound. The rules are those of app/domain/transcript_edit.py, which decides;
// here they only serve to show, while somebody types, which word is heard.

const LETTER = /[\p{L}\p{N}]/u;
const OPENING = /^[\p{Ps}\p{Pi}]+$/u;
// Beyond this many pairs of words a rewritten passage is followed by its middle only.
const MOST_PAIRS = 250_000;

// The words of a text with their places in it, [start, end): a mark that stands alone goes with its word.
export function wordsOf(text) {
  const words = [];
  let opening = null;
  for (const { 0: piece, index } of text.matchAll(/\S+/gu)) {
    const end = index + piece.length;
    if (LETTER.test(piece)) {
      words.push({ text: (opening?.text ?? "") + piece, start: opening?.start ?? index, end });
      opening = null;
    } else if (OPENING.test(piece) || !words.length) {
      opening = { text: (opening?.text ?? "") + piece, start: opening?.start ?? index };
    } else {
      words.at(-1).text += piece;
      words.at(-1).end = end;
    }
  }
  if (opening && words.length) {
    words.at(-1).text += opening.text;
    words.at(-1).end = text.trimEnd().length;
  }
  return words;
}

export function isSameText(one, other) {
  return one === other || spoken(one) === spoken(other);
}

function spoken(text) {
  return wordsOf(text).map((word) => word.text).join(" ");
}

// The words of a text with when they sound: {text, start, end, from, until, number}. `number` is that of the
// word of the passage that stayed, null for a new one, which shares the time of those it stands among.
export function soundingWords(text, passage) {
  const words = wordsOf(text);
  const numbers = aligned(words.map((word) => key(word.text)), passage.words.map((word) => key(word[0])));
  words.forEach((word, index) => {
    word.number = numbers[index];
    if (word.number !== null) [, word.from, word.until] = passage.words[word.number];
  });
  fillGaps(words, passage);
  return words;
}

function fillGaps(words, passage) {
  let first = 0;
  while (first < words.length) {
    if (words[first].number !== null) {
      first += 1;
      continue;
    }
    let end = first;
    while (end < words.length && words[end].number === null) end += 1;
    const from = first ? words[first - 1].until : passage.start;
    const until = Math.max(from, end < words.length ? words[end].from : passage.end);
    const share = (until - from) / (end - first);
    for (let index = first; index < end; index += 1) {
      words[index].from = from + share * (index - first);
      words[index].until = from + share * (index - first + 1);
    }
    first = end;
  }
}

function key(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "") || text;
}

// For each of `keys` the number of its equal in `others`, in one order; null where there is none.
function aligned(keys, others) {
  const found = new Array(keys.length).fill(null);
  let first = 0;
  while (first < keys.length && first < others.length && keys[first] === others[first]) {
    found[first] = first;
    first += 1;
  }
  let last = keys.length;
  let otherLast = others.length;
  while (last > first && otherLast > first && keys[last - 1] === others[otherLast - 1]) {
    last -= 1;
    otherLast -= 1;
    found[last] = otherLast;
  }
  if ((last - first) * (otherLast - first) <= MOST_PAIRS) {
    alignMiddle(keys.slice(first, last), others.slice(first, otherLast), first, found);
  }
  return found;
}

// The longest common subsequence of what lies between equal beginnings and ends.
function alignMiddle(keys, others, offset, found) {
  const width = others.length + 1;
  const lengths = new Uint16Array((keys.length + 1) * width);
  for (let row = keys.length - 1; row >= 0; row -= 1) {
    for (let column = others.length - 1; column >= 0; column -= 1) {
      const at = row * width + column;
      lengths[at] = keys[row] === others[column]
        ? lengths[at + width + 1] + 1
        : Math.max(lengths[at + width], lengths[at + 1]);
    }
  }
  for (let row = 0, column = 0; row < keys.length && column < others.length;) {
    if (keys[row] === others[column]) {
      found[offset + row] = offset + column;
      row += 1;
      column += 1;
    } else if (lengths[(row + 1) * width + column] >= lengths[row * width + column + 1]) row += 1;
    else column += 1;
  }
}
