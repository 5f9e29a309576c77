import type { Tx } from "@/server/db";

/** A turn of a call as its transcript has it. Times are milliseconds from the start of the recording. */
interface SpokenTurn {
  speaker: string;
  source: string;
  text: string;
  startMs: number;
  endMs: number;
}

export interface Clip {
  fromMs: number;
  untilMs: number;
}

/** Sound before and after the words, so that nothing is cut off. */
const MARGIN_MS = 500;
/** A longer clip is the whole call: the desk listens to that anyway. */
const MOST_MS = 90_000;
/** The line asks for a name, or for its letters. */
const ASKS_NAME =
  /\b(your|sur|last|first|full|family)\s*name\b|\bname (is|of|for|on|again)\b|\bname\?|\bspell|buchstabier|nachname|\bIhr Name\b|apellido|deletre|nombre|\bnom\b|épel|নাম|বানান/i;

/** From the first to the last time the guest answered a question for their name, aloud. Null when they never did. */
export function nameClip(turns: readonly SpokenTurn[]): Clip | null {
  let asked = false;
  let clip = null as Clip | null;
  for (const turn of turns) {
    if (turn.speaker === "line") asked = ASKS_NAME.test(turn.text);
    else if (asked && turn.source === "speech" && turn.endMs > turn.startMs) {
      clip = {
        fromMs: clip?.fromMs ?? Math.max(0, turn.startMs - MARGIN_MS),
        untilMs: turn.endMs + MARGIN_MS,
      };
    }
  }
  return clip && clip.untilMs - clip.fromMs <= MOST_MS ? clip : null;
}

/** Where in a call's recording the guest said their name; null when it is not recorded or they did not. */
export async function nameClipOf(tx: Tx, callId: string): Promise<Clip | null> {
  const turns = await tx.callTurn.findMany({
    where: { callId },
    orderBy: { ordinal: "asc" },
    select: { speaker: true, source: true, text: true, startMs: true, endMs: true },
  });
  return nameClip(turns);
}

/** "1:07 to 1:31", minutes and seconds of the recording. */
export function spokenSpan({ fromMs, untilMs }: Clip): string {
  const at = (ms: number) =>
    `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;
  return `${at(fromMs)} to ${at(untilMs)}`;
}
