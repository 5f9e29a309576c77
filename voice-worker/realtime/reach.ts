import type { CallOpening, Line } from "@/server/line/contract";
import { LlmError } from "@/server/providers/llm/port";
import { type OpenAiVendor, openRealtime, type RealtimeCallLink } from "./client";
import { sessionOf } from "./shape";

const CLOSE_DEADLINE_MS = 8_000;

/** The call at the vendor, in the hotel's voice; where the vendor does not take that one, in its usual one. */
export async function reach(
  vendor: OpenAiVendor,
  opening: CallOpening,
  offer: string,
  signal: AbortSignal,
): Promise<RealtimeCallLink> {
  const voice = opening.vendors.realtime?.voice;
  try {
    return await openRealtime(vendor, sessionOf(opening, voice), offer, signal);
  } catch (error) {
    if (!voice || !(error instanceof LlmError) || error.failure !== "invalid") throw error;
    return openRealtime(vendor, sessionOf(opening), offer, signal);
  }
}

/** A call that was opened and could not be held is closed at the line, so that it is not looked for. */
export async function closeUnused(line: Line, { callId, epoch }: CallOpening): Promise<void> {
  const usage = { guestSpeechMs: 0, ttsCharacters: 0, llmTokens: 0 };
  const request = { epoch, reason: "failed" as const, durationMs: 0, usage, recording: false };
  await line.close(callId, request, AbortSignal.timeout(CLOSE_DEADLINE_MS)).catch(() => {});
}
