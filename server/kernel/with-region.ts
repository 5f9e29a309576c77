/** What most speech models are trained for, where a call names a language only (Riva NIM support matrix, "languages"). */
const WITH_REGION = new Map(
  (
    "en-US es-US de-DE fr-FR it-IT pt-BR nl-NL sv-SE da-DK nb-NO nn-NO pl-PL cs-CZ tr-TR bn-IN hi-IN ar-AR he-IL " +
    "ja-JP ko-KR ru-RU th-TH zh-CN"
  )
    .split(" ")
    .map((code) => [code.slice(0, 2), code] as const),
).set("no", "nb-NO");

/** A language with the region that speech services want named; one that has a region, or is unknown, stays as it is. */
export const withRegion = (language: string): string => WITH_REGION.get(language.toLowerCase()) ?? language;
