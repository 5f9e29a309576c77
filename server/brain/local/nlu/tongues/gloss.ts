import { english } from "@/server/brain/gate/tongues/english";
import {
  compile,
  entryAt,
  knows,
  type Lexicon,
  numberAt,
  ordinalAt,
} from "@/server/brain/gate/tongues/tongue";
import { guestLanguage } from "@/server/kernel/in-language";
import { ordinalSuffix } from "../numbers";
import { tongues } from "./index";
import type { GuestTongue } from "./tongue";

interface Made {
  of: GuestTongue;
  words: Lexicon;
  names: Lexicon;
}

const made = new Map<string, Made>();
/** Made when a language is first heard, which takes some twenty milliseconds. */
function tongueOf(language: string): Made | undefined {
  const code = guestLanguage(language);
  const of = code && code !== "en" ? tongues[code] : undefined;
  if (!code || !of) return undefined;
  const known = made.get(code);
  if (known) return known;
  const lexicon = (words: string): Lexicon => compile({ ...of.tongue, words });
  const fresh = { of, words: lexicon(of.words), names: lexicon(of.names) };
  made.set(code, fresh);
  return fresh;
}

const ENGLISH = new Set(english);
/** An address, a figure with its marks, a word, or a mark. */
const TOKEN =
  /\S+@\S+|\d+(?:[.,:/-]\d+)*(?:st|nd|rd|th)?|[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*['’]?|[.,;:!?+#]/gu;
/** A hyphen between words, but not one of an address. */
const HYPHEN = /\S+@\S+|-(?=\p{L})/gu;
/** French and Italian leave a vowel out before another: the short word stands alone. */
const ELIDED = /(?<![\p{L}\p{M}])(j|d|l|n|s|c|m|t|qu|jusqu|lorsqu|aujourd|quelqu)['’](?=[\p{L}\p{M}])/giu;

const namesOf = (text: string): string[] => text.normalize("NFC").replace(ELIDED, "$1' ").match(TOKEN) ?? [];
const tokensOf = (text: string): string[] =>
  namesOf(text.replace(HYPHEN, (found) => (found === "-" ? " " : found)));

/** Number words as digits. An article counts as one only beside another number. */
function numbered(words: readonly string[], { of, words: lexicon }: Made): string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] as string;
    const isArticle = of.articles.includes(word);
    const suffixed = counted(word, of, lexicon, at);
    const read = isArticle ? undefined : (numberAt(lexicon, words, at) ?? suffixed);
    const beside = isArticle && (/^\d$/.test(out.at(-1) ?? "") || isOneDigit(lexicon, words, at + 1));
    out.push(read ? String(read.value) : beside ? "1" : word);
    if (suffixed && read === suffixed) out.push(suffixed.suffix);
    at = read ? read.to : at + 1;
  }
  return out;
}
/** "দুইজন" → two and what is counted. */
function counted(word: string, { suffixes = [] }: GuestTongue, { numbers }: Lexicon, at: number) {
  for (const suffix of suffixes) {
    const stem = word.endsWith(suffix) ? word.slice(0, -suffix.length) : "";
    const value = numbers.get(stem) ?? (/^\d{1,3}$/.test(stem) ? Number(stem) : undefined);
    if (value !== undefined) return { value, to: at + 1, suffix };
  }
  return undefined;
}
/** Only single digits: "un 20 euros" names no number with its article. */
function isOneDigit(lexicon: Lexicon, words: readonly string[], at: number): boolean {
  const next = numberAt(lexicon, words, at)?.value;
  return /^\d$/.test(words[at] ?? "") || (next !== undefined && next < 10);
}

/** Three letters or more that stand alone are being spelled: none of them is a word. */
const spelled = (words: readonly string[], at: number): boolean => {
  const isSign = (i: number): boolean => /^[\p{L}\d]$/u.test(words[i] ?? "");
  let [from, to] = [at, at];
  while (isSign(from - 1)) from -= 1;
  while (isSign(to + 1)) to += 1;
  return isSign(at) && to - from >= 2;
};

