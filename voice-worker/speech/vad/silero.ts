import type { Logger } from "@/server/kernel/logger";
import { realTimers, TimerBag, type Timers } from "@/voice-worker/timing";
import { Loudness } from "../loudness";
import { Batcher, type BatcherOptions } from "./batcher";
import { createEnergyVad } from "./energy";
import type { CreateVad, Vad, VadResult } from "./port";
import { Smoothing, type SmoothingOptions } from "./smoothing";

export interface SileroOptions extends SmoothingOptions, BatcherOptions {
  timers?: Timers;
}

export interface SileroVads {
  /** The worker's `CreateVad`: Silero when it is ready, the energy detector when it is not. */
  createVad: CreateVad;
  /** Whether new calls get Silero. */
  readonly ready: boolean;
  /** Loads the model. Never rejects: what fails is logged once and calls get the energy detector. */
  warm(signal: AbortSignal): Promise<void>;
  /** Resolves when all audio pushed so far is judged: for measurements. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const WINDOW_MS = 32;
/** Windows of one call that may wait; one more and the call goes on with the energy detector. */
const MAX_WAITING = 16;
/** Below this RMS (−60 dBFS), or this near to the line's own noise, the model is not asked: most of a call. */
const SILENT_RMS = 33;
const OVER_NOISE = 1.5;
const NOISE_RISE = 1.3;
/** After so much silence the model starts afresh with the call. */
const FORGET_MS = 2_000;
/** A call without audio for this long is over, or as good as. */
const IDLE_MS = 60_000;
const RETRY_MS = 30_000;
const MAX_RETRIES = 10;

/** A window's end, and its probability once it is known. */
interface Judgement {
  endMs: number;
  probability: number | undefined;
}

/** One call at the batched detector. */
class SileroVad implements Vad {
  onChange: ((result: VadResult) => void) | undefined;
  readonly #window: Int16Array;
  #filled = 0;
  #samples = 0;
  #smoothing: Smoothing;
  #fallback: Vad | undefined;
  /** In order of time; those behind one that is not known yet wait for it. */
  #judgements: Judgement[] = [];
  #loudness: Loudness;
  #silentMs = FORGET_MS;
  /** Replies to windows from before a reset are not for us. */
  #generation = 0;

  constructor(
    readonly id: number,
    private readonly sampleRate: 8000 | 16000,
    private readonly hub: Hub,
  ) {
    this.#window = new Int16Array(sampleRate / 31.25);
    this.#smoothing = new Smoothing(hub.options);
    this.#loudness = new Loudness(sampleRate, OVER_NOISE, SILENT_RMS, NOISE_RISE);
  }

