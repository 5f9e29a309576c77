/** A word, number or mark of a sentence, lower case, with its place in it. */
export interface Token {
  w: string;
  start: number;
  end: number;
}

const TOKEN =
  /\d{4}-\d{2}-\d{2}|\d{1,2}[:.]\d{2}(?= ?(?:[ap]\.?m\b|o'clock))|\d{1,2}:\d{2}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th)?|[€$£%৳]|\p{L}+(?:['’]\p{L}+)*|[.,;:?!]/gu;
/** `A7K2`, `harbor2024` and `7k2m` are one word, not letters and numbers; `10am`, `50km` and `15h30` are not codes. */
const MIXED =
  /(?:(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{4,12}|(?=[A-Za-z]+\d)[A-Za-z\d]{4,12}|(?!\d{1,2}h\d{2}\b)(?=\d+[a-z]+\d)[a-z\d]{4,12})\b/y;

export function tokenise(sentence: string): Token[] {
  const tokens: Token[] = [];
  const scan = new RegExp(TOKEN.source, "gu");
  for (let hit = scan.exec(sentence); hit; hit = scan.exec(sentence)) {
    MIXED.lastIndex = hit.index;
    const mixed = /[\p{L}\d]/u.test(sentence[hit.index - 1] ?? "") ? null : MIXED.exec(sentence);
    const word = mixed && mixed[0].length > hit[0].length ? mixed[0] : hit[0];
    tokens.push({ w: word.toLowerCase().replace(/’/g, "'"), start: hit.index, end: hit.index + word.length });
    scan.lastIndex = hit.index + word.length;
  }
  return tokens;
}

/** A number as said or written, from token `at` to before token `to`. */
export interface Num {
  value: number;
  ordinal: boolean;
  at: number;
  to: number;
}

const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const ORDINALS =
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(
    " ",
  );
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const small = new Map<string, { value: number; ordinal: boolean }>();
for (const [value, w] of ONES.entries()) small.set(w, { value, ordinal: false });
for (const [value, w] of ORDINALS.entries()) small.set(w, { value, ordinal: true });
for (const [i, w] of TENS.entries()) {
  small.set(w, { value: 20 + 10 * i, ordinal: false });
  small.set(`${w.slice(0, -1)}ieth`, { value: 20 + 10 * i, ordinal: true });
}
const SCALES = new Map([
  ["hundred", 100],
  ["thousand", 1_000],
  ["million", 1_000_000],
]);

/** Below one hundred, as one or two words. */
function readSmall(tokens: readonly Token[], at: number): Num | undefined {
  const first = small.get(tokens[at]?.w ?? "");
  if (!first) return undefined;
  const next = small.get(tokens[at + 1]?.w ?? "");
  const joins =
    !first.ordinal && first.value >= 20 && next && next.value > 0 && next.value < 10 ? next : undefined;
  return joins
    ? { value: first.value + joins.value, ordinal: joins.ordinal, at, to: at + 2 }
    : { ...first, at, to: at + 1 };
}

function readDigits(tokens: readonly Token[], at: number): Num | undefined {
  const m = /^(\d[\d,]*(?:\.\d+)?)(st|nd|rd|th)?$/.exec(tokens[at]?.w ?? "");
  if (!m) return undefined;
  return { value: Number((m[1] as string).replaceAll(",", "")), ordinal: m[2] !== undefined, at, to: at + 1 };
}

const isScale = (tokens: readonly Token[], at: number): number | undefined => SCALES.get(tokens[at]?.w ?? "");

/** "two thousand three hundred and forty-five", "a hundred", "5th", "1,240.50". */
export function readNumber(tokens: readonly Token[], at: number): Num | undefined {
  const article = tokens[at]?.w === "a" && isScale(tokens, at + 1) ? 1 : undefined;
  const first: Num | undefined = article
    ? { value: 1, ordinal: false, at, to: at + 1 }
    : (readDigits(tokens, at) ?? readSmall(tokens, at));
  if (!first || first.ordinal) return first;
  let total = 0;
  let group = first.value;
  let to = first.to;
  for (let scale = isScale(tokens, to); scale !== undefined; scale = isScale(tokens, to)) {
    to += 1;
    if (scale === 100) group *= 100;
    else {
      total += group * scale;
      group = 0;
    }
    const skip = tokens[to]?.w === "and" ? 1 : 0;
    const rest = readSmall(tokens, to + skip);
    if (!rest || rest.value === 0) continue;
    const more = isScale(tokens, rest.to);
    // "one hundred and one thousand": what follows a hundred belongs to it, whatever comes after.
    if (scale === 100 || more === undefined || more < scale) {
      group += rest.value;
      to = rest.to;
      if (rest.ordinal) return { value: total + group, ordinal: true, at, to };
    }
  }
  return { value: total + group, ordinal: false, at, to };
}

/** Every number of the sentence, left to right, none within another. */
export function numbersIn(tokens: readonly Token[]): Num[] {
  const found: Num[] = [];
  for (let at = 0; at < tokens.length; ) {
    const number = readNumber(tokens, at);
    if (number) found.push(number);
    at = number?.to ?? at + 1;
  }
  return found;
}

/** Lower case words of a text, joined by single spaces: what patterns and topics are looked for in. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/\bwi-?\s?fi\b/g, "wifi")
    .replace(/\be-mail/g, "email")
    .replace(/[-–—]/g, " ")
    .replace(/[^\p{L}\p{N}'.,;:?!€$£% ]+/gu, " ")
    .replace(/\bcan't\b|\bcannot\b/g, "can not")
    .replace(/\bwon't\b/g, "will not")
    .replace(/n't\b/g, " not")
    .replace(/\b(i|you|we|they)'ve\b/g, "$1 have")
    .replace(/'ll\b/g, " will")
    .replace(/\bi'm\b/g, "i am")
    .replace(/\b(you|we|they)'re\b/g, "$1 are")
    .replace(/\b(it|that|there|he|she|everything|here|room)'s\b/g, "$1 is")
    .replace(/\s+/g, " ")
    .trim();
