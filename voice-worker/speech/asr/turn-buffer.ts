import { createEnergyVad } from "../vad/energy";
import type { Vad } from "../vad/port";

const PRE_ROLL_MS = 250;
const POST_ROLL_MS = 250;

/** One turn's audio, bounded; knows where speech began and last ended. */
export class TurnBuffer {
  readonly #vad: Vad;
  readonly #maxSamples: number;
  /** Samples that came before the first one kept, since the stream began. */
  #before = 0;
  #pcm: Int16Array;
  #length = 0;
  /** Sample indices into the buffer; -1 before any speech. */
  #speechFrom = -1;
  #speechTo = -1;

  constructor(
    maxMs: number,
    private readonly sampleRate: 8000 | 16000 = 8_000,
  ) {
    this.#vad = createEnergyVad(sampleRate, { startMs: 40, stopMs: 200, thresholdDb: 5 });
    this.#maxSamples = this.#samples(maxMs);
    this.#pcm = new Int16Array(this.#samples(2_000));
  }

  get hasSpeech(): boolean {
    return this.#speechFrom >= 0;
  }

  get speechMs(): number {
    return this.hasSpeech ? ((this.#speechTo - this.#speechFrom) * 1_000) / this.sampleRate : 0;
  }

  /** Milliseconds from the start of the stream to the start of `speech()`. */
  get speechAtMs(): number {
    return ((this.#before + this.#cutFrom) * 1_000) / this.sampleRate;
  }

  get #cutFrom(): number {
    return Math.max(0, this.#speechFrom - this.#samples(PRE_ROLL_MS));
  }

  /** Appends; returns how many of the oldest samples had to go. */
  push(pcm: Int16Array): number {
    const frame = pcm.length > this.#maxSamples ? pcm.subarray(pcm.length - this.#maxSamples) : pcm;
    const cut = pcm.length - frame.length;
    const dropped = this.#makeRoom(frame.length) + cut;
    this.#before += cut;
    this.#pcm.set(frame, this.#length);
    // Steps of 20 ms, so that the marks are as fine whatever the caller's frames are.
    for (let at = 0; at < frame.length; at += this.#samples(20)) {
      const part = frame.subarray(at, at + this.#samples(20));
      const { speaking, runMs } = this.#vad.push(part);
      const here = this.#length + at + part.length;
      if (!speaking) continue;
      if (this.#speechFrom < 0) this.#speechFrom = Math.max(0, here - this.#samples(runMs));
      this.#speechTo = here;
    }
    this.#length += frame.length;
    if (!this.hasSpeech) this.#forget(this.#length - this.#samples(2_000));
    return this.hasSpeech ? dropped : 0;
  }

  /** The speech with a little of what surrounds it; null when there was none. */
  speech(): Int16Array | null {
    if (!this.hasSpeech) return null;
    return this.#pcm.slice(
      this.#cutFrom,
      Math.min(this.#length, this.#speechTo + this.#samples(POST_ROLL_MS)),
    );
  }

  /** Forgets the audio but keeps what was learned of the line's noise. */
  clear(): void {
    this.#before += this.#length;
    this.#length = 0;
    this.#speechFrom = this.#speechTo = -1;
  }

  #samples(ms: number): number {
    return (ms * this.sampleRate) / 1_000;
  }

  #makeRoom(count: number): number {
    const over = this.#length + count - this.#maxSamples;
    const dropped = this.#forget(over);
    if (this.#length + count > this.#pcm.length) {
      const grown = new Int16Array(
        Math.min(this.#maxSamples, Math.max(this.#length + count, this.#pcm.length * 2)),
      );
      grown.set(this.#pcm.subarray(0, this.#length));
      this.#pcm = grown;
    }
    return dropped;
  }

  #forget(count: number): number {
    if (count <= 0) return 0;
    this.#pcm.copyWithin(0, count, this.#length);
    this.#length -= count;
    this.#before += count;
    if (this.hasSpeech) {
      this.#speechFrom = Math.max(0, this.#speechFrom - count);
      this.#speechTo = Math.max(0, this.#speechTo - count);
    }
    return count;
  }
}
