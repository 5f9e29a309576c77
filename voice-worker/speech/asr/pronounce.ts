/**
 * Letter-to-sound for names the dictionary lacks (Keller is in it, Okonkwo is not): ordered longest-match rules
 * giving ARPAbet. Coarse on purpose: it only has to be nearer to its own name than to the other candidates.
 */

const VOWELS = "aeiouy";

/** [letters, phones, where]: `^` only at the start, `$` only at the end, `e` before e/i/y, `c` before a consonant or the end. */
type Rule = readonly [letters: string, phones: string, where?: "^" | "$" | "e" | "c"];

const RULES: readonly Rule[] = [
  ["sch", "SH"],
  ["tsch", "CH"],
  ["tch", "CH"],
  ["eigh", "EY"],
  ["ough", "OW"],
  ["augh", "AO"],
  ["igh", "AY"],
  ["tion", "SH AH N"],
  ["sion", "ZH AH N"],
  ["ture", "CH ER", "$"],
  ["ssi", "S IY"],
  ["sci", "SH IY"],
  ["eau", "OW"],
  ["ieu", "Y UW"],
  ["oeu", "ER"],
  ["qu", "K W"],
  ["ck", "K"],
  ["ch", "CH"],
  ["sh", "SH"],
  ["ph", "F"],
  ["gh", "G", "^"],
  ["gh", ""],
  ["th", "TH"],
  ["wh", "W"],
  ["wr", "R", "^"],
  ["kn", "N", "^"],
  ["gn", "N", "^"],
  ["ps", "S", "^"],
  ["ng", "NG", "$"],
  ["ng", "NG G"],
  ["nk", "NG K"],
  ["dge", "JH"],
  ["dj", "JH"],
  ["cz", "CH"],
  ["sz", "SH"],
  ["zh", "ZH"],
  ["nj", "N Y"],
  ["kh", "K"],
  ["bh", "B"],
  ["dh", "D"],
  ["jh", "JH"],
  ["tz", "T S"],
  ["cc", "K"],
  ["sc", "S", "e"],
  ["ee", "IY"],
  ["ea", "IY"],
  ["ie", "IY"],
  ["ei", "AY"],
  ["ey", "IY", "$"],
  ["ey", "EY"],
  ["ai", "EY"],
  ["ay", "EY"],
  ["oo", "UW"],
  ["ou", "UW"],
  ["ow", "OW", "$"],
  ["ow", "AW"],
  ["oa", "OW"],
  ["oi", "OY"],
  ["oy", "OY"],
  ["oe", "OW"],
  ["au", "AO"],
  ["aw", "AO"],
  ["ue", "UW"],
  ["ui", "UW IY"],
  ["eu", "OY"],
  ["ew", "UW"],
  ["aa", "AA"],
  ["ia", "IY AH"],
  ["io", "IY OW"],
  ["ar", "AA R", "c"],
  ["er", "ER", "c"],
  ["ir", "ER", "c"],
  ["or", "AO R", "c"],
  ["ur", "ER", "c"],
  ["yr", "ER", "c"],
  ["le", "AH L", "$"],
  ["es", "EH S", "$"],
  ["e", "IY", "$"],
  ["a", "AH", "$"],
  ["i", "IY", "$"],
  ["o", "OW", "$"],
  ["u", "UW", "$"],
  ["y", "IY", "$"],
  ["a", "AA"],
  ["e", "EH"],
  ["i", "IH"],
  ["o", "AA", "c"],
  ["o", "OW"],
  ["u", "UW"],
  ["y", "Y", "^"],
  ["y", "IH"],
  ["c", "S", "e"],
  ["c", "K"],
  ["g", "G"],
  ["j", "JH"],
  ["x", "Z", "^"],
  ["x", "K S"],
  ["q", "K"],
  ["h", "HH"],
  ["w", "W"],
  ["z", "Z"],
  ["b", "B"],
  ["d", "D"],
  ["f", "F"],
  ["k", "K"],
  ["l", "L"],
  ["m", "M"],
  ["n", "N"],
  ["p", "P"],
  ["r", "R"],
  ["s", "S"],
  ["t", "T"],
  ["v", "V"],
];
const LONGEST_FIRST = RULES.toSorted((a, b) => b[0].length - a[0].length);

const LETTERS: Record<string, string> = {
  a: "EY",
  b: "B IY",
  c: "S IY",
  d: "D IY",
  e: "IY",
  f: "EH F",
  g: "JH IY",
  h: "EY CH",
  i: "AY",
  j: "JH EY",
  k: "K EY",
  l: "EH L",
  m: "EH M",
  n: "EH N",
  o: "OW",
  p: "P IY",
  q: "K Y UW",
  r: "AA R",
  s: "EH S",
  t: "T IY",
  u: "Y UW",
  v: "V IY",
  w: "D AH B AH L Y UW",
  x: "EH K S",
  y: "W AY",
  z: "Z IY",
};

/** Hotel words that are missing from the bundled dictionary. */
export const HOTEL_WORDS: Readonly<Record<string, string>> = {
  wifi: "W AY F AY",
  minibar: "M IH N IY B AA R",
  bathrobe: "B AE TH R OW B",
  invoice: "IH N V OY S",
};

const fits = (rule: Rule, word: string, at: number): boolean => {
  const [letters, , where] = rule;
  if (!word.startsWith(letters, at)) return false;
  const next = word[at + letters.length];
  if (where === "^") return at === 0;
  if (where === "$") return next === undefined && at > 0;
  if (where === "e") return next !== undefined && "eiy".includes(next);
  if (where === "c") return next === undefined || !VOWELS.includes(next);
  return true;
};

/** The words of a name or an option as a grammar can hold them: a–z and apostrophes; accents folded. */
export function grammarWords(text: string): string[] {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const latin = folded
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o")
    .replace(/æ/g, "ae")
    .replace(/ł/g, "l")
    .replace(/[’‘]/g, "'");
  return (latin.match(/[a-z]+(?:'[a-z]+)*/g) ?? []).filter((word) => word.length <= 24);
}

/** ARPAbet for a word of a–z (others are skipped). A word without vowels is spelled out; never empty for a non-empty word. */
export function pronounce(word: string): string {
  const known = HOTEL_WORDS[word];
  if (known) return known;
  const letters = word.toLowerCase().replace(/[^a-z]/g, "");
  if (letters.length === 1 || ![...VOWELS].some((vowel) => letters.includes(vowel))) {
    return [...letters].map((letter) => LETTERS[letter]).join(" ");
  }
  const plain = letters.replace(/([bdfgklmnprstz])\1/g, "$1");
  const phones: string[] = [];
  for (let at = 0; at < plain.length; ) {
    const rule = LONGEST_FIRST.find((candidate) => fits(candidate, plain, at));
    if (rule?.[1]) phones.push(rule[1]);
    at += rule?.[0].length ?? 1;
  }
  return phones.join(" ");
}
