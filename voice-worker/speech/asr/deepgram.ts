import WebSocket from "ws";
import { z } from "zod";
import { encodeMulaw } from "@/voice-worker/media/mulaw";
import { TimerBag, type Timers } from "@/voice-worker/timing";
import type { Asr, AsrOptions } from "./port";
import { type StreamLimits, streamLimitsOf, VendorStream } from "./streaming/stream";
import { createVendorAsr, type VendorLimits } from "./streaming/vendor-asr";
import { boostedPhrases } from "./streaming/vocabulary";
import { failureOfStatus, type Segment, type Wire, type WireEvents } from "./streaming/wire";

export interface DeepgramConfig extends VendorLimits, Partial<StreamLimits> {
  apiKey: string;
  /** Replaces https://api.deepgram.com: a region, a proxy, a test. */
  baseUrl?: string;
  model?: string;
  /** Silence after which Deepgram takes an utterance for ended. */
  endpointingMs?: number;
  /** Finalize is not always answered ("Finalize": "you may receive"): after this quiet, what came is all there is. */
  finalizeQuietMs?: number;
}

const VENDOR = "deepgram";
const PUBLIC_URL = "https://api.deepgram.com";
/** Without audio or KeepAlive for 10 s the server closes with NET-0001; docs: every 3–5 s ("Audio Keep Alive"). */
const KEEP_ALIVE_MS = 4_000;
/** The same, once it has found an end of speech after the Finalize by itself. */
const ENDPOINT_QUIET_MS = 100;
/** With interim results a connection says something about this much audio, if it works at all (unverified). */
const MUTE_MS = 1_000;
/** The same of one that has spoken: its next word may be about a second away (unverified). */
const STALLED_MS = 1_500;
const CLOSE_MS = 1_000;
const MAX_BUFFERED_BYTES = 64 * 1024;
const MAX_MESSAGE_BYTES = 1024 * 1024;
const BINARY = { binary: true };
/** Over 500 tokens of keyterms transcription stops ("Keyterm Prompting", key term limits). */
const PHRASES = { maxPhrases: 100, maxTokens: 400 };
/** What `language=multi` understands on Nova-3 ("Models and languages"). */
const MULTI = new Set(["en", "es", "fr", "de", "hi", "ru", "pt", "ja", "it", "nl"]);

const Word = z.object({
  word: z.string(),
  start: z.number(),
  end: z.number(),
  confidence: z.number().default(0),
  language: z.string().optional(),
  punctuated_word: z.string().optional(),
});
const Results = z.object({
  type: z.literal("Results"),
  is_final: z.boolean().default(false),
  speech_final: z.boolean().default(false),
  from_finalize: z.boolean().default(false),
  start: z.number().default(0),
  duration: z.number().default(0),
  channel: z.object({
    alternatives: z
      .array(
        z.object({
          transcript: z.string(),
          confidence: z.number().default(0),
          words: z.array(Word).default([]),
          languages: z.array(z.string()).optional(),
        }),
      )
      .min(1),
  }),
});
const Message = z.looseObject({ type: z.string() });

