import { BANDS, bandEnergies } from "./bands";
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

/** Noise floors of the bands. In plain arrays: three hundred calls' worth of them pass through the cache 50 times a second. */
class Floors {
  readonly #minima = new Float64Array(SUBWINDOWS * BANDS).fill(Number.POSITIVE_INFINITY);
  /** The lowest of the minima, and of the running subwindow. */
  readonly #lowest = new Float64Array(BANDS).fill(Number.POSITIVE_INFINITY);
  readonly #current = new Float64Array(BANDS).fill(Number.POSITIVE_INFINITY);
  readonly #smooth = new Float64Array(BANDS);
  #hops = 0;

  /** How far the smoothed levels stand over their floors, dB, into `out`. */
  over(levels: Float64Array, out: Float64Array): void {
    const smoothing = this.#hops === 0 ? 1 : LEVEL_SMOOTHING;
    // Until there is history a caller may be speaking already: do not take speech for the floor.
    const start = this.#hops < SUBWINDOW_HOPS ? LOUDEST_FLOOR_DB - 15 : Number.POSITIVE_INFINITY;
    this.#hops += 1;
    const isFull = this.#hops % SUBWINDOW_HOPS === 0;
    for (let band = 0; band < BANDS; band++) {
      const before = this.#smooth[band] as number;
      const smooth = before + smoothing * ((levels[band] as number) - before);
      this.#smooth[band] = smooth;
      const current = Math.min(this.#current[band] as number, smooth);
      this.#current[band] = current;
      if (isFull) this.#close(band);
      const floor = Math.min(start, current, this.#lowest[band] as number) + MINIMUM_BIAS_DB;
      const over = smooth - Math.max(QUIETEST_DB, Math.min(LOUDEST_FLOOR_DB, floor));
      out[band] = Math.min(MOST_DB, Math.max(0, over));
    }
  }

  /** A subwindow is over: its minimum takes the place of the oldest. */
  #close(band: number): void {
    const subwindow = (this.#hops / SUBWINDOW_HOPS - 1) % SUBWINDOWS;
    this.#minima[subwindow * BANDS + band] = this.#current[band] as number;
    this.#current[band] = this.#smooth[band] as number;
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = band; i < this.#minima.length; i += BANDS)
      lowest = Math.min(lowest, this.#minima[i] as number);
    this.#lowest[band] = lowest;
  }
}

const silence = new Float64Array(BANDS).fill(NOTHING_DB);
/** Of the window that is being judged. */
const over = new Float64Array(BANDS);

/**
 * Voice activity from band levels over an adaptive noise floor, with hysteresis. For clean telephone and browser
 * audio; steady noise is learned in under two seconds, voices in the background count as speech.
 */
export function createEnergyVad(sampleRate: 8000 | 16000, options: EnergyVadOptions = {}): Vad {
  const { startMs = 60, stopMs = 120, thresholdDb = 6 } = options;
  const hop = (sampleRate * HOP_MS) / 1_000;
  const energies = bandEnergies(sampleRate);
  /** The newest samples last. */
  const window = new Int16Array(sampleRate === 8_000 ? 256 : 512);
  let floors = new Floors();
  let filled = 0;
  let hops = 0;
  let probability = 0;
  let speaking = false;
  let runMs = 0;
  let changingMs = 0;

  const reset = (): void => {
    floors = new Floors();
    probability = runMs = changingMs = hops = 0;
    filled = window.length - hop;
    window.fill(0);
    speaking = false;
  };

  /** The voice's likelihood in the window, before any smoothing over time. */
  const judge = (levels: Float64Array): number => {
    floors.over(levels, over);
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
