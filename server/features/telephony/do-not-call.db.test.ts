import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { as, codeOf } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";
import { GUEST, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { addDoNotCall, listDoNotCall, removeDoNotCall } from "./do-not-call";

let p: Phone;
let stranger: HotelCtx;
beforeAll(async () => {
  p = await openPhone();
  stranger = as(p.deps, await makeHotel(p.deps.db), "owner");
});
afterAll(() => p.close());
beforeEach(() => p.read((db) => db.doNotCall.deleteMany({})));

const me = (role: Role = "owner") => as(p.deps, p.hotel, role);
const entry = { number: GUEST, channel: "call" as const };
const why = "They called and asked for it.";
const numbers = async (search?: string) =>
  (await listDoNotCall.execute(me(), { search })).rows.map(({ number }) => number);

describe("the do-not-call list", () => {
  test("holds a number once a channel, and lets it go again with the reason in the audit log", async () => {
    await addDoNotCall.execute(me("front_desk"), entry);
    await addDoNotCall.execute(me("front_desk"), entry);
    await addDoNotCall.execute(me(), { ...entry, channel: "text" });
    expect(await listDoNotCall.execute(me("manager"), {})).toMatchObject({ total: 2, page: 1 });
    await removeDoNotCall.execute(me(), { ...entry, why });
    expect((await listDoNotCall.execute(me(), {})).rows).toMatchObject([
      { number: GUEST, channel: "text", reason: "staff" },
    ]);
    const audit = await p.read((db) =>
      db.auditEntry.findMany({ where: { subjectKind: "do_not_call" }, orderBy: { id: "asc" } }),
    );
    expect(audit.map(({ action, subjectId, after }) => [action, subjectId, after])).toEqual([
      ["telephony.addDoNotCall", "call …2345", { listed: true }],
      ["telephony.addDoNotCall", "call …2345", { listed: true }],
      ["telephony.addDoNotCall", "text …2345", { listed: true }],
      ["telephony.removeDoNotCall", "call …2345", { listed: false, why }],
    ]);
  });

  test("is searched by how a number begins, however it is typed", async () => {
    for (const number of [GUEST, "+4722334455", "+442079460958"])
      await addDoNotCall.execute(me(), { ...entry, number });
    expect(await numbers("+47 22")).toEqual(["+4722334455"]);
    expect(await numbers("0047 90")).toEqual([GUEST]);
    expect(await numbers("47")).toEqual(["+4722334455", GUEST]);
    expect(await numbers("+1")).toEqual([]);
    expect(await numbers("%")).toHaveLength(3);
  });

  test("keeps no number that no telephone has, and no removal without a reason", async () => {
    for (const number of ["+47123", "+4700000000", "90012345", "", "+47 90 01 23 45"])
      expect([number, await codeOf(addDoNotCall.execute(me(), { ...entry, number }))]).toEqual([
        number,
        "invalid",
      ]);
    await addDoNotCall.execute(me(), entry);
    expect(await codeOf(removeDoNotCall.execute(me(), { ...entry, why: "  " }))).toBe("invalid");
    expect(await codeOf(removeDoNotCall.execute(me(), { ...entry, channel: "text", why }))).toBe("not_found");
    expect(await codeOf(listDoNotCall.execute(me(), { page: 0 }))).toBe("invalid");
  });

  test("is the organisation's own, and not for everybody", async () => {
    await addDoNotCall.execute(me(), entry);
    expect((await listDoNotCall.execute(stranger, {})).rows).toEqual([]);
    expect(await codeOf(removeDoNotCall.execute(stranger, { ...entry, why }))).toBe("not_found");
    expect(await codeOf(removeDoNotCall.execute(me("front_desk"), { ...entry, why }))).toBe("forbidden");
    expect(await codeOf(addDoNotCall.execute(me("housekeeping"), entry))).toBe("forbidden");
    expect(await codeOf(listDoNotCall.execute(me("front_desk"), {}))).toBe("forbidden");
  });
});
