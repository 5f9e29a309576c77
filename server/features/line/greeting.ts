import type { CallOpening } from "@/server/line/contract";

interface Words {
  opening(spokenName: string): string;
  notice: string;
  ask: string;
}

/** The opening is at most twenty words: hotel, that it is an assistant, the recording, one open question. */
const words: Readonly<Record<string, Words>> = {
  en: {
    opening: (name) => `${name}, you are speaking with the hotel's assistant.`,
    notice: "This call is recorded.",
    ask: "May I record this call?",
  },
};
const QUESTION = "How can I help?";

/** The first words of a call. `ask` puts the recording question instead of the open one. */
export function greeting(
  language: string,
  say: { opening: string | undefined; spokenName: string; recording: CallOpening["recording"] },
): string {
  const w = words[language.slice(0, 2)] ?? (words.en as Words);
  const start = say.opening ?? w.opening(say.spokenName);
  if (say.recording === "ask") return `${start} ${w.ask}`;
  return [start, ...(say.recording === "notice" ? [w.notice] : []), QUESTION].join(" ");
}
