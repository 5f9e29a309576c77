import { type GuestLanguage, guestLanguage, inLanguage } from "@/server/kernel/in-language";
import { bn } from "./bn";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export type PhraseKey = keyof typeof en;
/** A language: every key with its variants. What is missing does not compile. */
export type Catalogue = Readonly<Record<PhraseKey, readonly string[]>>;

export const catalogues: Readonly<Record<GuestLanguage, Catalogue>> = { en, es, de, fr, bn };

/** Whether the line has its own words in a BCP 47 language. */
export const isWorded = (language: string): boolean => guestLanguage(language) !== undefined;

/** A phrase in this language (BCP 47), in English where it has none; `pick` chooses the variant, so equal counters give equal words. */
export function phrase(
  language: string,
  key: PhraseKey,
  pick: number,
  vars: Readonly<Record<string, string>> = {},
): string {
  const catalogue = inLanguage(catalogues, language);
  const variants: readonly string[] = catalogue[key];
  const template = variants[pick % variants.length] as string;
  const text = template.replace(/\{(\w+)\}/g, (_m, name: string) => vars[name] ?? "");
  const words = catalogue === en ? text.replace(/\ba (?=[aeiou])/gi, (m) => `${m.trim()}n `) : text;
  return words.replace(/^(¿?)(\p{Ll})/u, (_m, mark: string, c: string) => mark + c.toUpperCase());
}

/** "the courtyard double" → "courtyard double": a template brings the article that fits its sentence. */
export const withoutArticle = (spokenName: string): string => spokenName.replace(/^(?:the|an?) /i, "");
