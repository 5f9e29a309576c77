import type { FrameClock } from "../media/clock";
import { AHEAD_MS, MESSAGE_MS } from "../media/playout";
import type { MediaTransport } from "../media/port";
import type { Cancel } from "../timing";

/** A slow broken chord over four bars, in semitones from A3; each note 500 ms. */
const NOTES = [0, 7, 12, 16, 12, 7, -3, 4, 9, 12, 9, 4, -7, 0, 5, 9, 5, 0, -5, 2, 7, 11, 7, 2];
const NOTE_MS = 500;
const BASE_HZ = 220;
/** Quiet enough to talk over, -22 dBFS at its loudest. */
const AMPLITUDE = 2_600;
/** Each note fades with this time constant. */
const DECAY_S = 0.45;

const loops = new Map<number, Int16Array>();

/** The hold music at a sample rate: a loop of twelve seconds that ends where it began. Made once. */
export function musicLoop(sampleRate: number): Int16Array {
  const known = loops.get(sampleRate);
  if (known) return known;
  const noteSamples = (NOTE_MS / 1000) * sampleRate;
  const mix = new Float64Array(NOTES.length * noteSamples);
  NOTES.forEach((semitones, i) => {
    const hz = BASE_HZ * 2 ** (semitones / 12);
    // A note rings on into the next three; at the end of the loop, into its beginning.
    for (let n = 0; n < noteSamples * 4; n++) {
      const t = n / sampleRate;
      const attack = Math.min(1, t / 0.02);
      const fade = Math.min(1, (4 * noteSamples - n) / (0.05 * sampleRate));
      const tone = Math.sin(2 * Math.PI * hz * t) + 0.3 * Math.sin(4 * Math.PI * hz * t);
      const at = (i * noteSamples + n) % mix.length;
      mix[at] = (mix[at] as number) + attack * fade * Math.exp(-t / DECAY_S) * tone;
    }
  });
  const peak = mix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const loop = Int16Array.from(mix, (value) => Math.round((value / peak) * AMPLITUDE));
  loops.set(sampleRate, loop);
  return loop;
}

/** Music for one call on hold, paced on the shared clock like speech. */
export class HoldMusic {
  private stopTicking: Cancel | undefined;
  private playhead = 0;
  private at = 0;

  constructor(
    private readonly transport: MediaTransport,
    private readonly clock: FrameClock,
  ) {}

  start(): void {
    if (this.stopTicking || !this.transport.audio) return;
    this.playhead = this.clock.now();
    this.stopTicking = this.clock.add((now) => this.pump(now));
    this.pump(this.clock.now());
  }

  /** Silence at once; the next start goes on in the tune. */
  stop(): void {
    if (!this.stopTicking) return;
    this.close();
    this.transport.clear();
  }

  close(): void {
    this.stopTicking?.();
    this.stopTicking = undefined;
  }

  private pump(now: number): void {
    const { sampleRate } = this.transport;
    const loop = musicLoop(sampleRate);
    const length = (MESSAGE_MS / 1000) * sampleRate;
    this.playhead = Math.max(this.playhead, now);
    while (this.playhead - now < AHEAD_MS) {
      const piece = new Int16Array(length);
      const head = loop.subarray(this.at, this.at + length);
      piece.set(head);
      piece.set(loop.subarray(0, length - head.length), head.length);
      this.at = (this.at + length) % loop.length;
      this.playhead += MESSAGE_MS;
      this.transport.sendAudio(piece);
    }
  }
}
