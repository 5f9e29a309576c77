import type { Cancel, Timers } from "../timing";

interface Entry {
  at: number;
  order: number;
  every?: number;
  task: () => void;
}

/** Time that stands still until `advance` moves it; due tasks run in order of their time. */
export class ManualTimers implements Timers {
  private entries = new Set<Entry>();
  private order = 0;

  constructor(private time = 0) {}

  now(): number {
    return this.time;
  }

  after(ms: number, task: () => void): Cancel {
    return this.add({ at: this.time + ms, order: this.order++, task });
  }

  every(ms: number, task: () => void): Cancel {
    return this.add({ at: this.time + ms, order: this.order++, every: ms, task });
  }

  /** Timers that are still armed. */
  get pending(): number {
    return this.entries.size;
  }

  advance(ms: number): void {
    const end = this.time + ms;
    for (let next = this.next(end); next; next = this.next(end)) this.fire(next);
    this.time = end;
  }

  /** Moves in small steps and lets promises settle between them. */
  async run(ms: number, step = 10): Promise<void> {
    await settle();
    for (let left = ms; left > 0; left -= step) {
      this.advance(Math.min(step, left));
      await settle();
    }
  }

  private fire(entry: Entry): void {
    this.time = Math.max(this.time, entry.at);
    if (entry.every === undefined) this.entries.delete(entry);
    else entry.at += entry.every;
    entry.task();
  }

  private next(end: number): Entry | undefined {
    let best: Entry | undefined;
    for (const entry of this.entries) {
      if (entry.at > end) continue;
      if (!best || entry.at < best.at || (entry.at === best.at && entry.order < best.order)) best = entry;
    }
    return best;
  }

  private add(entry: Entry): Cancel {
    this.entries.add(entry);
    return () => this.entries.delete(entry);
  }
}

/** Lets everything that is ready to run, run: promise chains and the event loop's immediate queue. */
export async function settle(rounds = 4): Promise<void> {
  for (let i = 0; i < rounds; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}
