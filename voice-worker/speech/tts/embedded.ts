import { SpeechError } from "../errors";
import { ThreadPool } from "../workers/pool";
import { ClauseCache } from "./cache";
import { type Clause, splitClauses } from "./clauses";
import type { FliteJob } from "./flite.worker";
import type { FliteVoice } from "./flite-wasm";
import { normaliseForSpeech } from "./normalise";
import { SLOW, type Tts, type TtsChunk, type TtsRequest } from "./port";

export interface EmbeddedTtsOptions {
  /** Threads that synthesise; one thread says about 50 seconds of speech a second. */
  threads?: number;
  /** Clauses that may wait, over all calls. */
  maxQueue?: number;
  /** PCM kept for clauses said before. */
  cacheBytes?: number;
  clauseTimeoutMs?: number;
}

export interface EmbeddedTts extends Tts {
  /** Synthesises fixed phrases ahead and pins them in the cache. */
  warm(
    phrases: readonly string[],
    like: Omit<TtsRequest, "text" | "language">,
    signal: AbortSignal,
  ): Promise<void>;
}

const VENDOR = "flite";
const VOICES: readonly FliteVoice[] = ["slt", "rms"];
/** One chunk is at most this long, so that an abort is noticed between chunks. */
const CHUNK_MS = 400;

const speaks = (language: string): boolean => /^en(-|$)/i.test(language);

function voiceOf(request: Pick<TtsRequest, "voice">): FliteVoice {
  const voice = VOICES.find((known) => known === (request.voice ?? "slt"));
  if (!voice) throw new SpeechError(`The embedded voices are ${VOICES.join(" and ")}.`, VENDOR, false);
  return voice;
}

/** The offline English voices (flite, in worker threads). Aborted clauses leave the queue at once. */
export function createEmbeddedTts(options: EmbeddedTtsOptions = {}): EmbeddedTts {
  const pool = new ThreadPool<FliteJob, Int16Array>({
    name: VENDOR,
    entry: new URL("./flite.worker.ts", import.meta.url),
    threads: options.threads ?? 1,
    maxQueue: options.maxQueue ?? 64,
    jobTimeoutMs: options.clauseTimeoutMs ?? 10_000,
  });
  const cache = new ClauseCache(options.cacheBytes ?? 24 << 20);
  let closed = false;

  const say = async (
    clause: Clause,
    voice: FliteVoice,
    { sampleRate, pace }: Pick<TtsRequest, "sampleRate" | "pace">,
    signal: AbortSignal,
    pin = false,
  ) => {
    const speed = pace === "slow" ? SLOW : 1;
    const key = `${voice} ${sampleRate} ${speed} ${clause.text}`;
    const known = cache.get(key);
    if (known) {
      if (pin) cache.set(key, known, true);
      return known;
    }
    const pcm = await pool.run(
      { text: clause.text, voice, sampleRate, speed, pauseMs: clause.pauseMs / speed },
      signal,
    );
    cache.set(key, pcm, pin);
    return pcm;
  };

  async function* stream(request: TtsRequest, signal: AbortSignal): AsyncGenerator<TtsChunk> {
    signal.throwIfAborted();
    if (closed) throw new SpeechError("The embedded voice is closed.", VENDOR, false);
    if (!speaks(request.language)) {
      throw new SpeechError(
        `The embedded voice speaks English only, not ${request.language}.`,
        VENDOR,
        false,
      );
    }
    const voice = voiceOf(request);
    const clauses = splitClauses(normaliseForSpeech(request.text));
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const begin = (clause: Clause | undefined) => {
      const pcm = clause && say(clause, voice, request, both);
      pcm?.catch(() => {});
      return pcm;
    };
    try {
      let next = begin(clauses[0]);
      for (let i = 0; next; i++) {
        const pcm = await next;
        next = begin(clauses[i + 1]);
        const step = (request.sampleRate * CHUNK_MS) / 1_000;
        for (let at = 0; at < pcm.length; at += step) {
          signal.throwIfAborted();
          yield { pcm: pcm.slice(at, at + step) };
        }
      }
      signal.throwIfAborted();
    } finally {
      stop.abort();
    }
  }

  return {
    name: "embedded",
    voices: (language) => (speaks(language) ? VOICES : []),
    synthesize: stream,
    async warm(phrases, like, signal) {
      const voice = voiceOf(like);
      for (const clause of phrases.flatMap((phrase) => splitClauses(normaliseForSpeech(phrase)))) {
        await say(clause, voice, like, signal, true);
      }
    },
    async close() {
      closed = true;
      cache.clear();
      await pool.close();
    },
  };
}
