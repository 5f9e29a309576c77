/**
 * Circuit breaker: after `failures` within `windowMs` it is open for `windowMs`, then lets one probe through; the probe
 * closes or reopens it. Pure but for the clock it is given; milliseconds of any monotonic clock.
 */
export interface BreakerLimits {
  failures: number;
  windowMs: number;
}

/** Speech and language vendors. */
export const vendorLimits: BreakerLimits = { failures: 5, windowMs: 30_000 };
/** The line's tools. */
export const toolLimits: BreakerLimits = { failures: 3, windowMs: 10_000 };

/** By the first word of a breaker's key: `line:…` is between a worker and the app, all others are vendors. */
export const limitsOf = (key: string): BreakerLimits => (key.startsWith("line:") ? toolLimits : vendorLimits);

export type BreakerState = "closed" | "open" | "half_open";

export class Breaker {
  private failedAt: number[] = [];
  private openedAt: number | undefined;
  private probingSince: number | undefined;

  constructor(
    private readonly limits: BreakerLimits,
    private readonly now: () => number,
    private readonly changed: (state: BreakerState) => void = () => {},
  ) {}

  get state(): BreakerState {
    if (this.openedAt === undefined) return "closed";
    return this.now() - this.openedAt < this.limits.windowMs ? "open" : "half_open";
  }

  /** Whether a request may be made now. A half-open breaker says yes once, until that probe is reported, released or lost. */
  allow(): boolean {
    const { state } = this;
    if (state !== "half_open") return state === "closed";
    const now = this.now();
    if (this.probingSince !== undefined && now - this.probingSince < this.limits.windowMs) return false;
    this.probingSince = now;
    return true;
  }

  succeeded(): void {
    this.failedAt = [];
    this.probingSince = undefined;
    if (this.openedAt === undefined) return;
    this.openedAt = undefined;
    this.changed("closed");
  }

  failed(): void {
    const now = this.now();
    this.probingSince = undefined;
    this.failedAt = [...this.failedAt.filter((at) => now - at < this.limits.windowMs), now];
    const wasOpen = this.openedAt !== undefined;
    if (!wasOpen && this.failedAt.length < this.limits.failures) return;
    this.openedAt = now;
    this.changed("open");
  }

  /** A request that was allowed is given up without having shown anything: if it was the probe, the next one is. */
  released(): void {
    this.probingSince = undefined;
  }

  /** Opens at once: another process saw the vendor fail. Tells nobody. */
  trip(): void {
    this.openedAt = this.now();
  }

  /** Closes at once: another process's probe went through. Tells nobody. */
  restore(): void {
    this.failedAt = [];
    this.openedAt = undefined;
    this.probingSince = undefined;
  }
}

/** One breaker a key, for example `llm:openai:<hotel>:<model>`; the least recently used are forgotten beyond `bound`. */
export class Breakers {
  private readonly known = new Map<string, Breaker>();

  constructor(
    private readonly now: () => number,
    private readonly changed: (key: string, state: BreakerState) => void = () => {},
    private readonly bound = 5_000,
  ) {}

  of(key: string): Breaker {
    const breaker =
      this.known.get(key) ?? new Breaker(limitsOf(key), this.now, (state) => this.changed(key, state));
    this.known.delete(key);
    this.known.set(key, breaker);
    const oldest = this.known.keys().next();
    if (this.known.size > this.bound && !oldest.done) this.known.delete(oldest.value);
    return breaker;
  }
}
