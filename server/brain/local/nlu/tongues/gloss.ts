import { english } from "@/server/brain/gate/tongues/english";
import { compile, entryAt, type Lexicon, numberAt, ordinalAt } from "@/server/brain/gate/tongues/tongue";
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
const TOKEN = /\S+@\S+|\d+(?:[.,:/-]\d+)*(?:st|nd|rd|th)?|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]*)?|[.,;:!?+#]/gu;
/** French and Italian leave a vowel out before another: the short word stands alone. */
const ELIDED = /(?<![\p{L}\p{M}])(j|d|l|n|s|c|m|t|qu|jusqu|lorsqu|aujourd|quelqu)['’](?=[\p{L}\p{M}])/giu;

const tokensOf = (text: string): string[] =>
  text
    .normalize("NFC")
    .replace(/-(?=\p{L})/gu, " ")
    .replace(ELIDED, "$1' ")
    .match(TOKEN) ?? [];

/** Number words as digits. An article counts as one only beside another number. */
function numbered(words: readonly string[], { of, words: lexicon }: Made): string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] as string;
    const isArticle = of.articles.includes(word);
    const read = isArticle ? undefined : numberAt(lexicon, words, at);
    const beside = isArticle && (/^\d$/.test(out.at(-1) ?? "") || isOneDigit(lexicon, words, at + 1));
    out.push(read ? String(read.value) : beside ? "1" : word);
    at = read ? read.to : at + 1;
  }
  return out;
}
/** Only single digits: "un 20 euros" names no number with its article. */
function isOneDigit(lexicon: Lexicon, words: readonly string[], at: number): boolean {
  const next = numberAt(lexicon, words, at)?.value;
  return /^\d$/.test(words[at] ?? "") || (next !== undefined && next < 10);
}

interface Put {
  text: string;
  /** Words of the language that stand for English ones, and words that are English only. */
  votes: readonly [own: number, english: number];
}

/** Each stretch of words that the lexicon knows in English; the rest as it stands. */
function put(words: readonly string[], lexicon: Lexicon): Put {
  const lower = words.map((word) => word.toLowerCase());
  const out: string[] = [];
  let [own, other] = [0, 0];
  for (let at = 0; at < words.length; ) {
    const word = lower[at] as string;
    const entry = entryAt(lexicon, lower, at);
    if (entry) {
      out.push(...entry.english);
      own += lower.slice(at, at + entry.parts.length).filter((each) => !ENGLISH.has(each)).length;
      at += entry.parts.length;
      continue;
    }
    const place = ordinalAt(lexicon, lower, at);
    if (place) {
      out.push(`${place.value}${ordinalSuffix(place.value)}`);
      own += 1;
      at = place.to;
      continue;
    }
    if (ENGLISH.has(word) && word.length > 1) other += 1;
    out.push(words[at] as string);
    at += 1;
  }
  return { text: out.join(" ").replace(/ (?=[.,;:!?])/g, ""), votes: [own, other] };
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
  const words = tokensOf(said.replace(/[¿¡]/g, " ").replace(/।/g, "."));
  const lower = words.map((word) => word.toLowerCase());
  const digits = numbered(lower, tongue);
  let text = digits.join(" ");
  for (const [from, to] of tongue.of.rules) text = text.replace(from, to as string);
  const reading = put(text.split(" "), tongue.words);
  const counted = lower.filter((word, i) => word !== digits[i] && /\p{L}/u.test(word)).length;
  const [own, other] = reading.votes;
  if (other > own + (digits.length < lower.length ? 1 : counted)) return undefined;
  return { text: reading.text, named: put(namedTokens(words, tongue), tongue.names).text };
}

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
