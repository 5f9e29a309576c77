import type { CallOpening } from "@/server/line/contract";

interface Words {
  opening(spokenName: string): string;
  notice: string;
  /** Staff may listen; alone and together with the recording. */
  listening: string;
  both: string;
  ask: string;
}

/** The opening is at most twenty words: hotel, that it is an assistant, the recording, one open question. */
const words: Readonly<Record<string, Words>> = {
  en: {
    opening: (name) => `${name}, you are speaking with the hotel's assistant.`,
    notice: "This call is recorded.",
    listening: "Staff may listen to this call.",
    both: "This call is recorded and staff may listen.",
    ask: "May I record this call?",
  },
};
const QUESTION = "How can I help?";

/** The first words of a call. `ask` puts the recording question instead of the open one. */
export function greeting(
  language: string,
  say: {
    opening: string | undefined;
    spokenName: string;
    recording: CallOpening["recording"];
    /** The hotel lets staff listen to running calls: the guest is told. */
    listening?: boolean | undefined;
  },
): string {
  const w = words[language.slice(0, 2)] ?? (words.en as Words);
  const start = say.opening ?? w.opening(say.spokenName);
  if (say.recording === "ask") return [start, ...(say.listening ? [w.listening] : []), w.ask].join(" ");
  const recorded = say.recording === "notice";
  const notice = say.listening ? (recorded ? w.both : w.listening) : recorded ? w.notice : null;
  return [start, ...(notice ? [notice] : []), QUESTION].join(" ");
}
