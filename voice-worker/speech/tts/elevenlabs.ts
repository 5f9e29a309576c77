import { WebSocket } from "ws";
import { z } from "zod";
import { decodeMulaw } from "@/voice-worker/media/mulaw";
import { SpeechError } from "../errors";
import { EventQueue } from "../events";
import { Alignment, WordTimes } from "./elevenlabs-words";
import { SLOW, type Tts, type TtsChunk, type TtsRequest } from "./port";
import {
  failureOfStatus,
  MAX_CLAUSE_MS,
  PcmBytes,
  Places,
  sayable,
  type VendorVoiceLimits,
} from "./vendor-stream";

export interface ElevenLabsConfig extends VendorVoiceLimits {
  apiKey: string;
  voice: string;
  model?: string;
  /** Replaces https://api.elevenlabs.io: a region, a proxy, a test. */
  baseUrl?: string | undefined;
  /** Whether a connection may wait for the next clause; it is given up after `spareMs`. */
  spare?: boolean;
  spareMs?: number;
}

const VENDOR = "elevenlabs";
const MAX_MESSAGE_BYTES = 8 << 20;
/** Models that take `language_code`; others refuse it (API reference of stream-input; unverified here). */
const TAKES_LANGUAGE = /^eleven_(flash|turbo)_v2_5/;

const Message = z.object({
  audio: z.string().nullish(),
  isFinal: z.boolean().nullish(),
  alignment: z.unknown().optional(),
  error: z.unknown().optional(),
});

type Like = Pick<TtsRequest, "language" | "sampleRate">;
type Event = { message: z.infer<typeof Message> } | { failed: SpeechError } | { opened: true };

/** One socket: one clause is said over it, then it is closed. */
class Line {
  readonly events = new EventQueue<Event>(4_096, () => false);
  readonly socket: WebSocket;
  private ended = false;

