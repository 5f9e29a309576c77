import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { as } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { listCalls } from "./list-calls";

let t: TestDeps;
let hotel: SmallHotel;
beforeAll(async () => {
  t = await makeTestDeps();
});
afterAll(() => t.close());
beforeEach(async () => {
  hotel = await makeHotel(t.deps.db);
});

let minute = 0;
async function call(fields: { fromNumber?: string; guest?: string; said?: string; outcome?: string }) {
  const tenantId = hotel.tenantId;
  const id = newId();
  await t.deps.db.transaction(tenantId, async (tx) => {
    const guestId = fields.guest === undefined ? null : newId();
    if (guestId)
      await tx.guest.create({
        data: {
          ...{ tenantId, id: guestId, hotelId: hotel.hotelId },
          ...{ first: fields.guest ? "Ada" : "", last: fields.guest ?? "" },
        },
      });
    await tx.call.create({
      data: {
        tenantId,
        id,
        hotelId: hotel.hotelId,
        channel: "simulator",
        startedAt: new Date(Date.UTC(2026, 2, 4, 12, minute++)),
        guestId,
        fromNumber: fields.fromNumber ?? null,
        outcome: fields.outcome ?? null,
      },
    });
    if (fields.said)
      await tx.callTurn.create({
        data: {
          ...{ tenantId, id: newId(), callId: id, ordinal: 1, turnId: "t1", speaker: "guest" },
          ...{ text: fields.said, startMs: 0, endMs: 900 },
        },
      });
  });
  return id;
}
const find = async (search: string, more = {}) =>
  (await listCalls.execute(as(t.deps, hotel, "owner"), { search, ...more })).rows.map((row) => row.id);

describe("searching calls", () => {
  test("finds by surname without accents, by the start of the number, by what was said; newest first", async () => {
    const named = await call({ guest: "Østby", fromNumber: "+4791122333" });
    const said = await call({ said: "Can I leave my bicycle here", fromNumber: "+3314268530" });
    const both = await call({ guest: "Ostbyggen", said: "A bicycle for two", outcome: "booked" });
    expect(await find("ostby")).toEqual([both, named]);
    expect(await find("bicycle")).toEqual([both, said]);
    expect(await find("bicycle", { view: "booked" })).toEqual([both]);
    for (const number of ["+47 911", "47911", "911 22", "0047911"])
      expect(await find(number)).toEqual([named]);
    expect(await find("22333")).toEqual([]);
    const { rows, total } = await listCalls.execute(as(t.deps, hotel, "owner"), { search: "bicycle" });
    expect([rows[0]?.sentence, total]).toEqual(["A [[bicycle]] for two", 2]);
  });

  test("marks nothing dear or strange: wildcards, quotes, long text, another tenant's calls", async () => {
    await call({ guest: "Berg", fromNumber: "+4790012345", said: "towels" });
    for (const odd of ["%", "_", "' OR 1=1 --", '"', "x".repeat(200), "9".repeat(200), "+"])
      expect(await find(odd)).toEqual([]);
    hotel = await makeHotel(t.deps.db);
    for (const text of ["Berg", "+4790012345", "towels"]) expect(await find(text)).toEqual([]);
  });
});

test("a guest whose name nobody knows is told by the number, not by an empty name", async () => {
  await call({ guest: "", fromNumber: "+4790012345" });
  await call({ guest: "Berg", fromNumber: "+4790012345" });
  const { rows } = await listCalls.execute(as(t.deps, hotel, "owner"), {});
  expect(rows.map(({ guest, fromNumber }) => [guest?.name, fromNumber])).toEqual([
    ["Berg, Ada", "+4790012345"],
    [undefined, "+4790012345"],
  ]);
});
