import { writeWav } from "@/voice-worker/media/wav";
import { type Timers, within } from "@/voice-worker/timing";
import { EventQueue } from "../events";
import type { Asr, AsrEvent, AsrOptions, AsrStream } from "./port";
import { primaryLanguage } from "./streaming/turn";
import { createVendorAsr, type VendorLimits } from "./streaming/vendor-asr";
import { boostedPhrases } from "./streaming/vocabulary";
import { failureOfStatus, isFatal, type WireFailure } from "./streaming/wire";
import { TurnBuffer } from "./turn-buffer";
import { languageNamed, Transcription, toFinal } from "./whisper-reply";

export interface WhisperConfig extends VendorLimits {
  apiKey: string;
  /** Replaces https://api.openai.com; with or without `/v1`. */
  baseUrl?: string;
  model?: string;
  /** Audio kept of a turn, milliseconds; what is longer loses its beginning. */
  maxTurnMs?: number;
  /** From `endTurn` to its final. */
  finalDeadlineMs?: number;
  /** Turns in a row without an answer that end the stream. */
  maxFailures?: number;
}

const VENDOR = "whisper";
const PUBLIC_URL = "https://api.openai.com";
const MAX_REPLY_BYTES = 1024 * 1024;
const MAX_EVENTS = 64;
const MAX_WAITING = 8;
const RETRY_MS = 150;
/** The model reads the last 224 tokens of a prompt ("Speech to text", prompting). */
const PHRASES = { maxPhrases: 100, maxTokens: 200 };

class Failed extends Error {
  constructor(readonly failure: WireFailure) {
    super(failure.message);
  }
}

interface Clip {
  pcm: Int16Array;
  /** Milliseconds from the start of the stream. */
  atMs: number;
  language: string;
}

async function readBounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MAX_REPLY_BYTES) throw new Failed({ kind: "protocol", message: `${VENDOR} sent too much.` });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** `POST /v1/audio/transcriptions` (OpenAI API reference, "Create transcription"). */
class Transcriber {
  readonly #url: string;
  readonly #model: string;
  readonly #prompt: string;

  constructor(
    private readonly config: WhisperConfig,
    private readonly options: AsrOptions,
  ) {
    const base = (config.baseUrl ?? PUBLIC_URL).replace(/\/+$/, "").replace(/\/v1$/, "");
    this.#url = `${base}/v1/audio/transcriptions`;
    this.#model = config.model ?? "whisper-1";
    this.#prompt = boostedPhrases(options.vocabulary, PHRASES).join(", ");
  }

  /** Rejects with Failed, or with the signal's reason. */
  async transcribe(clip: Clip, signal: AbortSignal): Promise<AsrEvent> {
    const response = await fetch(this.#url, {
      method: "POST",
      headers: { authorization: `Bearer ${this.config.apiKey}` },
      body: this.#form(clip),
      redirect: "error",
      signal,
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new Failed(connectionFailure(error));
    });
    if (!response.ok) {
      await response.body?.cancel();
      const retryAfter = response.headers.get("retry-after") ?? undefined;
      throw new Failed(failureOfStatus(VENDOR, response.status, retryAfter));
    }
    return this.#read(await this.#text(response, signal), clip.atMs);
  }

  async #text(response: Response, signal: AbortSignal): Promise<string> {
    try {
      return await readBounded(response);
    } catch (error) {
      if (error instanceof Failed) throw error;
      signal.throwIfAborted();
      throw new Failed({ kind: "unavailable", message: `${VENDOR} broke off its reply.` });
    }
  }

  #form({ pcm, language }: Clip): FormData {
    const { sampleRate, detectLanguage } = this.options;
    const form = new FormData();
    const wav = writeWav({ sampleRate, channels: [pcm] });
    form.set("file", new Blob([new Uint8Array(wav)], { type: "audio/wav" }), "turn.wav");
    form.set("model", this.#model);
    form.set("temperature", "0");
    if (this.#prompt) form.set("prompt", this.#prompt);
    const primary = primaryLanguage(language);
    if (!detectLanguage && primary) form.set("language", primary);
    // Only the Whisper models know verbose_json and word times; the newer ones take json alone.
    const verbose = /whisper/i.test(this.#model);
    form.set("response_format", verbose ? "verbose_json" : "json");
    if (verbose) for (const each of ["word", "segment"]) form.append("timestamp_granularities[]", each);
    return form;
  }

  #read(text: string, atMs: number): AsrEvent {
    const reply = Transcription.safeParse(parse(text));
    if (!reply.success)
      throw new Failed({ kind: "protocol", message: `${VENDOR} sent what is no transcript.` });
    return toFinal(reply.data, atMs, languageNamed(reply.data.language));
  }
}

