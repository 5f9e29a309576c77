/** Languages in which the sentences for guests are kept, those of tools and of the telephone. */
const SENTENCES = ["en", "es", "de", "fr", "bn"] as const;
type SentenceLanguage = (typeof SENTENCES)[number];

/** The language (BCP 47) as sentences are kept in it; English where there are none yet. */
export const sentenceLanguage = (language: string): SentenceLanguage => {
  const code = language.slice(0, 2).toLowerCase();
  return SENTENCES.find((each) => each === code) ?? "en";
};

/** The texts of a BCP 47 language; English where there are none yet. */
export const inLanguage = <T>(texts: Readonly<Record<SentenceLanguage, T>>, language: string): T =>
  texts[sentenceLanguage(language)];
