import { createRequire } from "node:module";
import { TimerBag, type Timers } from "@/voice-worker/timing";
import { ThreadPool } from "../workers/pool";
import type { SileroGroup, SileroJob, SileroReply } from "./silero.worker";

/** A full window of one call; `settle` gets its probability of speech. */
export interface PendingWindow {
  id: number;
  sampleRate: 8000 | 16000;
  fresh: boolean;
  pcm: Int16Array;
  settle(probability: number): void;
}

export interface BatcherOptions {
  /** Another model file or thread, for tests. */
  model?: string;
  entry?: URL;
  /** From a window's end to its probability: what takes longer is overload. */
  maxLagMs?: number;
}

interface WaitingWindow extends PendingWindow {
  /** When it was complete. */
  at: number;
}

/** Longest time a window waits for others to share its batch. */
const GATHER_MS = 20;
const MAX_BATCH = 512;
/** How long no more calls are taken after a late batch. */
const LATE_FOR_MS = 1_000;
const JOB_TIMEOUT_MS = 3_000;
/** Compiling the runtime takes seconds on a busy machine; calls have the energy detector meanwhile. */
const START_MS = 60_000;

const require = createRequire(import.meta.url);

/** The model's file inside its package: MIT, Silero Team; shipped by @ricky0123/vad-web. */
const sileroModel = (): string => require.resolve("@ricky0123/vad-web/dist/silero_vad_v5.onnx");

/**
 * All calls' windows through one thread: gathered, one batch at a time, at most one window a call in a batch. While a
 * batch runs the next one gathers.
 */
export class Batcher {
  readonly #pool: ThreadPool<SileroJob, SileroReply>;
  readonly #bag: TimerBag;
  readonly #ended = new AbortController();
  #waiting: WaitingWindow[] = [];
  #forget: number[] = [];
  readonly #maxLagMs: number;
  readonly #whenIdle: (() => void)[] = [];
  #running = false;
  /** When a batch last took too long, counted from its first window. */
  #lateAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly timers: Timers,
    /** Calls that may have a window soon: what a window waits for. */
    private readonly calls: () => number,
    private readonly onFailed: (reason: unknown) => void,
    {
      model = sileroModel(),
      entry = new URL("./silero.worker.ts", import.meta.url),
      maxLagMs = 120,
    }: BatcherOptions,
  ) {
    this.#maxLagMs = maxLagMs;
    this.#bag = new TimerBag(timers);
    this.#pool = new ThreadPool({
      name: "silero",
      entry,
      threads: 1,
      maxQueue: 1,
      jobTimeoutMs: JOB_TIMEOUT_MS,
      startMs: START_MS,
      data: model,
    });
  }

  /** The thread did not keep up a moment ago. */
  get late(): boolean {
    return this.timers.now() - this.#lateAt < LATE_FOR_MS;
  }

  /** Loads the model and runs it once at each rate. Rejects when it cannot. */
  async warm(signal: AbortSignal): Promise<void> {
    const groups = ([8_000, 16_000] as const).map((sampleRate) => ({
      sampleRate,
      ids: Int32Array.of(0),
      fresh: Uint8Array.of(1),
      pcm: new Int16Array(sampleRate / 31.25),
    }));
    await this.#pool.run({ groups, forget: Int32Array.of(0) }, signal);
  }

  add(window: PendingWindow): void {
    this.#waiting.push({ ...window, at: this.timers.now() });
    this.#schedule();
  }

  /** The call is over. */
  forget(id: number): void {
    this.#waiting = this.#waiting.filter((window) => window.id !== id);
    this.#forget.push(id);
  }

  /** Forgets what waits, after a failure: the thread that held the calls' states is not trusted. */
  clear(): void {
    this.#waiting = [];
    this.#forget = [];
    this.#bag.clear("gather");
  }

  /** Resolves when every window added so far has its probability. */
  settled(): Promise<void> {
    if (this.#idle) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  async close(): Promise<void> {
    this.#ended.abort();
    this.#bag.close();
    this.#waiting = [];
    await this.#pool.close();
    this.#tellIdle();
  }

  get #idle(): boolean {
    return !this.#running && this.#waiting.length === 0;
  }

  #tellIdle(): void {
    if (this.#idle) for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  /** A few calls are not worth a wait. */
  #schedule(): void {
    if (this.#running || this.#bag.has("gather") || this.#waiting.length === 0) return;
    const others = this.calls() - this.#waiting.length;
    const ms = others <= 0 ? 0 : Math.min(GATHER_MS, this.calls());
    this.#bag.set("gather", ms, () => void this.#run());
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const batch = this.#take();
    const rates = [8_000, 16_000] as const;
    const parts = rates.map((rate) => batch.filter((window) => window.sampleRate === rate));
    const used = parts.filter((part) => part.length > 0);
    const forget = Int32Array.from(this.#forget.splice(0));
    const began = batch[0]?.at ?? 0;
    try {
      const replies = await this.#pool.run({ groups: used.map(groupOf), forget }, this.#ended.signal);
      used.forEach((part, p) => {
        for (const [i, window] of part.entries()) window.settle(replies[p]?.[i] ?? 0);
      });
    } catch (error) {
      if (!this.#ended.signal.aborted) this.onFailed(error);
    } finally {
      this.#running = false;
      const now = this.timers.now();
      if (now - began > this.#maxLagMs) this.#lateAt = now;
      this.#tellIdle();
    }
    this.#schedule();
  }

  /** The oldest window of each call. */
  #take(): WaitingWindow[] {
    const seen = new Set<number>();
    const batch: WaitingWindow[] = [];
    const rest: WaitingWindow[] = [];
    for (const window of this.#waiting) {
      if (seen.has(window.id) || batch.length >= MAX_BATCH) rest.push(window);
      else batch.push(window);
      seen.add(window.id);
    }
    this.#waiting = rest;
    return batch;
  }
}

function groupOf(windows: readonly PendingWindow[]): SileroGroup {
  const sampleRate = windows[0]?.sampleRate ?? 8_000;
  const size = sampleRate / 31.25;
  const pcm = new Int16Array(windows.length * size);
  windows.forEach((window, i) => {
    pcm.set(window.pcm, i * size);
  });
  return {
    sampleRate,
    ids: Int32Array.from(windows, (window) => window.id),
    fresh: Uint8Array.from(windows, (window) => (window.fresh ? 1 : 0)),
    pcm,
  };
}
