import { english } from "./en";
import type { Spoken } from "./spoken";

export type { Spoken } from "./spoken";

const languages: Readonly<Record<string, Spoken>> = { en: english };

/** Spoken forms of a language (BCP 47); English where the language has none yet. */
export const spokenIn = (language: string): Spoken =>
  languages[language.slice(0, 2).toLowerCase()] ?? english;