  push(pcm: Int16Array): VadResult {
    if (this.#fallback) return this.#fallback.push(pcm);
    this.hub.heard(this);
    for (let at = 0; at < pcm.length; ) {
      const part = pcm.subarray(at, at + this.#window.length - this.#filled);
      this.#window.set(part, this.#filled);
      this.#filled += part.length;
      this.#samples += part.length;
      at += part.length;
      if (this.#filled < this.#window.length) break;
      this.#filled = 0;
      this.#judge();
    }
    return this.#smoothing.at(this.#nowMs);
  }

  reset(): void {
    this.#generation += 1;
    this.#filled = this.#samples = 0;
    this.#judgements = [];
    this.#silentMs = FORGET_MS;
    this.#smoothing = new Smoothing(this.hub.options);
    this.#fallback?.reset();
    this.hub.forget(this);
  }

  close(): void {
    this.#generation += 1;
    this.onChange = undefined;
    this.hub.forget(this);
  }

  /** The model is gone: the energy detector takes over, from silence. */
  fallBack(): void {
    this.#generation += 1;
    this.#judgements = [];
    this.#fallback = createEnergyVad(this.sampleRate);
  }

  get #nowMs(): number {
    return (1_000 * this.#samples) / this.sampleRate;
  }

  #judge(): void {
    const judgement: Judgement = { endMs: this.#nowMs, probability: undefined };
    this.#judgements.push(judgement);
    if (this.#loudness.audible(this.#window)) this.#ask(judgement);
    else {
      this.#silentMs += WINDOW_MS;
      judgement.probability = 0;
    }
    this.#settle();
    if (this.#judgements.length > MAX_WAITING) this.hub.overload(this);
  }

  #ask(judgement: Judgement): void {
    const generation = this.#generation;
    const fresh = this.#silentMs >= FORGET_MS;
    this.#silentMs = 0;
    this.hub.ask({
      id: this.id,
      sampleRate: this.sampleRate,
      fresh,
      pcm: this.#window.slice(),
      settle: (probability) => {
        if (generation !== this.#generation) return;
        judgement.probability = probability;
        if (this.#settle()) this.onChange?.(this.#smoothing.at(this.#nowMs));
      },
    });
  }

  /** Takes what is known, in order; true when `speaking` changed. */
  #settle(): boolean {
    let changed = false;
    for (let next = this.#judgements[0]; next?.probability !== undefined; next = this.#judgements[0]) {
      changed = this.#smoothing.window(next.probability, next.endMs, WINDOW_MS) !== changed;
      this.#judgements.shift();
    }
    return changed;
  }
}

/** What all calls share: the batches, who is still there, and the way back from a failure. */
class Hub implements SileroVads {
  readonly #batcher: Batcher;
  readonly #bag: TimerBag;
  /** When each call was heard last. */
  readonly #heardAt = new Map<SileroVad, number>();
  readonly #ended = new AbortController();
  readonly #timers: Timers;
  #nextId = 1;
  #retries = 0;
  #overloadTold = false;
  ready = false;

  constructor(
    private readonly log: Logger,
    readonly options: SileroOptions,
  ) {
    this.#timers = options.timers ?? realTimers;
    this.#bag = new TimerBag(this.#timers);
    this.#batcher = new Batcher(
      this.#timers,
      () => this.#heardAt.size,
      (error) => this.#fail(error),
      options,
    );
  }

  readonly createVad: CreateVad = (sampleRate) => {
    if (!this.ready || this.#batcher.late) return createEnergyVad(sampleRate);
    return new SileroVad(this.#nextId++, sampleRate, this);
  };

  async warm(signal: AbortSignal): Promise<void> {
    try {
      await this.#batcher.warm(AbortSignal.any([signal, this.#ended.signal]));
      this.ready = true;
    } catch (error) {
      if (!signal.aborted && !this.#ended.signal.aborted) this.#fail(error);
    }
  }

  settled(): Promise<void> {
    return this.#batcher.settled();
  }

  async close(): Promise<void> {
    this.#ended.abort();
    this.ready = false;
    this.#bag.close();
    this.#heardAt.clear();
    await this.#batcher.close();
  }

  heard(vad: SileroVad): void {
    this.#heardAt.set(vad, this.#timers.now());
    if (!this.#bag.has("idle")) this.#bag.set("idle", IDLE_MS, () => this.#sweep());
  }

  ask(window: Parameters<Batcher["add"]>[0]): void {
    if (!this.#ended.signal.aborted) this.#batcher.add(window);
  }

  forget(vad: SileroVad): void {
    if (this.#heardAt.delete(vad)) this.#batcher.forget(vad.id);
  }

  /** The thread does not keep up with this call. */
  overload(vad: SileroVad): void {
    this.forget(vad);
    vad.fallBack();
    if (this.#ended.signal.aborted) return;
    if (!this.#overloadTold) this.log.warn({}, "voice detection is overloaded: some calls use energy");
    this.#overloadTold = true;
  }

  #sweep(): void {
    const limit = this.#timers.now() - IDLE_MS;
    for (const [vad, at] of this.#heardAt) if (at <= limit) this.forget(vad);
    if (this.#heardAt.size > 0) this.#bag.set("idle", IDLE_MS, () => this.#sweep());
  }

  /** Calls go on with the energy detector; later ones get Silero again when it comes back. */
  #fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#retries === 0) this.log.error({ reason }, "voice detection falls back to energy");
    this.ready = false;
    this.#batcher.clear();
    for (const vad of this.#heardAt.keys()) vad.fallBack();
    this.#heardAt.clear();
    if (this.#retries++ < MAX_RETRIES)
      this.#bag.set("retry", RETRY_MS, () => void this.warm(this.#ended.signal));
  }
}

/**
 * Silero voice activity detection for all calls of this process, batched in one thread. Its state lags by a window
 * (32 ms), the batch's gathering (up to 20 ms, less with few calls) and its run.
 */
export function createSileroVads(log: Logger, options: SileroOptions = {}): SileroVads {
  return new Hub(log, options);
}
