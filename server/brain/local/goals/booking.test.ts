import { describe, expect, test } from "vitest";
import { converse, textOf } from "@/server/brain/testing/converse";
import { localBrain } from "../index";

describe("a booking by telephone", () => {
  test("is finished turn by turn", async () => {
    const call = await converse(localBrain);
    for (const text of [
      "hi i'd like a double room",
      "from the fifth to the eighth of december",
      "two",
      "yes please",
      "anna meyer",
      "0151 23456789",
    ])
      await call.say(text);
    expect(call.hotel.world.stays.some((s) => s.last === "Meyer")).toBe(false);
    const last = await call.say("yes");
    expect(call.hotel.world.stays.at(-1)).toMatchObject({
      first: "Anna",
      last: "Meyer",
      phone: "+4915123456789",
      arrival: "2026-12-05",
      departure: "2026-12-08",
      adults: 2,
      roomTypeCode: "STD",
    });
    expect(textOf(last)).toMatch(/booked/);
  });

  test("takes everything in one breath and a change of mind after the offer", async () => {
    const call = await converse(localBrain);
    await call.say("i need a deluxe double next friday for three nights for me and my wife with breakfast");
    await call.say("actually make it two nights");
    await call.say("yes");
    await call.say("it's john smith");
    await call.say("oh one five one double two three four five six seven eight");
    await call.say("yes that's right");
    expect(call.hotel.world.stays.at(-1)).toMatchObject({
      last: "Smith",
      arrival: "2026-11-27",
      departure: "2026-11-29",
      roomTypeCode: "DLX",
      extras: [{ code: "BRK", qty: 1 }],
    });
  });
});
