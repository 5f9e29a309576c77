import fc from "fast-check";
import { expect, test } from "vitest";
import { BLOCK_NIGHTS, blocksOf, bytesOf, type RateColumns, ratesIn, toBlocks } from "./rate-block";
import { dateOfDay, dayNumber, shiftDate } from "./stay-dates";

const columns = (days: number[], prices: number[]): RateColumns => [
  "sea",
  "flex",
  days,
  prices,
  days.filter((day) => day % 3 === 0).map((day) => [day, 2, day % 2 === 0 ? 3 : null, day % 8]),
];

test("a date and its number are the same day, before 1970 too", () => {
  for (const date of ["1969-12-31", "1970-01-01", "2024-02-29", "2027-12-31"]) {
    expect(dateOfDay(dayNumber(date))).toBe(date);
  }
});

test("what is put in a block is found again, and nothing beside it", () => {
  const first = fc.integer({ min: -20, max: 1_000 });
  const nights = fc.uniqueArray(fc.nat({ max: 3 * BLOCK_NIGHTS - 1 }), { maxLength: 40 });
  fc.assert(
    fc.property(first, nights, (block, days) => {
      const from = dateOfDay(block * BLOCK_NIGHTS);
      const blocks = blocksOf(from, shiftDate(from, 3 * BLOCK_NIGHTS - 1));
      expect(blocks).toEqual([block, block + 1, block + 2]);
      const price = days.map((day) => 100 + day);
      const rates = ratesIn(toBlocks([columns(days, price)], blocks)).get("sea/flex");
      for (let day = -1; day <= 3 * BLOCK_NIGHTS; day++) {
        const night = rates?.get(shiftDate(from, day));
        expect(night?.price).toBe(days.includes(day) ? 100 + day : undefined);
        if (!night) continue;
        const restricted = day % 3 === 0;
        expect(night).toMatchObject({
          date: shiftDate(from, day),
          minNights: restricted ? 2 : 1,
          maxNights: restricted && day % 2 === 0 ? 3 : null,
          closed: restricted && (day & 1) !== 0,
          closedToArrival: restricted && (day & 2) !== 0,
          closedToDeparture: restricted && (day & 4) !== 0,
        });
      }
    }),
    { numRuns: 30 },
  );
});

test("a price of nothing is a price; a type without rates has none; an empty block weighs nothing", () => {
  const blocks = toBlocks([columns([0], [0]), ["yard", "flex", null, null, null]], [700, 701]);
  const rates = ratesIn(blocks);
  expect(rates.get("sea/flex")?.get(dateOfDay(700 * BLOCK_NIGHTS))?.price).toBe(0);
  expect(rates.get("yard/flex")?.get(dateOfDay(700 * BLOCK_NIGHTS))).toBeUndefined();
  expect([...blocks.values()].map(bytesOf)).toEqual([expect.any(Number), 0]);
});
