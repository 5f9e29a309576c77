import { performance } from "node:perf_hooks";

export type Cancel = () => void;

/** Monotonic time and timers as a dependency, in milliseconds: real in production, moved by hand in tests. */
export interface Timers {
  now(): number;
  /** Runs `task` once after `ms`; the returned function cancels it. */
  after(ms: number, task: () => void): Cancel;
  /** Runs `task` every `ms` until cancelled. */
  every(ms: number, task: () => void): Cancel;
}

export const realTimers: Timers = {
  now: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  every(ms, task) {
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  },
};

/** The named timers of one owner. Setting a name again replaces its timer; `close` ends them all for good. */
export class TimerBag {
  private readonly running = new Map<string, Cancel>();
  private closed = false;

  constructor(private readonly timers: Timers) {}

  set(name: string, ms: number, task: () => void): void {
    this.clear(name);
    if (this.closed) return;
    const cancel = this.timers.after(ms, () => {
      this.running.delete(name);
      task();
    });
    this.running.set(name, cancel);
  }

  clear(name: string): void {
    this.running.get(name)?.();
    this.running.delete(name);
  }

  has(name: string): boolean {
    return this.running.has(name);
  }

  get size(): number {
    return this.running.size;
  }

  close(): void {
    this.closed = true;
    for (const cancel of this.running.values()) cancel();
    this.running.clear();
  }
}

/** Rejected by `within` when the time is up. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

/**
 * Waits for `work` at most `ms`, or until `signal` aborts. `work` itself goes on and its late failure is swallowed:
 * use this for work that cannot be cancelled, and pass a signal to work that can.
 */
export function within<T>(work: Promise<T>, ms: number, timers: Timers, signal?: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const finish = (settle: () => void) => {
      cancel();
      signal?.removeEventListener("abort", onAbort);
      settle();
    };
    const onAbort = () => finish(() => reject(signal?.reason as Error));
    const cancel = timers.after(ms, () =>
      finish(() => reject(new DeadlineError(`No result within ${ms} ms.`))),
    );
    work.catch(() => {});
    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    work.then(
      (value) => finish(() => resolve(value)),
      (error: Error) => finish(() => reject(error)),
    );
  });
}