  constructor(url: string, apiKey: string, connectMs: number) {
    this.socket = new WebSocket(url, {
      headers: { "xi-api-key": apiKey },
      handshakeTimeout: connectMs,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.socket.on("open", () => this.events.push({ opened: true }));
    this.socket.on("message", (data, binary) => this.read(data, binary));
    this.socket.on("unexpected-response", (_, response) => {
      response.resume();
      this.fail(failureOfStatus(VENDOR, response.statusCode ?? 0));
    });
    this.socket.on("error", () => this.fail(new SpeechError("ElevenLabs cannot be reached.", VENDOR, true)));
    this.socket.on("close", (code) => this.fail(closedWith(code)));
  }

  get usable(): boolean {
    return !this.ended && this.socket.readyState <= WebSocket.OPEN;
  }

  send(message: object): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  close(): void {
    this.ended = true;
    this.events.end();
    this.socket.terminate();
  }

  private read(data: WebSocket.RawData, binary: boolean): void {
    if (this.ended) return;
    try {
      if (binary) throw new Error("binary");
      const message = Message.parse(JSON.parse(data.toString()));
      if (message.error !== undefined && message.error !== null)
        return this.fail(new SpeechError("ElevenLabs refused the clause.", VENDOR, true));
      this.events.push({ message });
    } catch {
      this.fail(new SpeechError("ElevenLabs sent what cannot be read.", VENDOR, true));
    }
  }

  private fail(error: SpeechError): void {
    if (this.ended) return;
    this.ended = true;
    this.events.push({ failed: error });
    this.socket.terminate();
  }
}

/** 1008 is a policy close: wrong key, no quota left (unverified). Trying again with the same key does not help. */
const closedWith = (code: number): SpeechError =>
  new SpeechError(`ElevenLabs closed the connection (${code}).`, VENDOR, code !== 1008);

/**
 * ElevenLabs' streaming input over WebSocket (API reference, `stream-input`): one connection a clause, flushed at once,
 * and the next connection opened while this clause is said. The key travels in a header only.
 */
export function createElevenLabsTts(config: ElevenLabsConfig): Tts {
  const { model = "eleven_flash_v2_5", connectMs = 3_000, silenceMs = 4_000, spareMs = 10_000 } = config;
  const places = new Places(VENDOR, config.maxClauses ?? 16);
  const lines = new Set<Line>();
  let spare: { line: Line; url: string; timer: NodeJS.Timeout } | undefined;
  let closed = false;

  const urlOf = ({ language, sampleRate }: Like): string => {
    const base = (config.baseUrl ?? "https://api.elevenlabs.io").replace(/^http/, "ws").replace(/\/$/, "");
    const url = new URL(`${base}/v1/text-to-speech/${encodeURIComponent(config.voice)}/stream-input`);
    url.searchParams.set("model_id", model);
    url.searchParams.set("output_format", sampleRate === 8000 ? "ulaw_8000" : "pcm_16000");
    if (TAKES_LANGUAGE.test(model)) url.searchParams.set("language_code", language.slice(0, 2).toLowerCase());
    return url.toString();
  };
  const open = (url: string): Line => {
    const line = new Line(url, config.apiKey, connectMs);
    lines.add(line);
    return line;
  };
  const release = (line: Line): void => {
    lines.delete(line);
    line.close();
  };
  const dropSpare = (): void => {
    if (!spare) return;
    clearTimeout(spare.timer);
    release(spare.line);
    spare = undefined;
  };
  const prepare = (like: Like): void => {
    if (closed || config.spare === false) return;
    const url = urlOf(like);
    if (spare?.url === url && spare.line.usable) return;
    dropSpare();
    spare = { line: open(url), url, timer: setTimeout(dropSpare, spareMs).unref() };
  };
  /** The connection that waits, when it fits and still lives. */
  const takeSpare = (like: Like): Line | undefined => {
    if (spare?.url !== urlOf(like) || !spare.line.usable) return undefined;
    const { line, timer } = spare;
    clearTimeout(timer);
    spare = undefined;
    return line;
  };
  async function* over(line: Line, text: string, request: TtsRequest, signal: AbortSignal) {
    const stop = () => line.close();
    signal.addEventListener("abort", stop, { once: true });
    try {
      yield* say(line, text, request, { signal, silenceMs, afterOpen: () => prepare(request) });
    } finally {
      signal.removeEventListener("abort", stop);
      release(line);
    }
  }
  async function* clause(text: string, request: TtsRequest, signal: AbortSignal) {
    const waiting = takeSpare(request);
    let heard = false;
    try {
      for await (const chunk of over(waiting ?? open(urlOf(request)), text, request, signal)) {
        heard = true;
        yield chunk;
      }
    } catch (error) {
      // A connection that waited too long says nothing about the vendor: a new one does.
      if (!waiting || heard || signal.aborted || closed) throw error;
      yield* over(open(urlOf(request)), text, request, signal);
    }
  }

  return {
    name: VENDOR,
    voices: () => [config.voice],
    prepare,
    async *synthesize(request, signal) {
      signal.throwIfAborted();
      const free = places.take();
      const text = sayable(request.text);
      try {
        if (text !== "") yield* clause(text, request, signal);
        signal.throwIfAborted();
      } finally {
        free();
      }
    },
    async close() {
      closed = true;
      places.close();
      dropSpare();
      for (const line of [...lines]) line.close();
      lines.clear();
    },
  };
}

interface Saying {
  signal: AbortSignal;
  silenceMs: number;
  afterOpen(): void;
}

/**
 * The clause with a trailing space, as the reference asks for, flushed, and the end of the input. `speed` goes from 0.7 to
 * 1.2 (API reference, voice settings).
 */
function ask(line: Line, text: string, pace: TtsRequest["pace"]): void {
  const speed = pace === "slow" ? { speed: SLOW } : {};
  line.send({ text: " ", voice_settings: { stability: 0.5, similarity_boost: 0.8, ...speed } });
  line.send({ text: `${text} `, flush: true });
  line.send({ text: "" });
}

async function* say(line: Line, text: string, request: TtsRequest, saying: Saying): AsyncGenerator<TtsChunk> {
  const { signal, silenceMs } = saying;
  const bytes = new PcmBytes();
  const times = new WordTimes();
  const msOf = (samples: number) => (samples / request.sampleRate) * 1000;
  let samples = 0;
  let late: NodeJS.Timeout | undefined;
  const watch = () => {
    clearTimeout(late);
    late = setTimeout(() => line.close(), silenceMs);
  };
  watch();
  try {
    for await (const event of line.events) {
      signal.throwIfAborted();
      if ("failed" in event) throw event.failed;
      watch();
      if ("opened" in event) {
        ask(line, text, request.pace);
        saying.afterOpen();
        continue;
      }
      const { audio, isFinal, alignment } = event.message;
      if (audio) {
        const raw = Buffer.from(audio, "base64");
        const pcm = request.sampleRate === 8000 ? decodeMulaw(raw) : bytes.push(raw);
        const words = times.take(Alignment.safeParse(alignment).data ?? nothing, msOf(samples));
        samples += pcm.length;
        if (msOf(samples) > MAX_CLAUSE_MS)
          throw new SpeechError("ElevenLabs does not come to an end.", VENDOR, true);
        // A reader that is slow does not make the vendor look silent.
        clearTimeout(late);
        if (pcm.length > 0) yield words.length > 0 ? { pcm, words } : { pcm };
        watch();
      }
      if (isFinal) return;
    }
    signal.throwIfAborted();
    throw new SpeechError("ElevenLabs fell silent.", VENDOR, true);
  } finally {
    clearTimeout(late);
  }
}

const nothing: Alignment = { chars: [], charStartTimesMs: [] };
