import { performance } from "node:perf_hooks";

const FRAME_MS = 20;
/** Calls are spread over this many phases of a frame, as on a trunk. */
const PHASES = 4;

/** Drives every guest's 20 ms frames from one timer, and records how late it was itself. */
export class FrameDrive {
  private readonly phases = Array.from({ length: PHASES }, () => new Set<() => void>());
  private joined = 0;
  private beat = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly startedAt = performance.now();
  /** Milliseconds each beat came late. Distrust everything below its 99th percentile. */
  readonly lateness: number[] = [];

  constructor() {
    this.loop();
  }

  /** Runs `task` every 20 ms until the returned function is called. */
  readonly add = (task: () => void): (() => void) => {
    const phase = this.phases[this.joined++ % PHASES] as Set<() => void>;
    phase.add(task);
    return () => phase.delete(task);
  };

  stop(): void {
    clearTimeout(this.timer);
  }

  private dueAt(): number {
    return this.startedAt + (this.beat * FRAME_MS) / PHASES;
  }

  private loop(): void {
    const now = performance.now();
    if (now >= this.dueAt()) this.lateness.push(now - this.dueAt());
    while (performance.now() >= this.dueAt()) {
      for (const task of this.phases[this.beat % PHASES] as Set<() => void>) task();
      this.beat += 1;
    }
    this.timer = setTimeout(() => this.loop(), Math.max(0, this.dueAt() - performance.now()));
  }
}