/** Each stretch of words that the lexicon knows in English; the rest as it stands. */
function put(words: readonly string[], lexicon: Lexicon): string {
  const lower = words.map((word) => word.toLowerCase());
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const entry = entryAt(lexicon, lower, at);
    const place = entry ? undefined : ordinalAt(lexicon, lower, at);
    if (entry && !(entry.parts.length === 1 && spelled(lower, at))) {
      out.push(...entry.english);
      at += entry.parts.length;
    } else if (place) {
      out.push(`${place.value}${ordinalSuffix(place.value)}`);
      at = place.to;
    } else {
      out.push(words[at] as string);
      at += 1;
    }
  }
  return out.join(" ").replace(/ (?=[.,;:!?])/g, "");
}

/** More of its words are English than this language's. A word of both counts for neither. */
function isEnglish(lower: readonly string[], lexicon: Lexicon): boolean {
  const words = lower.filter((word) => /^\p{L}{2}/u.test(word));
  const english = words.filter((word) => ENGLISH.has(word) && !knows(lexicon, word));
  const own = words.filter((word) => !ENGLISH.has(word) && knows(lexicon, word));
  return english.length > own.length;
}

export interface Glossed {
  /** The utterance in English words, lower case, digits for numbers. */
  text: string;
  /** The same for reading a name: only what is said around one is English, and capitals stay. */
  named: string;
}

/**
 * What was said in a language (BCP 47), in the English words this brain reads. Undefined where the language has no
 * words here, and for what is plainly English: people mix.
 */
export function glossed(language: string, said: string): Glossed | undefined {
  const tongue = tongueOf(language);
  if (!tongue || said.trim() === "") return undefined;
  const plain = said.replace(/[¿¡]/g, " ").replace(/।/g, ".").replace(BENGALI_DIGITS, digitOf);
  const words = tokensOf(plain);
  const lower = words.map((word) => word.toLowerCase());
  if (isEnglish(lower, tongue.words)) return undefined;
  let text = numbered(lower, tongue).join(" ");
  for (const [from, to] of tongue.of.rules) text = text.replace(from, to as string);
  return {
    text: put(text.split(" "), tongue.words),
    named: put(namedTokens(namesOf(plain), tongue), tongue.names),
  };
}

const BENGALI_DIGITS = /[০-৯]/g;
const digitOf = (digit: string): string => String(digit.charCodeAt(0) - "০".charCodeAt(0));

/** Numbers in a name's sentence are digits too; single letters are left for spelling. */
const namedTokens = (words: readonly string[], tongue: Made): string[] => {
  const lower = words.map((word) => word.toLowerCase());
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const read = tongue.of.articles.includes(lower[at] as string)
      ? undefined
      : numberAt(tongue.words, lower, at);
    out.push(read ? String(read.value) : (words[at] as string));
    at = read ? read.to : at + 1;
  }
  return out;
};

/** So many words must be a language's own, at the least half of all, and more than any other's. */
const OWN_WORDS = 3;
const SHARE = 0.5;

/**
 * Which of these languages (BCP 47) words are plainly in, English aside. Undefined for few or mixed ones, and where half of
 * them are known in the language that is spoken now.
 */
export function glossedLanguage(
  now: string,
  candidates: readonly string[],
  said: string,
): string | undefined {
  if (candidates.length === 0) return undefined;
  const words = tokensOf(said)
    .map((word) => word.toLowerCase())
    .filter((word) => /^\p{L}/u.test(word));
  const current = tongueOf(now)?.words;
  const isKnown = (word: string): boolean => (current ? knows(current, word) : ENGLISH.has(word));
  if (words.length < OWN_WORDS || words.filter(isKnown).length >= words.length * SHARE) return undefined;
  const counted = candidates.flatMap((code) => {
    const tongue = tongueOf(code);
    const own = tongue ? words.filter((word) => !ENGLISH.has(word) && knows(tongue.words, word)).length : 0;
    return own >= OWN_WORDS && own >= words.length * SHARE ? [{ code, own }] : [];
  });
  const [best, next] = counted.sort((a, b) => b.own - a.own);
  return best && best.own > (next?.own ?? 0) ? best.code : undefined;
}
