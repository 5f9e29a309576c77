import type { Said } from "./pronunciation";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
/** Text as XML content or an attribute's value. The text holds no control characters any more. */
const xml = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? "");

const stretch = ({ written, say, ipa }: Said): string => {
  if (ipa !== undefined) return `<phoneme alphabet="ipa" ph="${xml(ipa)}">${xml(written)}</phoneme>`;
  return say === undefined ? xml(written) : `<sub alias="${xml(say)}">${xml(written)}</sub>`;
};

interface SsmlVoice {
  voice: string;
  language: string;
  style?: string | undefined;
  /** Share of the voice's usual speed. */
  rate?: number;
}

/** One clause as SSML 1.0 with Azure's styles (Speech Service, "SSML document structure and events"). */
export function ssml(stretches: readonly Said[], { voice, language, style, rate = 1 }: SsmlVoice): string {
  const said = stretches.map(stretch).join("");
  const paced = rate === 1 ? said : `<prosody rate="${Math.round((rate - 1) * 100)}%">${said}</prosody>`;
  const styled = style ? `<mstts:express-as style="${xml(style)}">${paced}</mstts:express-as>` : paced;
  return [
    '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis"',
    ` xmlns:mstts="https://www.w3.org/2001/mstts" xml:lang="${xml(language)}">`,
    `<voice name="${xml(voice)}">${styled}</voice></speak>`,
  ].join("");
}
