import { BANDS, createBandEnergies } from "./bands";
import type { Vad, VadResult } from "./port";

export interface EnergyVadOptions {
  /** Speech must last this long before `speaking` starts, milliseconds. */
  startMs?: number;
  /** Silence must last this long before `speaking` ends, milliseconds. */
  stopMs?: number;
  /** Excess over the noise floor (mean of the best bands) that is as likely speech as not, dB. */
  thresholdDb?: number;
}

/** A frame of the telephone: judged more often, nothing is known earlier. */
const HOP_MS = 20;
/** The floor is the lowest smoothed level of the last 8 × 200 ms (after Martin's minimum statistics, 2001). */
const SUBWINDOWS = 8;
const SUBWINDOW_HOPS = 10;
/** A minimum lies below the mean of noise; measured on white noise for this window and smoothing. */
const MINIMUM_BIAS_DB = 2.5;
const QUIETEST_DB = -84;
/** The level of digital silence. */
const NOTHING_DB = -120;
const LOUDEST_FLOOR_DB = -45;
/** How much of a band's new level, and of a new probability, counts at once. */
const LEVEL_SMOOTHING = 0.51;
const SMOOTHING = 0.5;
/** Samples no larger than two of the smallest µ-law steps are silence: it needs no spectrum. */
const SILENT_PEAK = 16;
const BEST_BANDS = 5;
const MOST_DB = 25;

/** Noise floor of one band. */
class Floor {
  readonly #minima: number[] = [];
  /** The lowest of the minima. */
  #lowest = Number.POSITIVE_INFINITY;
  #current = Number.POSITIVE_INFINITY;
  #hops = 0;
  #smooth: number | undefined;

  /** How far the smoothed level stands over the floor, dB. */
  over(level: number): number {
    this.#smooth =
      this.#smooth === undefined ? level : this.#smooth + LEVEL_SMOOTHING * (level - this.#smooth);
    this.#current = Math.min(this.#current, this.#smooth);
    if (++this.#hops === SUBWINDOW_HOPS) {
      this.#minima.push(this.#current);
      if (this.#minima.length > SUBWINDOWS) this.#minima.shift();
      this.#lowest = Math.min(...this.#minima);
      this.#current = this.#smooth;
      this.#hops = 0;
    }
    // Until there is history a caller may be speaking already: do not take speech for the floor.
    const start = this.#minima.length < 1 ? LOUDEST_FLOOR_DB - 15 : Number.POSITIVE_INFINITY;
    const floor = Math.min(start, this.#current, this.#lowest) + MINIMUM_BIAS_DB;
    return this.#smooth - Math.max(QUIETEST_DB, Math.min(LOUDEST_FLOOR_DB, floor));
  }
}

/**
 * Voice activity from band levels over an adaptive noise floor, with hysteresis. For clean telephone and browser
 * audio; steady noise is learned in under two seconds, voices in the background count as speech.
 */
export function createEnergyVad(sampleRate: 8000 | 16000, options: EnergyVadOptions = {}): Vad {
  const { startMs = 60, stopMs = 120, thresholdDb = 6 } = options;
  const hop = (sampleRate * HOP_MS) / 1_000;
  const energies = createBandEnergies(sampleRate);
  const silence = new Float64Array(BANDS).fill(NOTHING_DB);
  /** The newest samples last. */
  const window = new Int16Array(sampleRate === 8_000 ? 256 : 512);
  const over = new Float64Array(BANDS);

  let floors: Floor[] = [];
  let filled = 0;
  let hops = 0;
  let probability = 0;
  let speaking = false;
  let runMs = 0;
  let changingMs = 0;

  const reset = (): void => {
    floors = Array.from({ length: BANDS }, () => new Floor());
    probability = runMs = changingMs = hops = 0;
    filled = window.length - hop;
    window.fill(0);
    speaking = false;
  };

  /** The voice's likelihood in the window, before any smoothing over time. */
  const judge = (levels: Float64Array): number => {
    for (let band = 0; band < BANDS; band++)
      over[band] = Math.min(MOST_DB, Math.max(0, (floors[band] as Floor).over(levels[band] as number)));
    // Voices stand out in some bands, steady noise in none: judge by the best half.
    over.sort();
    let excess = 0;
    for (let band = BANDS - BEST_BANDS; band < BANDS; band++) excess += (over[band] as number) / BEST_BANDS;
    return 1 / (1 + Math.exp(-0.9 * (excess - thresholdDb)));
  };

  const step = (): void => {
    runMs += HOP_MS;
    // Until the window is full its zeros would pass for a very quiet line.
    if (++hops * hop < window.length) return;
    const now = judge(isSilent(window) ? silence : energies(window));
    probability += SMOOTHING * (now - probability);
    const against = speaking ? probability < 0.35 : probability > 0.6;
    changingMs = against ? changingMs + HOP_MS : 0;
    if (changingMs >= (speaking ? stopMs : startMs)) {
      speaking = !speaking;
      runMs = changingMs;
      changingMs = 0;
    }
  };

  reset();
  return {
    push(pcm): VadResult {
      for (let at = 0; at < pcm.length; ) {
        const part = pcm.subarray(at, at + window.length - filled);
        window.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < window.length) break;
        step();
        window.copyWithin(0, hop);
        filled = window.length - hop;
      }
      return { probability, speaking, runMs };
    },
    reset,
  };
}

function isSilent(window: Int16Array): boolean {
  for (let i = 0; i < window.length; i++) if (Math.abs(window[i] as number) > SILENT_PEAK) return false;
  return true;
}
