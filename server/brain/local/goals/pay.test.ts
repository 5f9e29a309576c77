import { describe, expect, test } from "vitest";
import { type Conversation, converse, textOf } from "@/server/brain/testing/converse";
import { testOpening } from "@/server/brain/testing/opening";
import { localBrain } from "../index";

const CARD = "my card is 4242 4242 4242 4242";
const verify = ["what is my booking", "Okafor", "K7MQ2R"];

async function talk(steps: readonly string[], over: { keypad?: boolean; language?: string } = {}) {
  const language = over.language ?? "en";
  const call = await converse(localBrain, {
    opening: testOpening({ language, languages: ["en", language] }),
    arrange: (world) => {
      if (over.keypad !== false) world.keypad = true;
    },
  });
  for (const text of steps) await call.say(text);
  return call;
}
const last = (call: Conversation) => call.exchanges.at(-1) as Conversation["exchanges"][number];
const paid = (call: Conversation) => call.hotel.world.records.filter(({ kind }) => kind === "payment");

describe("a caller who reads out a card", () => {
  test("with a proved booking is offered the keypad, and goes there after a clear yes", async () => {
    const call = await talk([...verify, CARD]);
    expect(textOf(last(call))).toMatch(/card.*three hundred and sixty euros.*keypad.*\?$/i);
    expect(last(call).calls.map(({ name }) => name)).toEqual(["get_payment"]);
    expect(paid(call)).toEqual([]);
    await call.say("yes please");
    expect(last(call).calls.map(({ name, args }) => [name, args])).toEqual([
      ["start_payment", { payment: "pay_1" }],
    ]);
    expect(last(call).end).toBe("transferred");
    expect(paid(call)).toHaveLength(1);
    expect(JSON.stringify([call.dialogue().snapshot(), call.hotel.log])).not.toMatch(/4242/);
  });

  test.each(["no", "mm", "how much was that", CARD])("%j is no yes: nothing is begun", async (answer) => {
    const call = await talk([...verify, CARD, answer]);
    expect(paid(call)).toEqual([]);
    expect(last(call).end).toBeUndefined();
  });

  test("hears the offer to its end before anything is done", async () => {
    const call = await talk([...verify, CARD]);
    call.interrupt("Please");
    await call.say("yes");
    expect(paid(call)).toEqual([]);
    expect(textOf(last(call))).toMatch(/three hundred and sixty euros/);
    await call.say("yes");
    expect(paid(call)).toHaveLength(1);
  });

  test.each([
    ["where there is no keypad", verify, { keypad: false }],
    ["without a booking that was proved", [], {}],
  ])("is offered a person %s", async (_, steps, over) => {
    const call = await talk([...steps, CARD], over);
    expect(textOf(last(call))).toMatch(/card.*front desk.*\?$/i);
    await call.say("yes");
    expect(last(call).calls.map(({ name }) => name)).toEqual(["transfer_call"]);
  });

  test("in the middle of a booking finishes that, and pays what was just booked", async () => {
    const call = await talk([
      "a room for two from the 5th to the 7th of december",
      "yes",
      "Anna Meyer",
      CARD,
    ]);
    expect(textOf(last(call))).toMatch(/card.*after.*\?$/i);
    for (const text of ["0151 23456789", "yes", "yes", "yes"])
      if (!call.hotel.log.some(({ name }) => name === "book_stay")) await call.say(text);
    expect(textOf(last(call))).toMatch(/keypad.*\?$/);
    expect(last(call).calls.map(({ name }) => name)).toEqual(["book_stay", "get_payment"]);
  });
});

describe("a caller who asks to pay", () => {
  test.each([
    ["en", "I would like to pay for my booking"],
    ["de", "Ich möchte meine Buchung bezahlen"],
    ["es", "Quiero pagar mi reserva"],
    ["fr", "Je voudrais payer ma réservation"],
    ["bn", "আমি বুকিংয়ের টাকা দিতে চাই"],
  ])("is asked who they are in %s, then offered the keypad", async (language, words) => {
    const call = await talk([words, "Okafor", "0151 12345678"], { language });
    expect(last(call).calls.map(({ name }) => name)).toEqual(["verify_guest", "get_payment"]);
    await call.say(language === "bn" ? "হ্যাঁ" : ({ en: "yes", de: "ja", es: "sí", fr: "oui" }[language] ?? ""));
    expect(paid(call)).toHaveLength(1);
  });

  test("a question of how one pays is answered and begins nothing", async () => {
    const call = await talk(["can i pay by card"]);
    expect(call.hotel.log.map(({ name }) => name)).not.toContain("get_payment");
  });

  test("owes nothing: is told so, and nobody is offered", async () => {
    const call = await converse(localBrain, {
      arrange: (world) => {
        world.keypad = true;
        for (const stay of world.stays) stay.paid = true;
      },
    });
    for (const text of ["I want to pay my booking", "Okafor", "K7MQ2R"]) await call.say(text);
    expect(textOf(last(call))).toMatch(/nothing left to pay/);
    expect(textOf(last(call))).not.toMatch(/front desk|keypad/);
  });
});
