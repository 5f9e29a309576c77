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

/**
 * One request as its breaker knows it. While another one is the probe, what becomes of this one says nothing: a probe is
 * settled and given up by its own request only.
 */
export interface Permit {
  succeeded(): void;
  failed(): void;
  /** Given up without having shown anything: if it was the probe, the next request is. */
  released(): void;
}

export class Breaker {
  private failedAt: number[] = [];
  private openedAt: number | undefined;
  private probe: { permit: Permit; since: number } | undefined;

  constructor(
    private readonly limits: BreakerLimits,
    private readonly now: () => number,
    private readonly changed: (state: BreakerState) => void = () => {},
  ) {}

  get state(): BreakerState {
    if (this.openedAt === undefined) return "closed";
    return this.now() - this.openedAt < this.limits.windowMs ? "open" : "half_open";
  }

  /** Undefined when no request may be made now. Half open, one may, until that probe is reported, released or lost. */
  allow(): Permit | undefined {
    const { state } = this;
    if (state === "open") return undefined;
    if (state === "closed") return this.insist();
    const now = this.now();
    if (this.probe && now - this.probe.since < this.limits.windowMs) return undefined;
    const permit = this.insist();
    this.probe = { permit, since: now };
    return permit;
  }

  /** For a request that is made whatever is expected of it. Never the probe. */
  insist(): Permit {
    const permit: Permit = {
      succeeded: () => this.settles(permit) && this.close(),
      failed: () => this.settles(permit) && this.fail(),
      released: () => this.settles(permit),
    };
    return permit;
  }

  /** Opens at once: another process saw the vendor fail. Tells nobody. */
  trip(): void {
    this.openedAt = this.now();
  }

  /** Closes at once: another process's probe went through. Tells nobody. */
  restore(): void {
    this.failedAt = [];
    this.openedAt = undefined;
    this.probe = undefined;
  }

  private settles(permit: Permit): boolean {
    if (this.probe && this.probe.permit !== permit) return false;
    this.probe = undefined;
    return true;
  }

  private close(): void {
    const wasOpen = this.openedAt !== undefined;
    this.restore();
    if (wasOpen) this.changed("closed");
  }

  private fail(): void {
    const now = this.now();
    this.failedAt = [...this.failedAt.filter((at) => now - at < this.limits.windowMs), now];
    const wasOpen = this.openedAt !== undefined;
    if (!wasOpen && this.failedAt.length < this.limits.failures) return;
    this.openedAt = now;
    this.changed("open");
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
