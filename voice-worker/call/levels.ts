import type { Timers } from "../timing";

const EVERY_MS = 100;

/** Root mean square of 16-bit PCM, 0..1. */
export function rms(pcm: Int16Array): number {
  if (pcm.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < pcm.length; i++) {
    const sample = pcm[i] as number;
    sum += sample * sample;
  }
  return Math.sqrt(sum / pcm.length) / 32_768;
}

/** Reports both sides' loudness about ten times a second, driven by the audio itself: no timer of its own. */
export class LevelMeter {
  private newest: Int16Array = new Int16Array(0);
  private lineLevel = 0;
  private reportedAt = 0;
  private closed = false;

  constructor(
    private readonly timers: Timers,
    private readonly report: (guest: number, line: number) => void,
  ) {}

  guest(pcm: Int16Array): void {
    this.newest = pcm;
    this.tick();
  }

  /** `level` of what the line says, 0..1. */
  line(level: number): void {
    this.lineLevel = level;
    this.tick();
  }

  close(): void {
    this.closed = true;
  }

  private tick(): void {
    const now = this.timers.now();
    if (this.closed || now - this.reportedAt < EVERY_MS) return;
    this.reportedAt = now;
    this.report(round(rms(this.newest)), round(this.lineLevel));
    this.lineLevel = 0;
  }
}

const round = (level: number): number => Math.round(level * 1000) / 1000;
