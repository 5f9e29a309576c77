/** What stands for a letter when somebody spells: ICAO, DIN 5009 (the names and, since 2022, the towns), names in common use. */
const WORDS: Readonly<Record<string, string>> = {
  a: "alpha alfa anton aachen adam apple anna",
  b: "bravo berta berlin banana ben bob",
  c: "charlie caesar cesar cäsar chemnitz cat",
  d: "delta dora düsseldorf duesseldorf david dog",
  e: "echo emil essen edward eric",
  f: "foxtrot friedrich frankfurt frank freddy",
  g: "golf gustav goslar george",
  h: "hotel heinrich hamburg henry harry",
  i: "india ida ingelheim isaac",
  j: "juliet juliett julius jena john jack",
  k: "kilo kaufmann köln koeln king",
  l: "lima ludwig leipzig lion london",
  m: "mike martha münchen muenchen mary mother",
  n: "november nordpol nürnberg nuernberg nancy nelly",
  o: "oscar otto offenbach oliver orange",
  p: "papa paula potsdam peter paris",
  q: "quebec quelle quickborn queen",
  r: "romeo richard rostock robert roger",
  s: "sierra samuel siegfried salzwedel sam sugar",
  t: "tango theodor tübingen tuebingen tom tommy",
  u: "uniform ulrich unna uncle",
  v: "victor viktor völklingen voelklingen",
  w: "whiskey whisky wilhelm wuppertal william",
  x: "xray xanthippe xanten",
  y: "yankee ypsilon yellow",
  z: "zulu zebra zeppelin zacharias zwickau zed zee",
  ä: "ärger aerger",
  ö: "ökonom oekonom",
  ü: "übermut uebermut",
  ß: "eszett",
  sch: "schule",
  ch: "charlotte",
};

/** How recognisers write the names of letters. */
const NAMES: Readonly<Record<string, string>> = {
  a: "ay eh",
  b: "bee be",
  c: "cee see sea",
  d: "dee",
  e: "ee",
  f: "ef eff",
  g: "gee",
  h: "aitch haitch",
  i: "eye",
  j: "jay",
  k: "kay",
  l: "el ell",
  m: "em",
  n: "en",
  o: "oh",
  p: "pee pea",
  q: "cue queue",
  r: "ar are",
  s: "ess",
  t: "tee tea",
  u: "you",
  v: "vee",
  w: "double-u",
  x: "ex",
  y: "why",
};

const inverted = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([letter, words]) => words.split(" ").map((word) => [word, letter])));

const byWord = inverted(WORDS);
const byName = inverted(NAMES);

/** "mike", "martha", "münchen" → "m". */
export const letterOfWord = (word: string): string | undefined => byWord.get(word);
/** "em" → "m". Many of them are words too: only inside a run of letters. */
export const letterOfName = (word: string): string | undefined => byName.get(word);

/** Words of DIN 5009 where the caller's language is German; a letter without a word is said alone. */
const DIN: Readonly<Record<string, string>> = Object.fromEntries(
  "Anton Berta Cäsar Dora Emil Friedrich Gustav Heinrich Ida Julius Kaufmann Ludwig Martha Nordpol Otto Paula Quelle Richard Samuel Theodor Ulrich Viktor Wilhelm Xanthippe Ypsilon Zacharias Ärger Ökonom Übermut"
    .split(" ")
    .map((word) => [word.charAt(0).toLowerCase(), word]),
);
const ICAO: Readonly<Record<string, string>> = Object.fromEntries(
  "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
    .split(" ")
    .map((word) => [word.charAt(0).toLowerCase(), word]),
);

/** The word the line uses for a letter: "m" → "Mike". Undefined for what has none. */
export const wordForLetter = (letter: string, language: string): string | undefined =>
  (language.toLowerCase().startsWith("de") ? DIN : ICAO)[letter.toLowerCase()];
