import { z } from "zod";
import type { RateNight, Rates } from "./schema";
import { dayNumber } from "./stay-dates";

/** Nights that are read and kept together. Block n begins n × 32 days after 1970. */
export const BLOCK_NIGHTS = 32;

/** Bits of `shut`. */
export const CLOSED = 1;
export const NO_ARRIVAL = 2;
export const NO_DEPARTURE = 4;

const ints = z.array(z.int()).nullable();
/**
 * Rates of a type under a plan: the days with a price, counted from the first day read, and their prices in the same
 * order; then the few nights that restrict a stay, as [day, least, most, `shut`].
 */
export const RateColumns = z.tuple([
  z.string(),
  z.string(),
  ints,
  ints,
  z.array(z.tuple([z.int(), z.int(), z.int().nullable(), z.int()])).nullable(),
]);
export type RateColumns = z.output<typeof RateColumns>;

/** What a run takes in memory, by estimate: its numbers, and the objects around them. */
export const RATE_RUN_BYTES = BLOCK_NIGHTS * 17 + 300;

/** Rates of a type under a plan on the nights of one block: numbers, because a hotel has thousands of nights. */
class RateRun {
  private readonly price = new Float64Array(BLOCK_NIGHTS).fill(Number.NaN);
  private readonly min = new Int32Array(BLOCK_NIGHTS).fill(1);
  /** 0 where there is no most. */
  private readonly max = new Int32Array(BLOCK_NIGHTS);
  private readonly shut = new Uint8Array(BLOCK_NIGHTS);

  sell(at: number, price: number): void {
    this.price[at] = price;
  }

  restrict(at: number, least: number, most: number | null, shut: number): void {
    this.min[at] = least;
    this.max[at] = most ?? 0;
    this.shut[at] = shut;
  }

  night(at: number, date: string): RateNight | undefined {
    const price = this.price[at] ?? Number.NaN;
    if (Number.isNaN(price)) return undefined;
    const shut = this.shut[at] ?? 0;
    return {
      date,
      price,
      minNights: this.min[at] ?? 1,
      maxNights: this.max[at] || null,
      closed: (shut & CLOSED) !== 0,
      closedToArrival: (shut & NO_ARRIVAL) !== 0,
      closedToDeparture: (shut & NO_DEPARTURE) !== 0,
    };
  }
}

/** The runs of one block by `typeId/planId`. */
export type RateBlock = ReadonlyMap<string, RateRun>;

export const bytesOf = (block: RateBlock): number => block.size * RATE_RUN_BYTES;

/** The numbers of the blocks that hold these dates, both included, one after the other. */
export function blocksOf(from: string, to: string): number[] {
  const first = Math.floor(dayNumber(from) / BLOCK_NIGHTS);
  const last = Math.floor(dayNumber(to) / BLOCK_NIGHTS);
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, i) => first + i);
}

/** Rates read from the first day of the first of `blocks` on, sorted into them. A block without rates is empty. */
export function toBlocks(read: readonly RateColumns[], blocks: readonly number[]): Map<number, RateBlock> {
  const sorted = new Map(blocks.map((number) => [number, new Map<string, RateRun>()] as const));
  const first = blocks[0] ?? 0;
  for (const [type, plan, days, prices, restricted] of read) {
    const key = `${type}/${plan}`;
    const runOf = (day: number): RateRun => {
      const block = sorted.get(first + Math.floor(day / BLOCK_NIGHTS));
      const run = block?.get(key) ?? new RateRun();
      block?.set(key, run);
      return run;
    };
    days?.forEach((day, i) => {
      runOf(day).sell(day % BLOCK_NIGHTS, prices?.[i] ?? Number.NaN);
    });
    for (const [day, least, most, shut] of restricted ?? []) {
      runOf(day).restrict(day % BLOCK_NIGHTS, least, most, shut);
    }
  }
  return sorted;
}

/** Rates as they are looked up in a search. Nights of other blocks have none. */
export const ratesIn = (blocks: ReadonlyMap<number, RateBlock>): Rates => ({
  get: (key) => ({
    get(date) {
      const day = dayNumber(date);
      const block = Math.floor(day / BLOCK_NIGHTS);
      return blocks
        .get(block)
        ?.get(key)
        ?.night(day - block * BLOCK_NIGHTS, date);
    },
  }),
});
