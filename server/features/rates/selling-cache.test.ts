import { expect, test } from "vitest";
import { RATE_RUN_BYTES, type RateBlock, type RateColumns, toBlocks } from "./rate-block";
import type { Catalogue } from "./schema";
import { type Seen, type Selling, SellingCache } from "./selling-cache";

const CATALOGUE: Catalogue = { types: [], plans: [], extras: [], taxes: [] };
const seen = (version: string | null, tenant: string | null = "ours"): Seen => ({
  tenant,
  hotelId: "hotel",
  version,
});
/** What a read found, told apart by its price. */
const selling = (of: Seen, price: number, blocks = [1]): Selling => {
  const nights: RateColumns = ["sea", "flex", [0], [price], null];
  return { seen: of, catalogue: CATALOGUE, blocks: toBlocks([nights], blocks) };
};
const priceOf = ({ blocks }: Selling): number | undefined =>
  (blocks.get(1) as RateBlock).get("sea/flex")?.night(0, "1970-02-02")?.price;
/** A read that ends when it is told to. */
function later() {
  let resolve: (value: Selling) => void = () => {};
  const promise = new Promise<Selling>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
const never = () => Promise.reject(new Error("It should not have been read."));

test("a version is read once; another version, tenant or block is read for itself", async () => {
  const cache = new SellingCache();
  await cache.at(seen("v1"), [1], async () => selling(seen("v1"), 100));
  expect(priceOf(await cache.at(seen("v1"), [1], never))).toBe(100);
  expect(priceOf(await cache.at(seen("v2"), [1], async () => selling(seen("v2"), 200)))).toBe(200);
  expect(
    priceOf(await cache.at(seen("v1", "theirs"), [1], async () => selling(seen("v1", "theirs"), 300))),
  ).toBe(300);
  await expect(cache.at(seen("v1"), [1, 2], never)).rejects.toThrow();
  expect(priceOf(await cache.at(seen("v1"), [1], never))).toBe(100);
});

test("a read that found another version is kept under that one only", async () => {
  const cache = new SellingCache();
  expect(priceOf(await cache.at(seen("v1"), [1], async () => selling(seen("v2"), 200)))).toBe(200);
  await expect(cache.at(seen("v1"), [1], never)).rejects.toThrow();
  expect(priceOf(await cache.at(seen("v2"), [1], never))).toBe(200);
});

test("an older read that comes in last does not stand where the newer one is", async () => {
  const cache = new SellingCache();
  const old = later();
  const slow = cache.at(seen("v1"), [1], () => old.promise);
  await cache.at(seen("v2"), [1], async () => selling(seen("v2"), 200));
  old.resolve(selling(seen("v1"), 100));
  expect(priceOf(await slow)).toBe(100);
  expect(priceOf(await cache.at(seen("v2"), [1], never))).toBe(200);
});

test("without a tenant or a version nothing is kept", async () => {
  const cache = new SellingCache();
  for (const unknown of [seen(null), seen("v1", null)]) {
    await cache.at(unknown, [1], async () => selling(unknown, 100));
    await expect(cache.at(unknown, [1], never)).rejects.toThrow();
  }
  // Nor when the version that was seen has gone before the read.
  await cache.at(seen("v1"), [1], async () => selling(seen(null), 100));
  expect(cache.size).toEqual({ bytes: 0, versions: 0 });
});

test("many at once read once; a reader's own version or failure is its own", async () => {
  const cache = new SellingCache();
  let reads = 0;
  const together = (first: () => Promise<Selling>, of: Seen) => {
    const one = cache.at(of, [1], first);
    const other = cache.at(of, [1], async () => {
      reads++;
      return selling(of, 100);
    });
    return Promise.allSettled([one, other]);
  };
  await together(async () => selling(seen("v1"), 100), seen("v1"));
  expect(reads).toBe(0);
  const [mine, yours] = await together(async () => selling(seen("uncommitted"), 999), seen("v2"));
  expect([mine, yours].map((one) => one.status === "fulfilled" && priceOf(one.value))).toEqual([999, 100]);
  const [failed, read] = await together(never, seen("v3"));
  expect([failed.status, read.status, reads]).toEqual(["rejected", "fulfilled", 2]);
});

test("nobody waits for ever for another's read", async () => {
  const cache = new SellingCache({ waitMs: 1 });
  const stuck = later();
  const first = cache.at(seen("v1"), [1], () => stuck.promise);
  expect(priceOf(await cache.at(seen("v1"), [1], async () => selling(seen("v1"), 100)))).toBe(100);
  stuck.resolve(selling(seen("v1"), 100));
  await first;
  expect(cache.size.versions).toBe(1);
});

test("the bound holds: what was used longest ago goes, and is read again", async () => {
  const cache = new SellingCache({ mostBytes: 3 * RATE_RUN_BYTES });
  const fill = (version: string) => cache.at(seen(version), [1], async () => selling(seen(version), 100));
  await fill("v1");
  await fill("v2");
  await cache.at(seen("v1"), [1], never);
  await fill("v3");
  expect(cache.size.versions).toBe(2);
  await expect(cache.at(seen("v2"), [1], never)).rejects.toThrow();
  await cache.at(seen("v1"), [1], never);
  expect(cache.size.bytes).toBeLessThanOrEqual(3 * RATE_RUN_BYTES);
  const tiny = new SellingCache({ mostBytes: 1 });
  await tiny.at(seen("v1"), [1], async () => selling(seen("v1"), 100));
  expect(tiny.size).toEqual({ bytes: 0, versions: 0 });
});
