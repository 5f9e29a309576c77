import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/server/auth/permissions";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";
import { GUEST, newSid, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { addNumber, removeNumber } from "./numbers";
import { getTelephony } from "./settings";

let p: Phone;
let stranger: HotelCtx;
beforeAll(async () => {
  p = await openPhone();
  stranger = as(p.deps, await makeHotel(p.deps.db), "owner");
});
afterAll(() => p.close());
beforeEach(async () => {
  await p.settings({});
  await p.read((db) => db.phoneNumber.deleteMany({ where: { e164: { not: p.number } } }));
  p.fake.numbers.add(SECOND);
  p.fake.failNext = undefined;
});

const me = (role: Role = "manager") => as(p.deps, p.hotel, role);
const SECOND = "+4722998877";
const second = { number: SECOND, label: "Restaurant" };
const answer = async () =>
  (await p.post("voice", { CallSid: newSid(), From: GUEST, To: SECOND, AccountSid: "AC1" })).xml;

describe("numbers of a hotel", () => {
  test("are added with their addresses, answered, and taken away again; the audit log has both", async () => {
    expect(await answer()).toContain("not in service");
    const added = await addNumber.execute(me(), { ...second, label: " Restaurant " });
    expect(added).toMatchObject(second);
    expect(await answer()).not.toContain("not in service");
    const { webhooks } = await getTelephony.execute(me(), {});
    expect(webhooks.map(({ number, label }) => [number, label]).sort()).toEqual([
      [p.number, "Main line"],
      [SECOND, "Restaurant"],
    ]);
    await removeNumber.execute(me(), { numberId: added.id });
    expect(await answer()).toContain("not in service");
    const audit = await p.read((db) =>
      db.auditEntry.findMany({ where: { subjectKind: "phone_number" }, orderBy: { id: "asc" } }),
    );
    expect(audit.map(({ action, subjectId, before, after }) => [action, subjectId, before, after])).toEqual([
      ["telephony.addNumber", added.id, null, second],
      ["telephony.removeNumber", added.id, second, null],
    ]);
  });

  test("one number is one hotel's: a second claim is refused in plain words, whoever makes it", async () => {
    await addNumber.execute(me(), second);
    for (const who of [me(), stranger])
      await expect(addNumber.execute(who, second)).rejects.toMatchObject({
        code: "conflict",
        message: "A hotel answers this number already. Check its digits, or remove it there first.",
      });
    expect((await getTelephony.execute(stranger, {})).webhooks).toEqual([]);
  });

  test("one that the telephone account does not have is refused, and held back from nobody", async () => {
    p.fake.numbers.clear();
    await expect(addNumber.execute(me(), second)).rejects.toMatchObject({
      code: "conflict",
      message: "The telephone account has no such number. Buy it or bring it there first.",
    });
    expect((await getTelephony.execute(me(), {})).webhooks).toHaveLength(1);
    p.fake.numbers.add(SECOND);
    await addNumber.execute(me(), second);
  });

  test.each([
    ["unauthorised", "conflict"],
    ["unavailable", "unavailable"],
    ["rate_limited", "unavailable"],
  ] as const)(
    "when the service answers %s nothing is added, and it says what to do",
    async (failure, code) => {
      p.fake.failNext = failure;
      expect(await codeOf(addNumber.execute(me(), second))).toBe(code);
      expect((await getTelephony.execute(me(), {})).webhooks).toHaveLength(1);
      await addNumber.execute(me(), second);
    },
  );

  test("the service is not asked about what would be refused anyway", async () => {
    p.fake.failNext = "unavailable";
    expect(await codeOf(addNumber.execute(as(p.deps, p.hotel, "front_desk"), second))).toBe("forbidden");
    expect(await codeOf(addNumber.execute(me(), { ...second, number: "+471234" }))).toBe("invalid");
    expect(p.fake.failNext).toBe("unavailable");
  });

  test("another organisation cannot take one away, nor another hotel of one's own", async () => {
    const { id: numberId } = await addNumber.execute(me(), second);
    const elsewhere = { ...me(), hotelId: newId() };
    expect(await codeOf(removeNumber.execute(stranger, { numberId }))).toBe("not_found");
    expect(await codeOf(removeNumber.execute(elsewhere, { numberId }))).toBe("not_found");
    expect(await codeOf(removeNumber.execute(me(), { numberId: newId() }))).toBe("not_found");
    expect((await getTelephony.execute(me(), {})).webhooks).toHaveLength(2);
  });

  test.each(["callerId", "textFrom"])("one that the settings name as %s stays", async (field) => {
    const { id: numberId } = await addNumber.execute(me(), second);
    await p.settings({ [field]: SECOND });
    expect(await codeOf(removeNumber.execute(me(), { numberId }))).toBe("conflict");
    await p.settings({});
    await removeNumber.execute(me(), { numberId });
  });

  test("are fifty at most", async () => {
    const { tenantId, hotelId } = p.hotel;
    await p.read((db) =>
      db.phoneNumber.createMany({
        data: Array.from({ length: 49 }, (_, at) => ({
          ...{ tenantId, hotelId, id: newId(), e164: `+472277${String(1000 + at)}` },
        })),
      }),
    );
    expect(await codeOf(addNumber.execute(me(), second))).toBe("conflict");
  });

  test.each([
    ["no country code", { ...second, number: "22998877" }],
    ["too few digits", { ...second, number: "+471234" }],
    ["no label", { ...second, label: "  " }],
    ["a label without end", { ...second, label: "x".repeat(61) }],
  ])("%s is refused", async (_, input) => {
    expect(await codeOf(addNumber.execute(me(), input))).toBe("invalid");
  });

  test("are not the desk's to change", async () => {
    expect(await codeOf(addNumber.execute(me("front_desk"), second))).toBe("forbidden");
    expect(await codeOf(removeNumber.execute(me("front_desk"), { numberId: newId() }))).toBe("forbidden");
  });
});