function listenUrl(config: DeepgramConfig, options: AsrOptions, language: string): URL {
  const url = new URL(`${config.baseUrl ?? PUBLIC_URL}`.replace(/^http/, "ws").replace(/\/$/, ""));
  url.pathname = `${url.pathname.replace(/\/$/, "")}/v1/listen`;
  const { model = "nova-3", endpointingMs = 200 } = config;
  const multi = options.detectLanguage && MULTI.has(language.split("-")[0] ?? "");
  const query = {
    model,
    language: multi ? "multi" : language,
    encoding: options.sampleRate === 8_000 ? "mulaw" : "linear16",
    sample_rate: String(options.sampleRate),
    channels: "1",
    interim_results: "true",
    punctuate: "true",
    endpointing: String(endpointingMs),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const phrases = boostedPhrases(options.vocabulary, PHRASES);
  // Nova-3 and Flux take phrases as keyterm, older models single words as keywords ("Keywords").
  if (/^(nova-3|flux)/.test(model)) for (const phrase of phrases) url.searchParams.append("keyterm", phrase);
  else
    for (const phrase of phrases.filter((phrase) => !phrase.includes(" ")))
      url.searchParams.append("keywords", `${phrase}:2`);
  return url;
}

const bounded = (confidence: number): number => Math.max(0.01, Math.min(1, confidence));

function toSegment(results: z.infer<typeof Results>): Segment {
  const [best, ...others] = results.channel.alternatives;
  const { transcript = "", confidence = 0, words = [], languages } = best ?? {};
  const language = languages?.[0] ?? words.find((word) => word.language)?.language;
  return {
    text: transcript,
    confidence: bounded(confidence),
    words: words.map((word) => ({
      text: word.punctuated_word ?? word.word,
      startMs: 1_000 * word.start,
      endMs: 1_000 * word.end,
      confidence: bounded(word.confidence),
    })),
    alternatives: others.map((other) => other.transcript),
    ...(language ? { language } : {}),
    processedMs: 1_000 * (results.start + results.duration),
  };
}

/** Deepgram's live endpoint (`wss …/v1/listen`), one socket a caller for as long as it holds. */
class DeepgramWire implements Wire {
  readonly #socket: WebSocket;
  readonly #bag: TimerBag;
  readonly #gone: Promise<void>;
  readonly #quietMs: number;
  #sentAt = Number.NEGATIVE_INFINITY;
  /** Audio sent since it said anything, if only that it heard nothing. */
  #unansweredMs = 0;
  #spoke = false;
  #finishing = false;
  #closed = false;
  /** Only who has stopped waits to hear that the socket takes more. */
  readonly #drained = () => this.#report(() => this.events.drained());

  constructor(
    config: DeepgramConfig,
    private readonly options: AsrOptions,
    language: string,
    private readonly timers: Timers,
    private readonly events: WireEvents,
  ) {
    this.#bag = new TimerBag(timers);
    this.#quietMs = config.finalizeQuietMs ?? 600;
    this.#socket = new WebSocket(listenUrl(config, options, language), {
      headers: { authorization: `Token ${config.apiKey}` },
      perMessageDeflate: false,
      maxPayload: MAX_MESSAGE_BYTES,
    });
    this.#gone = new Promise((resolve) => this.#socket.once("close", () => resolve()));
    this.#listen();
  }

  get writable(): boolean {
    return this.#socket.bufferedAmount < MAX_BUFFERED_BYTES;
  }

  send(pcm: Int16Array): void {
    const audio =
      this.options.sampleRate === 8_000
        ? encodeMulaw(pcm)
        : new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    const fills = this.#socket.bufferedAmount + audio.length >= MAX_BUFFERED_BYTES;
    this.#socket.send(audio, BINARY, fills ? this.#drained : undefined);
    this.#sentAt = this.timers.now();
    this.#unansweredMs += (1_000 * pcm.length) / this.options.sampleRate;
  }

  finish(): void {
    this.#finishing = true;
    this.#tell("Finalize");
    this.#awaitQuiet(this.#quietMs);
  }

  close(): Promise<void> {
    if (this.#closed) return this.#gone;
    this.#closed = true;
    this.#bag.clear("alive");
    this.#bag.clear("quiet");
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#tell("CloseStream");
      this.#socket.close(1000);
      this.#bag.set("close", CLOSE_MS, () => this.#socket.terminate());
    } else this.#socket.terminate();
    return this.#gone.then(() => this.#bag.close());
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on("open", () => {
      this.#stayAlive();
      this.#report(() => this.events.opened());
    });
    socket.on("unexpected-response", (request, response) => {
      const { statusCode = 0, headers } = response;
      this.#report(() => this.events.failed(failureOfStatus(VENDOR, statusCode, headers["retry-after"])));
      request.destroy();
    });
    socket.on("message", (data, isBinary) => this.#report(() => this.#read(data.toString(), isBinary)));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      const kind = /^WS_ERR_/.test(error.code ?? "") ? "protocol" : "unavailable";
      this.#report(() =>
        this.events.failed({ kind, message: `${VENDOR}: ${error.code ?? "broken socket"}.` }),
      );
    });
    socket.on("close", (code) => {
      this.#bag.clear("alive");
      this.#bag.clear("quiet");
      this.#report(() =>
        this.events.failed({ kind: "unavailable", message: `${VENDOR} closed with ${code}.` }),
      );
    });
  }

  #report(act: () => void): void {
    if (!this.#closed) act();
  }

  #tell(type: "Finalize" | "KeepAlive" | "CloseStream"): void {
    this.#socket.send(JSON.stringify({ type }), () => {});
  }

  #stayAlive(): void {
    this.#bag.set("alive", KEEP_ALIVE_MS, () => {
      if (this.timers.now() - this.#sentAt >= KEEP_ALIVE_MS) this.#tell("KeepAlive");
      this.#stayAlive();
    });
  }

  #awaitQuiet(ms: number): void {
    this.#bag.set("quiet", ms, () => {
      if (this.#unansweredMs < (this.#spoke ? STALLED_MS : MUTE_MS)) return this.#done();
      this.events.failed({ kind: "timeout", message: `${VENDOR} says nothing.` });
    });
  }

  #done(): void {
    this.#bag.clear("quiet");
    this.#finishing = false;
    this.events.done();
  }

  #read(text: string, isBinary: boolean): void {
    const message = isBinary ? undefined : parse(text);
    if (!message)
      return this.events.failed({ kind: "protocol", message: `${VENDOR} sent what is no message.` });
    if (message.type === "Error")
      return this.events.failed({ kind: "unavailable", message: `${VENDOR} reported an error.` });
    if (message.type !== "Results") return;
    const { success, data: results } = Results.safeParse(message);
    if (!success) return this.events.failed({ kind: "protocol", message: `${VENDOR} sent odd results.` });
    this.#unansweredMs = 0;
    this.#spoke = true;
    if (results.is_final)
      this.events.segment(toSegment(results), results.speech_final || results.from_finalize);
    else this.events.partial(results.channel.alternatives[0]?.transcript ?? "");
    if (!this.#finishing) return;
    if (results.from_finalize) this.#done();
    else this.#awaitQuiet(results.speech_final ? ENDPOINT_QUIET_MS : this.#quietMs);
  }
}

function parse(text: string): z.infer<typeof Message> | undefined {
  try {
    return Message.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Deepgram live transcription. Facts: developers.deepgram.com "Live audio", "Finalize", "Audio Keep Alive",
 * "Close Stream", "Keyterm Prompting", "Multilingual Codeswitching". The key travels in a header only.
 */
export function createDeepgramAsr(config: DeepgramConfig): Asr {
  const limits = streamLimitsOf(config);
  return createVendorAsr(VENDOR, config, {
    open: (options, timers, onClose) => {
      const spec = {
        reusable: true,
        open: (language: string, events: WireEvents) =>
          new DeepgramWire(config, options, language, timers, events),
      };
      return new VendorStream(VENDOR, options, spec, limits, timers, onClose);
    },
    close: () => {},
  });
}
