import { bengali } from "./bn";
import { german } from "./de";
import { english } from "./english";
import { spanish } from "./es";
import { french } from "./fr";
import { italian } from "./it";
import { dutch } from "./nl";
import { danish, norwegian } from "./norse";
import { portuguese } from "./pt";
import { swedish } from "./sv";
import { compile, knows, type Lexicon } from "./tongue";

export { glossed } from "./gloss";
export type { Lexicon } from "./tongue";

const tongues = [german, french, spanish, italian, portuguese, dutch, swedish, norwegian, danish, bengali];

/** Languages besides English in which statements are read. */
export const tongueCodes: readonly string[] = tongues.map(({ code }) => code);

let compiled: ReadonlyMap<string, Lexicon> | undefined;
/** Made when first asked for, which takes half a second: a worker asks at its start. */
export function lexicons(): ReadonlyMap<string, Lexicon> {
  compiled ??= new Map(tongues.map((tongue) => [tongue.code, compile(tongue)]));
  return compiled;
}

const ENGLISH = new Set(english);
export const isEnglish = (word: string): boolean => ENGLISH.has(word);

const MAX_KNOWN = 20_000;
const known = new Map<string, readonly string[]>();
/** Codes of the languages that have this word, English included. Lower case, without marks. */
export function languagesOf(word: string): readonly string[] {
  const cached = known.get(word);
  if (cached) return cached;
  const found = [
    ...(isEnglish(word) || (word.endsWith("s") && isEnglish(word.slice(0, -1))) ? ["en"] : []),
    ...[...lexicons().values()].filter((lexicon) => knows(lexicon, word)).map(({ tongue }) => tongue.code),
  ];
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(word, found);
  return found;
}
