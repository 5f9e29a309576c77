import { createEnergyVad } from "../vad/energy";

const RATE = 8_000;
const samples = (ms: number): number => (ms * RATE) / 1_000;
const PRE_ROLL_MS = 250;
const POST_ROLL_MS = 250;

/** One turn's audio at 8 kHz, bounded; knows where speech began and last ended. */
export class TurnBuffer {
  readonly #vad = createEnergyVad(8_000, { startMs: 40, stopMs: 200, thresholdDb: 5 });
  readonly #maxSamples: number;
  #pcm: Int16Array;
  #length = 0;
  /** Sample indices into the buffer; -1 before any speech. */
  #speechFrom = -1;
  #speechTo = -1;

  constructor(maxMs: number) {
    this.#maxSamples = samples(maxMs);
    this.#pcm = new Int16Array(samples(2_000));
  }

  get hasSpeech(): boolean {
    return this.#speechFrom >= 0;
  }

  get speechMs(): number {
    return this.hasSpeech ? ((this.#speechTo - this.#speechFrom) * 1_000) / RATE : 0;
  }

  /** Appends; returns how many of the oldest samples had to go. */
  push(pcm: Int16Array): number {
    const frame = pcm.length > this.#maxSamples ? pcm.subarray(pcm.length - this.#maxSamples) : pcm;
    const dropped = this.#makeRoom(frame.length) + pcm.length - frame.length;
    this.#pcm.set(frame, this.#length);
    // Steps of 20 ms, so that the marks are as fine whatever the caller's frames are.
    for (let at = 0; at < frame.length; at += samples(20)) {
      const part = frame.subarray(at, at + samples(20));
      const { speaking, runMs } = this.#vad.push(part);
      const here = this.#length + at + part.length;
      if (!speaking) continue;
      if (this.#speechFrom < 0) this.#speechFrom = Math.max(0, here - samples(runMs));
      this.#speechTo = here;
    }
    this.#length += frame.length;
    if (!this.hasSpeech) this.#forget(this.#length - samples(2_000));
    return this.hasSpeech ? dropped : 0;
  }

  /** The speech with a little of what surrounds it; null when there was none. */
  speech(): Int16Array | null {
    if (!this.hasSpeech) return null;
    const from = Math.max(0, this.#speechFrom - samples(PRE_ROLL_MS));
    return this.#pcm.slice(from, Math.min(this.#length, this.#speechTo + samples(POST_ROLL_MS)));
  }

  /** Forgets the audio but keeps what was learned of the line's noise. */
  clear(): void {
    this.#length = 0;
    this.#speechFrom = this.#speechTo = -1;
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
    if (this.hasSpeech) {
      this.#speechFrom = Math.max(0, this.#speechFrom - count);
      this.#speechTo = Math.max(0, this.#speechTo - count);
    }
    return count;
  }
}
