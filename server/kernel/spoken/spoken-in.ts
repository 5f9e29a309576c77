import { bengali } from "./bn";
import { german } from "./de";
import { english } from "./en";
import { spanish } from "./es";
import { french } from "./fr";
import { italian } from "./it";
import { dutch } from "./nl";
import { danish, norwegian, swedish } from "./nordic";
import { portuguese } from "./pt";
import type { Spoken } from "./spoken";

const languages: Readonly<Record<string, Spoken>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  sv: swedish,
  no: norwegian,
  nb: norwegian,
  nn: norwegian,
  da: danish,
  bn: bengali,
};

/** Spoken forms of a language (BCP 47); English where the language has none yet. */
export const spokenIn = (language: string): Spoken =>
  languages[language.slice(0, 2).toLowerCase()] ?? english;
