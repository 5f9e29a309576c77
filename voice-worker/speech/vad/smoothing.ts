import type { VadResult } from "./port";

export interface SmoothingOptions {
  /** A window this likely to be speech starts it. */
  start?: number;
  /** Below this a window speaks for silence. */
  stop?: number;
  /** Silence must last this long before `speaking` ends, milliseconds. */
  stopMs?: number;
}

/** Windows' probabilities as a state with hysteresis: one sure window starts speech, several doubtful ones end it. */
export class Smoothing {
  readonly #start: number;
  readonly #stop: number;
  readonly #stopMs: number;
  #speaking = false;
  #probability = 0;
  /** When the present state began, and when the doubts about it did; milliseconds of audio. */
  #since = 0;
  #doubtedAt: number | undefined;

  constructor({ start = 0.5, stop = 0.4, stopMs = 96 }: SmoothingOptions = {}) {
    this.#start = start;
    this.#stop = stop;
    this.#stopMs = stopMs;
  }

  /** Takes the probability of the window that ended at `endMs`; true when `speaking` changed. */
  window(probability: number, endMs: number, windowMs: number): boolean {
    this.#probability = probability;
    const startMs = endMs - windowMs;
    if (!this.#speaking) {
      if (probability < this.#start) return false;
      return this.#change(true, startMs);
    }
    if (probability >= this.#stop) {
      this.#doubtedAt = undefined;
      return false;
    }
    this.#doubtedAt ??= startMs;
    return endMs - this.#doubtedAt >= this.#stopMs && this.#change(false, this.#doubtedAt);
  }

  /** The state at `nowMs` of audio. */
  at(nowMs: number): VadResult {
    return {
      probability: this.#probability,
      speaking: this.#speaking,
      runMs: Math.max(0, nowMs - this.#since),
    };
  }

  #change(speaking: boolean, since: number): true {
    this.#speaking = speaking;
    this.#since = since;
    this.#doubtedAt = undefined;
    return true;
  }
}
