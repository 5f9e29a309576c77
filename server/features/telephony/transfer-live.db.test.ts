import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { as, codeOf } from "@/server/testing/ctx";
import { desk, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { callChoices } from "./call-choices";
import { transferLiveCall } from "./transfer-live";

const NUMBER = "+4722000077";

let p: Phone;
beforeAll(async () => {
  p = await openPhone();
});
afterAll(() => p.close());
beforeEach(async () => {
  await p.settings({});
  await p.directory([
    desk(),
    desk({ destination: "spa", spokenName: "the spa", from: "00:00", until: "00:01" }),
  ]);
});

const me = () => as(p.deps, p.hotel, "front_desk");
const transfers = (callId: string) => p.read((db) => db.callTransfer.findMany({ where: { callId } }));
const refusal = (promise: Promise<unknown>) => promise.then(String, (error: Error) => error.message);

describe("staff transfers a running call", () => {
  test("to a number, as they choose it to go", async () => {
    const { callId } = await p.guestCall();
    const wish = { callId, number: NUMBER, summary: "A guest for the owner.", kind: "cold" as const };
    const { transferId } = await transferLiveCall.execute(me(), wish);
    expect(await transfers(callId)).toMatchObject([
      { id: transferId, number: NUMBER, destination: NUMBER, kind: "cold", state: "requested" },
    ]);
    const { transferring } = await callChoices.execute(me(), { callId });
    expect(transferring).toEqual({ spokenName: NUMBER, state: "requested" });
  });

  test("to the directory, announced unless the hotel or they say otherwise", async () => {
    const { callId } = await p.guestCall();
    const wish = { callId, destination: "front desk", summary: "They want a late check-out." };
    await transferLiveCall.execute(me(), wish);
    expect(await transfers(callId)).toMatchObject([{ kind: "warm" }]);
    expect((await callChoices.execute(me(), { callId })).destinations).toEqual([
      { destination: "front desk", spokenName: "the front desk", open: true },
      { destination: "spa", spokenName: "the spa", open: false },
    ]);
  });

  test("neither nowhere, nor to two, nor to what is no number, nor where nobody answers", async () => {
    const { callId } = await p.guestCall();
    const wish = { callId, summary: "x" };
    expect(await codeOf(transferLiveCall.execute(me(), wish))).toBe("invalid");
    for (const over of [
      { number: NUMBER, destination: "front desk" },
      { number: "412" },
      { number: "the desk" },
      { number: NUMBER, kind: "lukewarm" as "warm" },
    ])
      expect(await codeOf(transferLiveCall.execute(me(), { ...wish, ...over }))).toBe("invalid");
    expect(await refusal(transferLiveCall.execute(me(), { ...wish, destination: "spa" }))).toMatch(
      /Nobody answers/,
    );
    expect(await refusal(transferLiveCall.execute(me(), { ...wish, number: "+861012345678" }))).toMatch(
      /charges|allowed/,
    );
    expect(await transfers(callId)).toEqual([]);
  });
});
