import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { hotelDay } from ".";

describe("the hotel as its pages see it", () => {
  let t: TestDeps;
  let here: SmallHotel;
  let elsewhere: SmallHotel;
  beforeAll(async () => {
    t = await makeTestDeps();
    here = await makeHotel(t.deps.db);
    elsewhere = await makeHotel(t.deps.db);
  });
  afterAll(() => t.close());

  test("everybody who works there reads it, each with their own permissions", async () => {
    const desk = await hotelDay.execute(as(t.deps, here, "front_desk"), {});
    const manager = await hotelDay.execute(as(t.deps, here, "manager"), {});
    expect(desk).toMatchObject({
      slug: here.slug,
      currency: "EUR",
      today: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
    expect(desk.permissions).not.toContain("rates:write");
    expect(manager.permissions).toContain("rates:write");
  });
  test("a hotel the person does not work for is forbidden", async () => {
    expect(await codeOf(hotelDay.execute(as(t.deps, here, "manager", [newId()]), {}))).toBe("forbidden");
  });
  test("another tenant's hotel does not exist", async () => {
    const stranger = { ...as(t.deps, elsewhere), hotelId: here.hotelId };
    await expect(hotelDay.execute(stranger, {})).rejects.toThrow();
  });
});
