import type { Cancel, Timers } from "../timing";

/** How often outgoing audio is topped up. Half a frame message, so that a late tick never starves a caller. */
export const TICK_MS = 50;

/**
 * The one clock that paces every call's outgoing audio: 300 calls cost one timer. It runs only while
 * somebody listens.
 */
export class FrameClock {
  private readonly listeners = new Set<(now: number) => void>();
  private stop: Cancel | undefined;

  constructor(private readonly timers: Timers) {}

  now(): number {
    return this.timers.now();
  }

  add(listener: (now: number) => void): Cancel {
    this.listeners.add(listener);
    this.stop ??= this.timers.every(TICK_MS, () => this.tick());
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.stop?.();
      this.stop = undefined;
    };
  }

  get size(): number {
    return this.listeners.size;
  }

  private tick(): void {
    const now = this.timers.now();
    for (const listener of this.listeners) listener(now);
  }
}
