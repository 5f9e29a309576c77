import { spokenIn } from "./spoken-in";

/** A number of one or two digits among the words of a text. */
interface SaidDigits {
  digits: string;
  /** Words it takes, a hyphen between them counted. */
  words: number;
  /** Its words mean nothing else in another of the line's languages. */
  sure: boolean;
}

/** The line's languages but English, which whoever reads numbers knows anyway. */
const TONGUES = ["de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "bn"] as const;
type Tongue = (typeof TONGUES)[number];

/** What is said besides the words of `spokenIn`: other forms, regions, and compounds said apart. */
const OTHERS: Partial<Record<Tongue, Readonly<Record<string, number>>>> = {
  de: { ein: 1, eine: 1, zwo: 2 },
  fr: { une: 1, septante: 70, huitante: 80, octante: 80, nonante: 90 },
  es: { un: 1, una: 1 },
  it: { un: 1, una: 1 },
  pt: { uma: 1, duas: 2, meia: 6, quatorze: 14, dezasseis: 16, dezassete: 17, dezanove: 19 },
  sv: { en: 1, nolla: 0 },
  no: { ett: 1, syv: 7, tyve: 20, tredve: 30 },
  da: { et: 1 },
};
/** Between a ten and its unit, where both are said apart; `und` stands in front of the ten. */
const UNIT_FIRST: Partial<Record<Tongue, string>> = { de: "und", nl: "en", no: "og", da: "og" };

/** Words that are no numbers in another language of the line, "once" and "due" before all. */
const AMBIGUOUS = new Set(
  (
    "a due een ein eine elf en et ett fire meia ni nul null o once onze otto sei seize sex ti tie tio to tre tres um uma " +
    "un una une uno as dix dos acht set fem"
  ).split(" "),
);

/** Lower case without accents, so that what a recogniser leaves out is found. Bengali signs stay. */
export const foldWord = (word: string): string =>
  word
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replaceAll("ß", "ss")
    .normalize("NFC");

type Phrase = readonly [words: readonly string[], digits: string];
const tables = new Map<Tongue, ReadonlyMap<string, readonly Phrase[]>>();

function tableOf(tongue: Tongue): ReadonlyMap<string, readonly Phrase[]> {
  const known = tables.get(tongue);
  if (known) return known;
  const { number } = spokenIn(tongue);
  const values = new Map<string, number>();
  const add = (phrase: string, value: number) => {
    const words = phrase.split(/[\s-]+/).map(foldWord);
    if (!values.has(words.join(" "))) values.set(words.join(" "), value);
  };
  for (let value = 0; value < 100; value++) add(number(value), value);
  for (const [word, value] of Object.entries(OTHERS[tongue] ?? {})) add(word, value);
  const said = [...values];
  const tens = said.filter(([, value]) => value >= 20 && value % 10 === 0);
  const units = said.filter(([, value]) => value > 0 && value < 10);
  for (const [ten, tenValue] of tens)
    for (const [unit, value] of units) {
      const joint = UNIT_FIRST[tongue];
      if (joint) for (const gap of ["", " "]) add(`${unit}${gap}${joint}${gap}${ten}`, tenValue + value);
      if (tongue !== "de" && tongue !== "nl" && tongue !== "da") add(`${ten} ${unit}`, tenValue + value);
    }
  const table = new Map<string, Phrase[]>();
  for (const [phrase, value] of values) {
    const words = phrase.split(" ");
    const first = words[0] as string;
    table.set(first, [...(table.get(first) ?? []), [words, String(value)]]);
  }
  for (const phrases of table.values()) phrases.sort(([a], [b]) => b.length - a.length);
  tables.set(tongue, table);
  return table;
}

/** The number from 0 to 99 that the words at `at` say in a language. Words are folded; a hyphen is a word. */
export function digitsAt(language: string, words: readonly string[], at: number): SaidDigits | undefined {
  const phrases = tableOf(language as Tongue).get(words[at] ?? "") ?? [];
  for (const [phrase, digits] of phrases) {
    let to = at + 1;
    const isSaid = phrase.slice(1).every((word) => {
      if (words[to] === "-") to += 1;
      return words[to++] === word;
    });
    if (isSaid) return { digits, words: to - at, sure: phrase.some((word) => !AMBIGUOUS.has(word)) };
  }
  return undefined;
}

interface ReadDigits {
  language: string;
  digits: string;
  /** Words with letters that belong to no number. */
  others: number;
}

/**
 * The language other than English in which the words say most digits, if it is plainly spoken and says more of them than
 * `than`. Words are folded; a hyphen is a word.
 */
export function tongueOf(words: readonly string[], than: number): ReadDigits | undefined {
  let best: (ReadDigits & { sure: number }) | undefined;
  for (const language of TONGUES) {
    let [digits, sure, numbers, others] = ["", 0, 0, 0];
    for (let at = 0; at < words.length; ) {
      const said = digitsAt(language, words, at);
      if (said) {
        digits += said.digits;
        sure += said.sure ? said.digits.length : 0;
        numbers += 1;
      } else if (/\p{L}/u.test(words[at] as string)) others += 1;
      else digits += words[at]?.replace(/\D/g, "");
      at += said?.words ?? 1;
    }
    // Nothing but numbers: a word that could be another is one, too.
    if (numbers > 1 && others === 0) sure = digits.length;
    if (sure > Math.max(than, best?.sure ?? 0)) best = { language, digits, others, sure };
  }
  return best;
}
