import { spokenCode } from "@/server/line/voice-languages";
import { SLOW, type TtsRequest } from "./port";

/**
 * ElevenLabs' multi-context WebSocket: API reference "Multi-Context WebSocket" (`multi-stream-input`) and the guide
 * "Multi-Context Websocket" at elevenlabs.io/docs. What is known from elsewhere names its place; nothing was seen against
 * the service itself. An open socket counts toward no limit of the account, only what is being generated does
 * (elevenlabs.io/blog/ai-rate-limiting-for-voice).
 */

/** Guide: "limited to 5 concurrent contexts". One more ends the socket with 1008 (livekit/agents-js issue 1985). */
export const MOST_CONTEXTS = 5;
/** Reference, `inactivity_timeout`: 20 s by default, 180 at most. */
export const VENDOR_IDLE_S = 180;

/** Models that take `language_code`; others refuse it (reference: "for specific models"; which, is unverified). */
const TAKES_LANGUAGE = /^eleven_(flash|turbo)_v2_5/;

export interface Voice {
  baseUrl?: string | undefined;
  voice: string;
  model: string;
}

/** What a socket is opened for: another language or format needs another one. The key goes in a header only. */
export function addressOf(
  { baseUrl, voice, model }: Voice,
  { language, sampleRate }: Pick<TtsRequest, "language" | "sampleRate">,
): string {
  const base = (baseUrl ?? "https://api.elevenlabs.io").replace(/^http/, "ws").replace(/\/$/, "");
  const url = new URL(`${base}/v1/text-to-speech/${encodeURIComponent(voice)}/multi-stream-input`);
  url.searchParams.set("model_id", model);
  url.searchParams.set("output_format", sampleRate === 8000 ? "ulaw_8000" : "pcm_16000");
  if (TAKES_LANGUAGE.test(model)) url.searchParams.set("language_code", spokenCode(language));
  url.searchParams.set("inactivity_timeout", String(VENDOR_IDLE_S));
  // Times with every piece of audio (reference); they decide what a guest who interrupts has heard.
  url.searchParams.set("sync_alignment", "true");
  return url.toString();
}

/**
 * A context of its own for a clause: a blank with the voice's settings (a context whose first message lacks them cannot be
 * given any later: pipecat's ElevenLabs service), then the text with a trailing space, flushed. `speed`: 0.7 to 1.2.
 */
export function opening(id: string, text: string, pace: TtsRequest["pace"]): string[] {
  const speed = pace === "slow" ? { speed: SLOW } : {};
  const voice_settings = { stability: 0.5, similarity_boost: 0.8, ...speed };
  return [
    JSON.stringify({ text: " ", voice_settings, context_id: id }),
    JSON.stringify({ text: `${text} `, flush: true, context_id: id }),
  ];
}

/** Reference: what was flushed is still said. The context counts as open until its `isFinal` (pipecat issue 4132). */
export const closing = (id: string): string => JSON.stringify({ context_id: id, close_context: true });

export const GOODBYE = JSON.stringify({ close_socket: true });

/** A message of the vendor. */
export interface Answer {
  contextId?: string | undefined;
  /** base64. */
  audio: string;
  alignment: unknown;
  isFinal: boolean;
  /** The vendor's name for what went wrong; empty when it gives none. */
  error?: string | undefined;
}

/**
 * Reads a message by hand: there are dozens in a clause. The reference writes `isFinal` and `contextId`, an example of the
 * guide `is_final`. An error is `{message, error, code}` (livekit/agents-js issue 1985). Throws when it cannot be read.
 */
export function readAnswer(data: Buffer, binary: boolean): Answer {
  const message: unknown = binary ? undefined : JSON.parse(data.toString());
  if (typeof message !== "object" || message === null) throw new Error("no object");
  const { audio, alignment, error, ...rest } = message as Record<string, unknown>;
  if (audio !== undefined && audio !== null && typeof audio !== "string") throw new Error("no audio");
  const id = rest.contextId ?? rest.context_id;
  return {
    contextId: typeof id === "string" ? id : undefined,
    audio: audio ?? "",
    alignment,
    isFinal: rest.isFinal === true || rest.is_final === true,
    ...(error === undefined || error === null ? {} : { error: typeof error === "string" ? error : "" }),
  };
}
