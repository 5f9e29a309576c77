interface Typed {
  vendor?: unknown;
  voice?: unknown;
  language?: unknown;
}

/** "German: anke, by ElevenLabs", for each voice that is typed out; of two for the same the last counts. */
export function voiceRows(voices: unknown, vendors: Readonly<Record<string, string>>): string[] {
  const rows = new Map<string, string>();
  for (const { vendor, voice, language } of Array.isArray(voices) ? (voices as Typed[]) : []) {
    if (typeof voice !== "string" || voice.trim() === "" || typeof vendor !== "string") continue;
    const code = typeof language === "string" ? language.trim().slice(0, 2).toLowerCase() : "";
    rows.set(
      `${vendor} ${code}`,
      `${code ? languageName(code) : "All other languages"}: ${voice.trim()}, by ${vendors[vendor] ?? vendor}`,
    );
  }
  return [...rows.values()];
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
