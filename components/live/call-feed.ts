export interface Positioned {
  position: number;
}

export interface EventPage<E extends Positioned> {
  events: readonly E[];
  /** Position of the newest event of the call. */
  last: number;
}

/**
 * Follows one call by position: each notice reads what came after the last event seen. However notices are
 * lost, doubled or reordered, every event is given once and in order.
 */
export class CallFeed<E extends Positioned> {
  private readonly stop = new AbortController();
  private position: number;
  private running: Promise<void> | null = null;
  private again = false;
  private ended = false;

  constructor(
    private readonly read: (after: number, signal: AbortSignal) => Promise<EventPage<E>>,
    private readonly give: (events: readonly E[]) => void,
    after = 0,
  ) {
    this.position = after;
  }

  /** Something may have happened. Resolves when everything known by then was given; throws what reading threw. */
  notice(): Promise<void> {
    this.again = true;
    this.running ??= this.run();
    return this.running;
  }

  end(): void {
    this.ended = true;
    this.stop.abort();
  }

  private async run(): Promise<void> {
    try {
      while (this.again && !this.ended) await this.readOnce();
    } finally {
      // Cleared in the same tick as the loop's last look, so that no notice falls between.
      this.running = null;
    }
  }

  private async readOnce(): Promise<void> {
    this.again = false;
    const page = await this.read(this.position, this.stop.signal);
    if (this.ended) return;
    const fresh = page.events
      .filter((event) => event.position > this.position)
      .sort((a, b) => a.position - b.position);
    const newest = fresh.at(-1);
    if (!newest) return;
    this.position = newest.position;
    this.give(fresh);
    // A page may be cut short: go on until the newest is here.
    if (page.last > this.position) this.again = true;
  }
}
