import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { withRegion } from "@/server/kernel/with-region";
import { encodeMulaw } from "@/voice-worker/media/mulaw";
import { SpeechError } from "../errors";
import type { Asr, AsrFault, AsrOptions } from "./port";
import {
  type Alternative,
  checkHealth,
  type RecognitionConfig,
  type RecognizeCall,
  recognize,
  type StreamingResponse,
  type StreamingResult,
} from "./proto/riva";
import { type StreamLimits, streamLimitsOf, VendorStream } from "./streaming/stream";
import { createVendorAsr, type VendorLimits } from "./streaming/vendor-asr";
import { boostedPhrases } from "./streaming/vocabulary";
import type { Segment, Wire, WireEvents, WireFailure } from "./streaming/wire";

export interface RivaConfig extends VendorLimits, Partial<StreamLimits> {
  /** `host:port` of the gRPC endpoint. */
  url: string;
  tls?: boolean;
  /** Sent as `authorization: Bearer`, over TLS only. */
  apiKey?: string;
  /** More request headers, such as the `function-id` of NVIDIA's hosted endpoint. */
  metadata?: Readonly<Record<string, string>>;
  model?: string;
  /** Weight of the hotel's words. The API reference says 0–20, the NIM guide recommends 20–100. */
  boost?: number;
  /** Silence for a first (stability 1) and a second, final end of an utterance, milliseconds. */
  stopHistoryEouMs?: number;
  stopHistoryMs?: number;
}

export interface RivaAsr extends Asr {
  /** For readiness: true when the server says SERVING; rejects when it cannot be asked within the deadline. */
  healthy(deadlineMs?: number): Promise<boolean>;
}

const VENDOR = "riva";
const PHRASES = { maxPhrases: 500, maxTokens: 5_000 };
const PHRASES_A_CONTEXT = 100;
const ALTERNATIVES = 3;
const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Taken where a model gives no confidence of its own (0, or a negative log score). */
const UNKNOWN_CONFIDENCE = 0.7;

function configOf(config: RivaConfig, options: AsrOptions, language: string): RecognitionConfig {
  const phrases = boostedPhrases(options.vocabulary, PHRASES);
  const contexts = Array.from({ length: Math.ceil(phrases.length / PHRASES_A_CONTEXT) }, (_, i) => ({
    phrases: phrases.slice(i * PHRASES_A_CONTEXT, (i + 1) * PHRASES_A_CONTEXT),
    boost: config.boost ?? 20,
  }));
  // "multi" is what the multilingual models take for "find out" (NIM support matrix); others refuse it.
  const finds = options.detectLanguage && /multi/i.test(config.model ?? "");
  return {
    encoding: options.sampleRate === 8_000 ? "MULAW" : "LINEAR_PCM",
    sample_rate_hertz: options.sampleRate,
    language_code: finds ? "multi" : withRegion(language),
    max_alternatives: ALTERNATIVES,
    speech_contexts: contexts,
    audio_channel_count: 1,
    enable_word_time_offsets: true,
    enable_automatic_punctuation: true,
    model: config.model ?? "",
    endpointing_config: {
      stop_history: config.stopHistoryMs ?? 400,
      stop_history_eou: config.stopHistoryEouMs ?? 240,
    },
  };
}

const KINDS: Readonly<Record<number, AsrFault>> = {
  [status.UNAUTHENTICATED]: "auth",
  [status.PERMISSION_DENIED]: "auth",
  [status.RESOURCE_EXHAUSTED]: "rate_limited",
  [status.INVALID_ARGUMENT]: "rejected",
  [status.NOT_FOUND]: "rejected",
  [status.UNIMPLEMENTED]: "rejected",
  [status.DEADLINE_EXCEEDED]: "timeout",
  [status.INTERNAL]: "unavailable",
};

const failureOf = ({ code }: ServiceError): WireFailure => ({
  kind: KINDS[code] ?? "unavailable",
  message: `${VENDOR} ended with ${status[code] ?? code}.`,
});

const usable = (confidence: number): boolean => confidence > 0 && confidence <= 1;

function confidenceOf({ confidence, words }: Alternative): number {
  if (usable(confidence)) return confidence;
  const known = words.map((word) => word.confidence).filter(usable);
  return known.length === 0 ? UNKNOWN_CONFIDENCE : known.reduce((sum, x) => sum + x, 0) / known.length;
}

function toSegment({ alternatives, audio_processed }: StreamingResult): Segment {
  const [best, ...others] = alternatives;
  const language = best?.language_code[0] ?? best?.words.find((word) => word.language_code)?.language_code;
  return {
    text: best?.transcript ?? "",
    confidence: best ? confidenceOf(best) : 0,
    words: (best?.words ?? []).map((word) => ({
      text: word.word,
      startMs: word.start_time,
      endMs: word.end_time,
      confidence: usable(word.confidence) ? word.confidence : UNKNOWN_CONFIDENCE,
    })),
    alternatives: others.map((other) => other.transcript),
    ...(language ? { language } : {}),
    ...(audio_processed > 0 ? { processedMs: 1_000 * audio_processed } : {}),
  };
}

