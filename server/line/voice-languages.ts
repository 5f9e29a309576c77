import type { TtsVendor } from "./vendors";

/** elevenlabs.io/docs/overview/models: the languages of `eleven_multilingual_v2`; Flash and Turbo v2.5 have three more. */
const MULTILINGUAL_V2 = "en ja zh de hi fr ko pt it es id nl tr pl sv bg ro ar cs el fi hr ms sk da ta uk ru";
const ELEVENLABS: readonly (readonly [model: RegExp, languages: ReadonlySet<string>])[] = [
  [/^eleven_(flash|turbo)_v2_5/, new Set(`${MULTILINGUAL_V2} hu no vi`.split(" "))],
  [/^eleven_(flash|turbo)_v2$|^eleven_monolingual/, new Set(["en"])],
  [/^eleven_multilingual_v2/, new Set(MULTILINGUAL_V2.split(" "))],
];
export const ELEVENLABS_MODEL = "eleven_flash_v2_5";

/** ISO 639-1 of a BCP 47 tag; both ways to write Norwegian are spoken alike. */
export const spokenCode = (language: string): string => {
  const code = language.slice(0, 2).toLowerCase();
  return code === "nb" || code === "nn" ? "no" : code;
};

/** Whether an ElevenLabs model speaks a language; one that is not known here is taken to. */
export const elevenLabsSpeaks = (model: string, language: string): boolean =>
  ELEVENLABS.find(([known]) => known.test(model))?.[1].has(spokenCode(language)) ?? true;

/** Whether a voice can say what the line says in a language. Azure has voices for all of the line's. */
export function voiceSpeaks(voice: TtsVendor, language: string): boolean {
  if (voice.vendor === "embedded") return spokenCode(language) === "en";
  return voice.vendor !== "elevenlabs" || elevenLabsSpeaks(voice.model, language);
}
