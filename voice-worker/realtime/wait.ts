import type { TurnTiming } from "@/server/line/contract";

/** Silence after which the vendor takes a turn for over; it tells the end of speech only then. */
export const SILENCE_MS = 500;

/** Where the time between a guest's turn and the first sound of the answer went. Milliseconds of the call. */
export class RealtimeWait {
  private since: { at: number; toolMs: number } | undefined;
  private token: number | undefined;
  private words: number | undefined;

  /** `toolMs`: what the call has waited for tools so far. */
  guestStopped(at: number, toolMs: number): void {
    this.since = { at, toolMs };
    this.token = undefined;
    this.words = undefined;
  }

  /** The model has begun to answer, with words or a tool. */
  answering(at: number, withWords: boolean): void {
    this.token ??= at;
    if (withWords) this.words ??= at;
  }

  /** The answer sounds: the stages, once a turn. Nothing when nobody waited. */
  sounds(at: number, toolMs: number): TurnTiming | undefined {
    const { since } = this;
    if (!since) return undefined;
    this.since = undefined;
    const token = this.token ?? at;
    const words = Math.max(token, this.words ?? at);
    const firstToken = Math.max(0, token - since.at);
    const voice = Math.max(0, at - words);
    const tool = Math.min(Math.max(0, toolMs - since.toolMs), words - token);
    return {
      endpointing: SILENCE_MS,
      firstToken,
      think: words - token - tool,
      ...(tool > 0 ? { tool } : {}),
      voice,
      total: SILENCE_MS + at - since.at,
    };
  }
}
