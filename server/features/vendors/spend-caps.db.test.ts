import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCall } from "@/server/features/line";
import { checkDial } from "@/server/features/telephony";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import type { VendorUsage } from "@/server/line/contract";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import type { Deps } from "@/server/verbs/ctx";
import { hasMinutesLeft, mayTransferTo, minutesLeft, recordCost, spendCapsOf } from ".";
import { setPronunciations } from "./pronunciations";
import { setSpendCaps } from "./spend-caps";

const NOW = new Date("2026-03-04T12:00:00Z");

let t: TestDeps;
let deps: Deps;
let hotel: SmallHotel;
let other: SmallHotel;
beforeAll(async () => {
  t = await makeTestDeps({ clock: new FixedClock(NOW) });
  deps = t.deps;
});
afterAll(() => t.close());
beforeEach(async () => {
  [hotel, other] = [await makeHotel(deps.db), await makeHotel(deps.db)];
});
const owner = () => as(deps, hotel, "owner");

describe("caps", () => {
  test("minutes of the last day, of all hotels and running calls, are taken off", async () => {
    const { tenantId, hotelId } = hotel;
    const at = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
    const call = (from: number, until: number | null) => ({
      tenantId,
      id: newId(),
      hotelId,
      channel: "simulator",
      startedAt: at(from),
      endedAt: until === null ? null : at(until),
    });
    await deps.db.withTenant(tenantId, (db) =>
      db.call.createMany({
        data: [call(60, 30), call(10, null), call(26 * 60, 25 * 60), call(24 * 60 + 5, 24 * 60 - 5)],
      }),
    );
    const left = (minutesPerDay: number) =>
      deps.db.transaction(tenantId, async (tx) =>
        minutesLeft(tx, { ...(await spendCapsOf(tx)), minutesPerDay }, NOW),
      );
    expect(await left(100)).toBeCloseTo(55, 5);
    expect(await left(20)).toBe(0);
    expect(await hasMinutesLeft(owner())).toBe(true);
    await setSpendCaps.execute(owner(), { minutesPerDay: 45 });
    expect(await hasMinutesLeft(owner())).toBe(false);
    await expect(createCall(owner(), { channel: "browser" })).rejects.toMatchObject({ code: "unavailable" });
    await expect(createCall(owner(), { channel: "browser" })).rejects.toThrow(/minutes/);
    const theirs = await deps.db.transaction(other.tenantId, async (tx) =>
      minutesLeft(tx, await spendCapsOf(tx), NOW),
    );
    expect(theirs).toBe(6_000);
  });

  test("a leg to another country is refused, whatever the hotel's own settings allow", async () => {
    const leg = { number: "+4721234567", purpose: "transfer", consent: true } as const;
    const dial = () => deps.db.transaction(hotel.tenantId, (tx) => checkDial(tx, owner(), leg));
    expect((await dial()).refusal).toBeNull();
    await setSpendCaps.execute(owner(), { transferPrefixes: ["+351"] });
    expect((await dial()).refusal).toBe("destination");
  });

  test("transfers go to the listed countries only", async () => {
    await setSpendCaps.execute(owner(), { transferPrefixes: ["+351", "+1555"] });
    const may = (number: string) => deps.db.transaction(hotel.tenantId, (tx) => mayTransferTo(tx, number));
    expect(
      await Promise.all(["+351912345678", "+15551234567", "+12025550123", "912345678", ""].map(may)),
    ).toEqual([true, true, false, false, false]);
  });

  test.each([
    { tokensPerCall: 0 },
    { tokensPerCall: 1.5 },
    { minutesPerCall: -1 },
    { minutesPerDay: Number.NaN },
    { transferPrefixes: ["351"] },
    { transferPrefixes: ["+0"] },
    { transferPrefixes: ["+1; DROP"] },
  ])("%j is refused", async (caps) => {
    expect(await codeOf(setSpendCaps.execute(owner(), caps))).toBe("invalid");
  });

  test.each([
    [[{ word: "", say: "x" }]],
    [[{ word: "x", say: "" }]],
    [
      [
        { word: "A", say: "b" },
        { word: "a ", say: "c" },
      ],
    ],
    [Array.from({ length: 301 }, (_, n) => ({ word: `w${n}`, say: "x" }))],
  ])("pronunciations are checked (%#)", async (entries) => {
    expect(await codeOf(setPronunciations.execute(owner(), { entries }))).toBe("invalid");
  });
});

describe("the cost of a call", () => {
  const usage = (tokensOut: number): VendorUsage => ({
    port: "llm",
    vendor: "openai",
    model: "gpt-4.1-mini",
    seconds: 0,
    characters: 0,
    tokensIn: 0,
    tokensCached: 0,
    tokensOut,
  });

  test("adds up over epochs, and a repeated close costs nothing", async () => {
    const { tenantId, hotelId } = hotel;
    const callId = newId();
    await deps.db.withTenant(tenantId, (db) =>
      db.call.create({ data: { tenantId, id: callId, hotelId, channel: "simulator" } }),
    );
    const close = (epoch: number, tokens?: number) =>
      deps.db.transaction(tenantId, (tx) =>
        recordCost(tx, callId, epoch, tokens === undefined ? undefined : [usage(tokens)]),
      );
    await close(1, 1_000);
    await close(1, 1_000);
    await close(2, 500);
    await close(3);
    const call = await deps.db.withTenant(tenantId, (db) =>
      db.call.findFirstOrThrow({ where: { id: callId } }),
    );
    expect(call.costMicros).toBe(2_400n);
    expect(Object.keys(call.vendorUsage as object)).toEqual(["1", "2"]);
  });
});
