import type { Breaker, Permit } from "@/server/kernel/breaker";

/** One vendor of a call. Without a breaker it is always tried: the embedded engines. */
export interface Rung {
  readonly vendor: string;
  readonly breaker?: Pick<Breaker, "allow" | "insist" | "state">;
}

/** A vendor that is asked, and by what its breaker is told what became of it. */
export interface Choice<R extends Rung> {
  readonly rung: R;
  readonly permit: Permit | undefined;
}

/** After the second failure in a row a vendor is left alone in this call for a while, breaker or not. */
const REST_MS = 15_000;
const FAILURES_TO_REST = 2;

/** The vendors of one port in the tenant's order, and what this call knows of them. */
export class Ladder<R extends Rung> {
  private readonly state = new Map<R, { failures: number; restsUntil: number }>();
  private standing: R | undefined;
  /** Vendors that were reported and are not back. */
  private readonly down = new Set<R>();

  constructor(
    readonly rungs: readonly R[],
    private readonly now: () => number,
    private readonly report: (vendor: string, on: boolean) => void,
  ) {}

  /** Who holds the call now: the first until something else was tried. */
  get current(): R | undefined {
    return this.standing ?? this.rungs[0];
  }

  /** Whether a vendor before the one that holds the call may be worth a try. Asks no breaker for its probe. */
  get betterMayWork(): boolean {
    const better = this.rungs.slice(0, Math.max(0, this.indexOf(this.current)));
    return better.some((rung) => this.mayWork(rung));
  }

  /** Who will be asked first, as far as can be told without asking a breaker for its probe. */
  get likely(): R | undefined {
    return this.rungs.find((rung) => this.mayWork(rung)) ?? this.rungs.at(-1);
  }

  /**
   * The first vendor from `from` on that is not in `except` and may be tried. When none may, the last one that was not
   * tried: any voice is better than silence. Undefined when all are in `except`. Who gets one asks it or gives it up: it
   * may be a breaker's only probe.
   */
  next(except: ReadonlySet<R>, from = 0): Choice<R> | undefined {
    const left = this.rungs.slice(from).filter((rung) => !except.has(rung));
    for (const rung of left.filter((one) => !this.rests(one))) {
      const permit = rung.breaker?.allow();
      if (permit || !rung.breaker) return { rung, permit };
    }
    const last = left.at(-1);
    return last && this.insist(last);
  }

  /** `rung`, whatever is expected of it. */
  insist(rung: R): Choice<R> {
    return { rung, permit: rung.breaker?.insist() };
  }

  /** Who comes after `rung`, as far as can be told without asking a breaker for its probe. */
  after(rung: R): R | undefined {
    const left = this.rungs.slice(this.indexOf(rung) + 1);
    return left.find((other) => this.mayWork(other)) ?? left.at(-1);
  }

  indexOf(rung: R | undefined): number {
    return rung ? this.rungs.indexOf(rung) : 0;
  }

  /**
   * `rung` holds the call from now on. Told when it stands in for a better one, unless that one has done no wrong
   * (`quietly`); back is who has done its work.
   */
  hold(rung: R, quietly = false): void {
    const before = this.current;
    this.standing = rung;
    if (quietly) return;
    if (!before || this.indexOf(rung) <= this.indexOf(before) || this.down.has(before)) return;
    this.down.add(before);
    this.report(before.vendor, true);
  }

  /** `counts` to all who use the vendor's account, or to this call alone. */
  failed({ rung, permit }: Choice<R>, counts = true): void {
    if (counts) permit?.failed();
    else permit?.released();
    const failures = (this.state.get(rung)?.failures ?? 0) + 1;
    this.state.set(rung, {
      failures,
      restsUntil: failures >= FAILURES_TO_REST ? this.now() + REST_MS : 0,
    });
  }

  /** It was asked and given up, which says nothing about it: if that was its probe, the next request is. */
  released({ permit }: Choice<R>): void {
    permit?.released();
  }

  succeeded({ rung, permit }: Choice<R>): void {
    permit?.succeeded();
    this.state.delete(rung);
    if (rung !== this.rungs[0] || this.standing !== rung || this.down.size === 0) return;
    this.down.clear();
    this.report(rung.vendor, false);
  }

  private mayWork(rung: R): boolean {
    return !this.rests(rung) && rung.breaker?.state !== "open";
  }

  private rests(rung: R): boolean {
    return this.now() < (this.state.get(rung)?.restsUntil ?? 0);
  }
}
