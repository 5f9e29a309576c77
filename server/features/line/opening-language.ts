import type { PolicyValues } from "@/server/features/policies";
import { guestLanguage, mainLanguage, sameLanguage } from "@/server/kernel/in-language";
import type { CallVendors } from "@/server/line/contract";
import { voiceSpeaks } from "@/server/line/voice-languages";

type LinePolicy = Pick<PolicyValues<"line">, "languages" | "returningLanguage">;

/**
 * What a call begins in: the hotel's main language, or that of the guest whose number calls, where the hotel wants it
 * so and speaks it. A number proves nobody: nothing but the language is taken from it.
 */
export function openingLanguage(line: LinePolicy, guest: { language: string } | null): string {
  const { languages = [], returningLanguage } = line;
  const known = returningLanguage && guest ? guestLanguage(guest.language) : undefined;
  const isOffered = known && languages.some((language) => sameLanguage(language, known));
  return isOffered ? known : mainLanguage(languages);
}

/** The embedded ear and the embedded voice know English alone: with no other of either, a spoken call is in English. */
export const speaksEnglishOnly = ({ asr, tts }: Pick<CallVendors, "asr" | "tts">): boolean =>
  [asr, tts].some((vendors) => vendors.every(({ vendor }) => vendor === "embedded"));

/** A language that no voice of the call speaks is not offered: whoever changed to it would hear nothing any more. */
export const spokenBy = ({ tts }: Pick<CallVendors, "tts">, languages: readonly string[]): string[] =>
  languages.filter((language) => tts.some((voice) => voiceSpeaks(voice, language)));
