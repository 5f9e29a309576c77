import type { Expectation } from "@/server/brain/port";
import { createResampler } from "@/voice-worker/media/resample";
import { SpeechError } from "../errors";
import { EventQueue } from "../events";
import { ThreadPool } from "../workers/pool";
import type { Decoded, DecodeJob } from "./decoder.worker";
import { grammarFor } from "./grammar";
import type { Asr, AsrEvent, AsrOptions, AsrStream } from "./port";
import { TurnBuffer } from "./turn-buffer";
import { decodeTurn } from "./understand";

export interface EmbeddedAsrOptions {
  /** Threads that decode (about 110 MB each). */
  threads?: number;
  /** Callers at once; one more is refused. */
  maxStreams?: number;
  /** Audio kept of one turn, milliseconds. */
  maxTurnMs?: number;
  decodeTimeoutMs?: number;
  /** Partials while a guest speaks, when a thread is idle anyway. */
  partials?: boolean;
}

const VENDOR = "soundswallower";
const PARTIAL_EVERY_MS = 300;
const MAX_EVENTS = 64;

type Pool = ThreadPool<DecodeJob, Decoded>;

interface StreamDeps {
  pool: Pool;
  options: Required<EmbeddedAsrOptions>;
  onClose(): void;
}

/** One caller. Finals come in the order of `endTurn`; a later turn never overtakes. */
function openStream(
  { sampleRate, vocabulary }: AsrOptions,
  signal: AbortSignal,
  deps: StreamDeps,
): AsrStream {
  const { pool, options } = deps;
  const events = new EventQueue<AsrEvent>(MAX_EVENTS, (event) => event.type !== "final");
  const buffer = new TurnBuffer(options.maxTurnMs);
  const down = sampleRate === 16_000 ? createResampler(16_000, 8_000) : null;
  const ended = new AbortController();
  let expectation: Expectation = { kind: "open" };
  let closed = false;
  let turn = 0;
  let overflowTold = false;
  let partialAtMs = PARTIAL_EVERY_MS;
  let partialRunning = false;
  let finals: Promise<void> = Promise.resolve();

  const nextTurn = (): void => {
    buffer.clear();
    turn += 1;
    overflowTold = false;
    partialAtMs = PARTIAL_EVERY_MS;
  };

  const tryPartial = async (): Promise<void> => {
    const pcm = buffer.speech();
    if (partialRunning || !pcm || !pool.idle || buffer.speechMs < partialAtMs) return;
    partialRunning = true;
    const mine = turn;
    try {
      const decoded = await pool.run(
        { pcm, ...grammarFor(expectation, vocabulary), partial: true },
        ended.signal,
      );
      // The next one waits four times as long as this one took: partials never fill a thread.
      partialAtMs = buffer.speechMs + Math.max(PARTIAL_EVERY_MS, 4 * decoded.tookMs);
      if (mine === turn && decoded.text) events.push({ type: "partial", text: decoded.text });
    } catch {
      // A partial is a courtesy; the final will tell.
    } finally {
      partialRunning = false;
    }
  };

  const decodeFinal = async (pcm: Int16Array | null, expected: Expectation): Promise<AsrEvent> => {
    if (!pcm) return { type: "final", text: "", confidence: 0 };
    try {
      return await decodeTurn(pool, { pcm, expectation: expected, vocabulary }, ended.signal);
    } catch (error) {
      if (!closed) {
        const message = error instanceof Error ? error.message : String(error);
        events.push({ type: "error", message, fatal: false });
      }
      return { type: "final", text: "", confidence: 0 };
    }
  };

  const close = (): void => {
    if (closed) return;
    closed = true;
    signal.removeEventListener("abort", close);
    ended.abort();
    events.end();
    deps.onClose();
  };
  signal.addEventListener("abort", close, { once: true });

  return {
    events,
    isDemoEar: true,
    push(pcm) {
      if (closed) return;
      const dropped = buffer.push(down ? down.push(pcm) : pcm);
      if (dropped > 0 && !overflowTold) {
        overflowTold = true;
        const seconds = Math.round(options.maxTurnMs / 1_000);
        events.push({
          type: "error",
          message: `Only the last ${seconds} s of a turn are kept.`,
          fatal: false,
        });
      }
      if (options.partials) void tryPartial();
    },
    expect(next) {
      expectation = next;
    },
    endTurn() {
      if (closed) return;
      const pcm = buffer.speech();
      const expected = expectation;
      nextTurn();
      finals = finals.then(async () => {
        if (!closed) events.push(await decodeFinal(pcm, expected));
      });
    },
    reset: nextTurn,
    close,
  };
}

/** The offline English ear (soundswallower, 8 kHz model): short answers by grammar; a demo ear, and says so. */
export function createEmbeddedAsr(
  given: EmbeddedAsrOptions = {},
): Asr & { warm(signal: AbortSignal): Promise<void> } {
  const options = {
    threads: 1,
    maxStreams: 8,
    maxTurnMs: 15_000,
    decodeTimeoutMs: 8_000,
    partials: true,
    ...given,
  };
  const pool: Pool = new ThreadPool({
    name: VENDOR,
    entry: new URL("./decoder.worker.ts", import.meta.url),
    threads: options.threads,
    maxQueue: options.maxStreams * 2,
    jobTimeoutMs: options.decodeTimeoutMs,
  });
  const streams = new Set<AsrStream>();
  let closed = false;

  return {
    name: "embedded",
    open(asked, signal) {
      signal.throwIfAborted();
      if (closed) throw new SpeechError("The embedded ear is closed.", VENDOR, false);
      if (!/^en(-|$)/i.test(asked.language)) {
        throw new SpeechError(
          `The embedded ear understands English only, not ${asked.language}.`,
          VENDOR,
          false,
        );
      }
      if (streams.size >= options.maxStreams) {
        throw new SpeechError(`The embedded ear already serves ${options.maxStreams} callers.`, VENDOR, true);
      }
      const stream = openStream(asked, signal, { pool, options, onClose: () => streams.delete(stream) });
      streams.add(stream);
      return stream;
    },
    async warm(signal) {
      await pool.warmUp(
        { pcm: new Int16Array(1_600), ...grammarFor({ kind: "open" }, []), partial: false },
        signal,
      );
    },
    async close() {
      closed = true;
      for (const stream of [...streams]) stream.close();
      await pool.close();
    },
  };
}
