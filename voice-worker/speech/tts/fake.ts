import { resample } from "@/voice-worker/media/resample";
import { SpeechError } from "../errors";
import { textToTones } from "../testing/tone-modem";
import type { Tts } from "./port";

export interface FakeTtsOptions {
  /** Waits before each chunk; reject with the signal's reason when aborted. Default: no wait. */
  delay?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** What `delay` is asked for before the first and before each further chunk. */
  firstMs?: number;
  chunkMs?: number;
  /** Clauses at once; more are refused. */
  maxClauses?: number;
}

export interface FakeTts extends Tts {
  /** The next clause fails with this before its first or after its second chunk. */
  failNext(error: SpeechError, when?: "first" | "middle"): void;
  /** Texts asked for, in order. */
  readonly spoken: readonly string[];
  readonly running: number;
}

const CHUNK_SAMPLES_8K = 1_600;

/** A voice whose tones carry their text (`tone-modem`): 40 ms a byte, the same every time. */
export function createFakeTts(options: FakeTtsOptions = {}): FakeTts {
  const { delay = async () => {}, firstMs = 80, chunkMs = 20, maxClauses = 64 } = options;
  const spoken: string[] = [];
  const failures: { error: SpeechError; at: number }[] = [];
  let running = 0;
  let closed = false;

  return {
    name: "fake",
    spoken,
    get running() {
      return running;
    },
    voices: () => ["tone"],
    failNext: (error, when = "first") => failures.push({ error, at: when === "first" ? 0 : 2 }),
    async *synthesize({ text, sampleRate }, signal) {
      signal.throwIfAborted();
      if (closed) throw new SpeechError("The fake voice is closed.", "fake", false);
      if (running >= maxClauses) throw new SpeechError("The fake voice has no free place.", "fake", true);
      const failure = failures.shift();
      spoken.push(text);
      running += 1;
      try {
        const pcm = text.trim() === "" ? new Int16Array(0) : resample(textToTones(text), 8_000, sampleRate);
        const step = (CHUNK_SAMPLES_8K * sampleRate) / 8_000;
        for (let i = 0; i * step < pcm.length; i++) {
          await delay(i === 0 ? firstMs : chunkMs, signal);
          signal.throwIfAborted();
          if (closed) throw new SpeechError("The fake voice was closed.", "fake", false);
          if (failure?.at === i) throw failure.error;
          yield { pcm: pcm.slice(i * step, (i + 1) * step) };
        }
        if (failure && failure.at * step >= pcm.length) throw failure.error;
        signal.throwIfAborted();
      } finally {
        running -= 1;
      }
    },
    async close() {
      closed = true;
    },
  };
}
