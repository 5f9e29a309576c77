/** The languages of the product's guests: what tools, the line and the telephone say is kept in each of them. */
export const GUEST_LANGUAGES = ["en", "es", "de", "fr", "bn"] as const;
export type GuestLanguage = (typeof GUEST_LANGUAGES)[number];

/** The guest language that a BCP 47 tag names, if it names one of them. */
export const guestLanguage = (language: string): GuestLanguage | undefined => {
  const code = language.slice(0, 2).toLowerCase();
  return GUEST_LANGUAGES.find((each) => each === code);
};

/** The first of a hotel's languages (BCP 47) that the product has words in: its main one; English when it has none. */
export function mainLanguage(languages: readonly string[] = []): GuestLanguage {
  for (const language of languages) {
    const known = guestLanguage(language);
    if (known) return known;
  }
  return "en";
}

/** Whether two BCP 47 tags name the same language, whatever the region. */
export const sameLanguage = (one: string, other: string): boolean => primary(one) === primary(other);

const primary = (language: string): string => language.split(/[-_]/)[0]?.toLowerCase() ?? "";

/** The language (BCP 47) as sentences are kept in it; English where there are none yet. */
export const sentenceLanguage = (language: string): GuestLanguage => guestLanguage(language) ?? "en";

/** The texts of a BCP 47 language; English where there are none yet. */
export const inLanguage = <T>(texts: Readonly<Record<GuestLanguage, T>>, language: string): T =>
  texts[sentenceLanguage(language)];
