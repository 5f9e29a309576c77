import { en } from "./en";

export type PhraseKey = keyof typeof en;
const catalogues: Record<string, Record<PhraseKey, readonly string[]>> = { en };

/** Languages that the catalogue holds completely. */
export const languages: readonly string[] = Object.keys(catalogues);

/** A phrase in this language; `pick` chooses the variant, so equal counters give equal words. */
export function phrase(
  language: string,
  key: PhraseKey,
  pick: number,
  vars: Record<string, string> = {},
): string {
  const variants = (catalogues[language] ?? en)[key];
  const template = variants[pick % variants.length] as string;
  const text = template.replace(/\{(\w+)\}/g, (_m, name: string) => vars[name] ?? "");
  return text
    .replace(/\ba (?=[aeiou])/gi, (m) => `${m.trim()}n `)
    .replace(/^\p{Ll}/u, (c) => c.toUpperCase());
}

/** "the courtyard double" → "courtyard double": a template brings the article that fits its sentence. */
export const withoutArticle = (spokenName: string): string => spokenName.replace(/^(?:the|an?) /i, "");