/** One `StreamingRecognize`: a turn, or several when the server finds their ends by itself. */
class RivaWire implements Wire {
  readonly #call: RecognizeCall;
  readonly #gone: Promise<void>;
  readonly #isMulaw: boolean;
  #full = false;
  #closed = false;

  constructor(
    call: RecognizeCall,
    config: RecognitionConfig,
    private readonly events: WireEvents,
  ) {
    this.#call = call;
    this.#gone = new Promise((resolve) => call.once("status", () => resolve()));
    call.on("data", (response: StreamingResponse) => this.#report(() => this.#read(response)));
    call.on("error", (error: ServiceError) => this.#report(() => events.failed(failureOf(error))));
    call.on("end", () => this.#report(() => events.done()));
    call.on("drain", () => {
      this.#full = false;
      this.#report(() => events.drained());
    });
    this.#isMulaw = config.encoding === "MULAW";
    call.write({ streaming_config: { config, interim_results: true } });
  }

  get writable(): boolean {
    return !this.#full;
  }

  send(pcm: Int16Array): void {
    const linear = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    this.#full = !this.#call.write({ audio_content: this.#isMulaw ? encodeMulaw(pcm) : linear });
  }

  finish(): void {
    this.#call.end();
  }

  close(): Promise<void> {
    if (!this.#closed) this.#call.cancel();
    this.#closed = true;
    return this.#gone;
  }

  #report(act: () => void): void {
    if (!this.#closed) act();
  }

  #read({ results }: StreamingResponse): void {
    const interim = results.filter((result) => !result.is_final);
    for (const result of results) if (result.is_final) this.events.segment(toSegment(result), true);
    if (interim.length === 0) return;
    const text = interim.map((result) => result.alternatives[0]?.transcript ?? "").join(" ");
    this.events.partial(text, Math.max(...interim.map((result) => result.stability)));
  }
}

/** A wire whose channel is still connecting. */
class PendingWire implements Wire {
  #wire: RivaWire | undefined;
  #closed = false;

  constructor(client: Client, deadlineMs: number, open: () => RivaWire, events: WireEvents) {
    client.waitForReady(Date.now() + deadlineMs, (error) => {
      if (this.#closed) return;
      if (error) return events.failed({ kind: "unavailable", message: `${VENDOR} cannot be reached.` });
      this.#wire = open();
      events.opened();
    });
  }

  get writable(): boolean {
    return this.#wire?.writable ?? false;
  }

  send(pcm: Int16Array): void {
    this.#wire?.send(pcm);
  }

  finish(): void {
    this.#wire?.finish();
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#wire?.close() ?? Promise.resolve();
  }
}

/** The connection all callers share, made when it is first needed: an unusable address is a caller's failure. */
class Channel {
  #client: Client | undefined;
  #metadata: Metadata | undefined;

  constructor(private readonly config: RivaConfig) {}

  get client(): Client {
    const { url, tls } = this.config;
    this.#client ??= new Client(url, tls ? credentials.createSsl() : credentials.createInsecure(), {
      "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    });
    return this.#client;
  }

  get metadata(): Metadata {
    if (this.#metadata) return this.#metadata;
    const { metadata = {}, apiKey } = this.config;
    const made = new Metadata();
    for (const [name, value] of Object.entries(metadata)) made.set(name, value);
    if (apiKey) made.set("authorization", `Bearer ${apiKey}`);
    this.#metadata = made;
    return made;
  }

  close(): void {
    this.#client?.close();
  }
}

/**
 * NVIDIA Riva streaming recognition (`nvidia.riva.asr`, "gRPC API Reference"): the phone's µ-law as it is, the hotel's
 * words boosted, one HTTP/2 connection for all callers. A key is refused without TLS: it would travel in the clear.
 */
export function createRivaAsr(config: RivaConfig): RivaAsr {
  const limits = streamLimitsOf(config);
  const channel = new Channel(config);
  const asr = createVendorAsr(VENDOR, config, {
    open: (options, timers, onClose) => {
      if (config.apiKey && !config.tls) throw new SpeechError("A Riva key needs TLS.", VENDOR, false);
      const spec = {
        reusable: false,
        open: (language: string, events: WireEvents) => {
          const { client, metadata } = channel;
          const start = () =>
            new RivaWire(recognize(client, metadata), configOf(config, options, language), events);
          return new PendingWire(client, limits.connectDeadlineMs, start, events);
        },
      };
      return new VendorStream(VENDOR, options, spec, limits, timers, onClose);
    },
    close: () => channel.close(),
  });
  return {
    ...asr,
    healthy: async (deadlineMs = 1_000) => checkHealth(channel.client, channel.metadata, deadlineMs),
  };
}