/** What `fetch` rejects with: without a cause the request itself could not be made. */
function connectionFailure(error: unknown): WireFailure {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  if (!cause || cause.code === "ERR_INVALID_URL")
    return { kind: "rejected", message: `${VENDOR} has an unusable address or key.` };
  return { kind: "unavailable", message: `${VENDOR}: ${cause.code ?? "no connection"}.` };
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** One caller: each turn's speech is a clip, each clip a request; finals keep the order of `endTurn`. */
class WhisperStream implements AsrStream {
  readonly isDemoEar = false;
  readonly events = new EventQueue<AsrEvent>(MAX_EVENTS, (event) => event.type !== "final");
  readonly #buffer: TurnBuffer;
  readonly #transcriber: Transcriber;
  readonly #ended = new AbortController();
  readonly #maxTurnMs: number;
  #language: string;
  #waiting = 0;
  #failures = 0;
  #overflowTold = false;
  #dead = false;
  #finals: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: WhisperConfig,
    options: AsrOptions,
    private readonly timers: Timers,
    private readonly onClose: (gone: Promise<void>) => void,
  ) {
    this.#maxTurnMs = config.maxTurnMs ?? 30_000;
    this.#buffer = new TurnBuffer(this.#maxTurnMs, options.sampleRate);
    this.#transcriber = new Transcriber(config, options);
    this.#language = options.language;
  }

  push(pcm: Int16Array): void {
    if (this.#closed || this.#dead) return;
    if (this.#buffer.push(pcm) === 0 || this.#overflowTold) return;
    this.#overflowTold = true;
    const seconds = Math.round(this.#maxTurnMs / 1_000);
    this.#error({ kind: "overflow", message: `Only the last ${seconds} s of a turn are kept.` });
  }

  /** The prompt is made of the hotel's words, once. */
  expect(): void {}

  endTurn(): void {
    if (this.#closed) return;
    const pcm = this.#buffer.speech();
    const clip = pcm && { pcm, atMs: this.#buffer.speechAtMs, language: this.#language };
    this.reset();
    this.#waiting += 1;
    const heard = this.#hear(clip);
    this.#finals = this.#finals.then(async () => {
      this.events.push(await heard);
      this.#waiting -= 1;
    });
  }

  reset(): void {
    this.#buffer.clear();
    this.#overflowTold = false;
  }

  switchLanguage(language: string): void {
    this.#language = language;
  }

  close(): void {
    if (this.#closed) return;
    this.#ended.abort();
    this.events.end();
    this.onClose(this.#finals);
  }

  get #closed(): boolean {
    return this.#ended.signal.aborted;
  }

  /** Never rejects: what goes wrong is an error event and an empty final. */
  async #hear(clip: Clip | null): Promise<AsrEvent> {
    const nothing: AsrEvent = { type: "final", text: "", confidence: 0 };
    if (!clip || this.#dead) return nothing;
    const late = new AbortController();
    const signal = AbortSignal.any([this.#ended.signal, late.signal]);
    try {
      if (this.#waiting > MAX_WAITING)
        throw new Failed({ kind: "overflow", message: `${VENDOR} has too many turns to answer.` });
      const deadlineMs = this.config.finalDeadlineMs ?? 3_500;
      const final = await within(this.#twice(clip, signal), deadlineMs, this.timers, this.#ended.signal);
      this.#failures = 0;
      return final;
    } catch (error) {
      if (!this.#closed) this.#fail(error);
      return nothing;
    } finally {
      late.abort();
    }
  }

  /** A request that failed for the moment is made once more. */
  async #twice(clip: Clip, signal: AbortSignal): Promise<AsrEvent> {
    try {
      return await this.#transcriber.transcribe(clip, signal);
    } catch (error) {
      if (!(error instanceof Failed) || isFatal(error.failure.kind) || error.failure.kind === "protocol")
        throw error;
      await this.#wait(error.failure.retryAfterMs ?? RETRY_MS, signal);
      return this.#transcriber.transcribe(clip, signal);
    }
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        cancel();
        reject(signal.reason as Error);
      };
      const cancel = this.timers.after(ms, () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      });
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }

  #fail(error: unknown): void {
    const failure: WireFailure =
      error instanceof Failed
        ? error.failure
        : { kind: "timeout", message: `${VENDOR} gave no final in time.` };
    this.#failures += 1;
    const fatal = isFatal(failure.kind) || this.#failures >= (this.config.maxFailures ?? 3);
    if (this.#dead) return;
    this.#dead = fatal;
    this.#error(failure, fatal);
  }

  #error({ kind, message }: WireFailure, fatal = false): void {
    this.events.push({ type: "error", message, fatal, reason: kind });
  }
}

/**
 * Whisper by HTTP: no partials, a clip a turn. Facts: OpenAI API reference "Create transcription", guide "Speech to
 * text" (prompting, 25 MB a file: 30 s of ours are 1 MB). The key travels in a header only.
 */
export function createWhisperAsr(config: WhisperConfig): Asr {
  return createVendorAsr(VENDOR, config, {
    open: (options, timers, onClose) => new WhisperStream(config, options, timers, onClose),
    close: () => {},
  });
}
