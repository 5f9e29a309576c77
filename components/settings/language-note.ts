import { guestLanguage, mainLanguage } from "@/server/kernel/in-language";

const names = new Intl.DisplayNames("en", { type: "language" });

/** A language's name; what is no code stays as it was typed. */
function nameOf(code: string): string {
  try {
    return names.of(code.trim()) ?? code;
  } catch {
    return code;
  }
}

const listed = (codes: readonly string[]): string =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(codes.map(nameOf));

export interface LanguageNote {
  /** What a call begins in, and what guests may change to. */
  begins: string;
  /** Why spoken calls are in English although the hotel's language is another; null when they are not. */
  spokenInEnglish: string | null;
}

/** What the hotel's list of languages means for its calls. `engines`: undefined while it is not known. */
export function languageNote(
  languages: readonly string[],
  engines: { ear: boolean; voice: boolean } | undefined,
): LanguageNote {
  const codes = languages.filter((code) => code.trim() !== "");
  const main = mainLanguage(codes);
  const others = codes.filter((code) => guestLanguage(code) !== main);
  const change = others.length > 0 ? ` Guests may change to ${listed(others)}.` : "";
  const [first = "en"] = codes;
  const unworded = guestLanguage(first) ? "" : ` The line has no words of its own in ${nameOf(first)}.`;
  const isShort = engines !== undefined && !(engines.ear && engines.voice);
  const missing = engines?.ear ? "voice" : engines?.voice ? "recogniser" : "recogniser and a voice";
  return {
    begins: `Calls begin in ${nameOf(main)}.${unworded}${change}`,
    spokenInEnglish:
      isShort && codes.some((code) => guestLanguage(code) !== "en")
        ? `Spoken calls are held in English for now: what listens and speaks here by itself knows no other language. Connect a ${missing} to speak ${nameOf(main === "en" ? (others[0] ?? "en") : main)}. Typed calls and the telephone menu are not affected.`
        : null,
  };
}
