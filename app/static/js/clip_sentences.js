// Where sentences begin in the words of a page; the same rules as app/domain/sentence_context.py.

const MOST_WORDS = 60;
const END = /[.?!…]+[»”"')\]]*$/u;
const CLOSING = /^[»”"')\]]+$/u;
const OPENING = new Set(["«", "“", "(", "[", "—", "–", "-"]);
const ABBREVIATION = /^(?:\p{L}|mm|mme|mmes|mlle|dr|dre|me|st|ste|mr|mrs|ms|vs)\.$/iu;
const NUMBERED = /^(?:.*['’])?(?:no|nos|art|al|p|pp|ch|vol)\.$/iu;

// `words` are {text, turn}; the answer holds the first and the last word of the sentences that the span touches.
export function wholeSentences(words, { first, last }) {
  let begin = first;
  while (first - begin < MOST_WORDS && !beginsSentence(words, begin)) begin -= 1;
  let end = last + 1;
  while (end < words.length && end - last - 1 < MOST_WORDS && !beginsSentence(words, end)) end += 1;
  return { first: begin, last: end - 1 };
}

function beginsSentence(words, number) {
  if (number === 0 || words[number].turn !== words[number - 1].turn) return true;
  const text = words[number].text;
  if (/^\p{Ll}/u.test(text) || closes(text)) return false;
  let before = number - 1;
  while (before > 0 && CLOSING.test(words[before].text)) before -= 1;
  const previous = words[before].text;
  const isNumbered = /^\p{Nd}/u.test(text) && NUMBERED.test(previous);
  return END.test(previous) && !ABBREVIATION.test(previous) && !isNumbered;
}

// A mark alone belongs to what is before it, unless it opens.
function closes(text) {
  return !/[\p{L}\p{N}]/u.test(text) && !OPENING.has(text[0]);
}
