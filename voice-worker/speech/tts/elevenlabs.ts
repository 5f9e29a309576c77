import { ELEVENLABS_MODEL, elevenLabsSpeaks } from "@/server/line/voice-languages";
import { Clause, VENDOR } from "./elevenlabs-clause";
import { Line, type LineLimits } from "./elevenlabs-line";
import { addressOf, VENDOR_IDLE_S } from "./elevenlabs-wire";
import type { Tts, TtsRequest } from "./port";
import { Places, sayable, type VendorVoiceLimits } from "./vendor-stream";

export interface ElevenLabsConfig extends VendorVoiceLimits, Partial<Pick<LineLimits, "idleMs" | "doubtMs">> {
  apiKey: string;
  voice: string;
  model?: string;
  /** Replaces https://api.elevenlabs.io: a region, a proxy, a test. */
  baseUrl?: string | undefined;
}

/** Closed by us before the vendor does, so that no clause is sent after a socket that is just being closed. */
const IDLE_MS = (VENDOR_IDLE_S - 10) * 1000;

/**
 * ElevenLabs' multi-context WebSocket: one socket a call, one context a clause. Another language or rate gets a socket of
 * its own, and so does a clause for which five contexts leave no room: a handshake is shorter than a clause.
 */
export function createElevenLabsTts(config: ElevenLabsConfig): Tts {
  const { model = ELEVENLABS_MODEL, connectMs = 3_000, silenceMs = 4_000 } = config;
  const { idleMs = IDLE_MS, doubtMs = 700 } = config;
  const places = new Places(VENDOR, config.maxClauses ?? 16);
  const lines = new Set<Line>();
  let current: Line | undefined;
  let asked = 0;
  let closed = false;

  const lineFor = (like: Omit<TtsRequest, "text">): Line => {
    const url = addressOf({ ...config, model }, like);
    if (current?.url === url && current.hasRoom) return current;
    current?.retire();
    const line = new Line(url, config.apiKey, { connectMs, silenceMs, idleMs, doubtMs });
    lines.add(line);
    void line.gone.then(() => lines.delete(line));
    current = line;
    return line;
  };

  async function* said(clause: Clause, line: Line, signal: AbortSignal) {
    const stop = () => {
      line.leave(clause);
      clause.drop(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
    try {
      line.say(clause);
      for (let chunk = await clause.next(); chunk; chunk = await clause.next()) yield chunk;
    } finally {
      signal.removeEventListener("abort", stop);
      line.leave(clause);
    }
  }

  async function* clauseOf(text: string, request: TtsRequest, signal: AbortSignal) {
    const next = () => new Clause(`c${++asked}`, text, request);
    const line = lineFor(request);
    const waited = line.isOpen;
    const clause = next();
    try {
      yield* said(clause, line, signal);
    } catch (error) {
      // A socket that had waited and fails before a sound says nothing about the vendor: a new one does.
      if (!waited || !line.over || clause.sounds || signal.aborted || closed) throw error;
      yield* said(next(), lineFor(request), signal);
    }
  }

  return {
    name: VENDOR,
    voices: (language) => (elevenLabsSpeaks(model, language) ? [config.voice] : []),
    prepare(like) {
      if (!closed) lineFor(like);
    },
    async *synthesize(request, signal) {
      signal.throwIfAborted();
      const free = places.take();
      const text = sayable(request.text);
      try {
        if (text !== "") yield* clauseOf(text, request, signal);
        signal.throwIfAborted();
      } finally {
        free();
      }
    },
    async close() {
      closed = true;
      places.close();
      await Promise.all([...lines].map((line) => line.end()));
    },
  };
}
