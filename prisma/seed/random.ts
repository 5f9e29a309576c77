/** A seeded generator: the same seed gives the same hotel. Good enough for demo data, for nothing secret. */
export class Rng {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 ≤ value < 1. */
  next = (): number => {
    // A linear congruential step (modulus 2³²), its weak low bits mixed with the high ones.
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    const folded = Math.imul(this.state ^ (this.state >>> 16), 0x45d9f3b) >>> 0;
    return ((folded ^ (folded >>> 15)) >>> 0) / 2 ** 32;
  };

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** Throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError("There is nothing to pick from");
    return item;
  }

  /** Picks by weight. */
  weighted<T>(items: readonly (readonly [T, number])[]): T {
    let left = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return (items.at(-1) as readonly [T, number])[0];
  }

  /** Bell-shaped around `mean`, never further than three `spread` away. */
  around(mean: number, spread: number): number {
    return mean + ((this.next() + this.next() + this.next()) * 2 - 3) * spread;
  }

  /** Long-tailed and positive: most values are small, some are large. */
  tail(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  /** A UUID of version 7 (RFC 9562) for an instant, its random bits from this generator. */
  id(at: Date): string {
    const time = Math.max(0, at.getTime()).toString(16).padStart(12, "0");
    const bits = (digits: number) =>
      Math.floor(this.next() * 16 ** digits)
        .toString(16)
        .padStart(digits, "0");
    const variant = (8 + Math.floor(this.next() * 4)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${bits(3)}-${variant}${bits(3)}-${bits(6)}${bits(6)}`;
  }
}
