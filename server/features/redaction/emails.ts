import type { Span } from "./schema";

const WRITTEN =
  /[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*\s?@\s?(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,24}/gu;

const AT = new Set(["at", "@", "arroba", "arobase", "ät"]);
const DOT = new Set(["dot", "punto", "punkt", "point", "period", "."]);
const JOIN = new Set([
  ...DOT,
  "underscore",
  "dash",
  "hyphen",
  "minus",
  "plus",
  "guion",
  "tiret",
  "bindestrich",
  "_",
  "-",
]);
const TLDS = new Set(
  (
    "com net org edu gov info biz io co uk de es fr it nl be ch at pt ie eu us ca au in bd pk cn jp br mx ar cl se no dk fi pl cz " +
    "hu ro gr tr ru ua za ng ke ae sa me tv app dev online hotel travel"
  ).split(" "),
);
// Words in front of an address that are not part of it.
const STOP = new Set(
  (
    "is it it's its my the to email e-mail mail address me at on send that's that would be and or so yes um uh please reach write us " +
    "contact under es mi correo ist meine adresse mon adresse est i'm this a for"
  ).split(" "),
);
// A full stop that ends a sentence is no dot of an address.
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*|[@_-]|\.(?=\S)/gu;

interface Word {
  text: string;
  start: number;
  end: number;
}

const isSpelled = (word: Word | undefined) => word !== undefined && /^[\p{L}\p{N}]$/u.test(word.text);
const isNumber = (word: Word | undefined) =>
  word !== undefined &&
  /^(\d+|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)$/.test(word.text);

/** The index just after a spoken domain (`gmail dot com`, `g m a i l dot co dot uk`) that begins at `from`, or -1. */
function domainEnd(words: readonly Word[], from: number): number {
  for (let dot = from + 1; dot <= from + 9 && dot < words.length; dot++) {
    if (!DOT.has(words[dot]?.text ?? "")) continue;
    if (
      dot - from > 2 &&
      !words.slice(from, dot).every((word) => word.text.length <= 8 || JOIN.has(word.text))
    )
      return -1;
    let end = -1;
    for (
      let at = dot;
      DOT.has(words[at]?.text ?? "") && /^\p{L}+$/u.test(words[at + 1]?.text ?? "");
      at += 2
    ) {
      if (TLDS.has(words[at + 1]?.text ?? "")) end = at + 2;
    }
    if (end >= 0) return end;
  }
  return -1;
}

/** The index where the name before a spoken "at" begins. */
function localStart(words: readonly Word[], at: number): number {
  let start = at - 1;
  let plain = isSpelled(words[start]) || isNumber(words[start]) ? 0 : 1;
  while (start > 0) {
    const previous = words[start - 1];
    if (!previous) break;
    if (JOIN.has(previous.text) && start >= 2) start -= 2;
    else if (isSpelled(previous) || isNumber(previous)) start -= 1;
    else if (!STOP.has(previous.text) && plain < 2 && !JOIN.has(previous.text)) {
      plain++;
      start -= 1;
    } else break;
  }
  return start;
}

/** E-mail addresses, written or said ("maria dot lopez at gmail dot com", spelled letter by letter). */
export function findEmails(text: string): Span[] {
  const spans: Span[] = [...text.matchAll(WRITTEN)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: "email",
  }));
  const words = [...text.toLowerCase().matchAll(WORD)].map((m) => ({
    text: m[0],
    start: m.index,
    end: m.index + m[0].length,
  }));
  for (let at = 1; at < words.length; at++) {
    if (!AT.has(words[at]?.text ?? "")) continue;
    const end = domainEnd(words, at + 1);
    if (end < 0) continue;
    const first = words[localStart(words, at)];
    const last = words[end - 1];
    if (!first || !last || spans.some((span) => span.start < last.end && first.start < span.end)) continue;
    spans.push({ start: first.start, end: last.end, kind: "email" });
  }
  return spans;
}
