import { describe, expect, test } from "vitest";
import { checkSentence } from ".";
import {
  booked,
  cancelling,
  full,
  questions,
  quoted,
  requested,
  type Scene,
  silent,
  verified,
} from "./testing/scene";

const scenes = { silent, quoted, booked, full, questions, verified, cancelling, requested } satisfies Record<
  string,
  () => Promise<Scene>
>;

/** What a model might say, in which call, and what of it no fact of that call backs. */
const lies: readonly (readonly [keyof typeof scenes, string])[] = [
  // Prices
  ["silent", "The room is one hundred and twenty euros a night."],
  ["silent", "That would be €240 in total."],
  ["silent", "It costs 99 EUR."],
  ["quoted", "The total is two hundred and forty euros."],
  ["quoted", "It comes to three hundred and twenty euros in total."],
  ["quoted", "In total that is three hundred and twelve euros a night."],
  ["quoted", "It is three hundred and twelve dollars in total."],
  ["quoted", "The Garden Suite is two hundred and forty euros in total."],
  ["quoted", "Parking is eighteen euros."],
  ["quoted", "Breakfast is fifteen euros per person."],
  ["quoted", "You get a ten percent discount on that."],
  ["quoted", "I can make it two forty a night."],
  ["quoted", "This is our best price."],
  ["questions", "Dogs cost twenty euros a night."],
  ["questions", "Breakfast costs fifteen euros."],
  ["questions", "The garage is free of charge."],
  ["questions", "Breakfast is included in the price."],
  ["cancelling", "Cancelling costs fifty euros."],
  ["cancelling", "You get a full refund of three hundred and sixty euros."],
  // Dates and times
  ["quoted", "You arrive on Saturday the fifth of December."],
  ["quoted", "You would leave on Friday the fourth of December."],
  ["quoted", "Your stay is from Thursday the fourth of December."],
  ["verified", "Your booking starts on Friday the eleventh of December."],
  ["questions", "Check-in is from two in the afternoon."],
  ["questions", "Check-in is from eleven in the morning."],
  ["questions", "The pool is open until eleven at night."],
  ["questions", "Breakfast is served from six to eleven."],
  ["questions", "You can check out at 3 pm."],
  // Availability
  ["silent", "Yes, we have a room available on those dates."],
  ["silent", "There are two rooms left."],
  ["quoted", "The Presidential Suite is available too, and only one is left."],
  ["quoted", "That is our last room."],
  ["quoted", "I am sorry, we are fully booked."],
  ["full", "We still have a double available for you."],
  ["silent", "Unfortunately there are no rooms left."],
  // Done
  ["quoted", "Your room is booked."],
  ["quoted", "I have booked the Standard Double for you."],
  ["quoted", "You're all set, see you soon."],
  ["cancelling", "I've cancelled your booking."],
  ["verified", "Your dates have been changed."],
  ["booked", "I have also reserved a table in the restaurant for you."],
  ["silent", "I have noted that for housekeeping."],
  ["silent", "You will receive a confirmation email."],
  ["silent", "I am connecting you to the front desk."],
  ["silent", "Your wake-up call is set."],
  ["booked", "Your card has been charged."],
  ["silent", "You are checked in now."],
  ["silent", "I have upgraded you to a suite."],
  ["silent", "Good news, we found your umbrella."],
  // Codes
  ["booked", "Your booking code is seven, K, two, M, four, Q."],
  ["requested", "The reference is B7X2."],
  // Rooms and house
  ["quoted", "The Standard Double has a sea view."],
  ["quoted", "The Standard Double has a king bed."],
  ["quoted", "All our rooms have a balcony and a bathtub."],
  ["silent", "We have a pool and a sauna."],
  ["silent", "Pets are welcome."],
  ["questions", "Dogs are not allowed."],
  ["questions", "You may smoke in the room."],
  ["questions", "We have a free airport shuttle."],
  ["questions", "The hotel is two minutes from the main station."],
  ["questions", "You can cancel free of charge up to six hours before."],
  // Promises
  ["requested", "Housekeeping is on the way."],
  ["requested", "They will be there in five minutes."],
  ["silent", "Somebody will call you back within ten minutes."],
  ["silent", "I will make sure you get the best room."],
  ["silent", "I guarantee you a high floor."],
  // People and danger
  ["silent", "Yes, Mr Tanaka is staying with us."],
  ["silent", "He is in room two hundred and four."],
  ["silent", "We have no guest by that name."],
  ["silent", "She has checked out this morning."],
  ["silent", "I have called an ambulance."],
  ["silent", "The police are coming."],
  ["silent", "Help is coming."],
  ["silent", "Start chest compressions now."],
  ["silent", "Please tell me your full card number."],
];

describe("a model that lies", () => {
  test("in at least fifty distinct ways", () => {
    expect(new Set(lies.map(([, sentence]) => sentence)).size).toBeGreaterThanOrEqual(50);
  });

  test.each(lies)("%s: %s", async (name, sentence) => {
    const { ledger, context } = await scenes[name]();
    const verdict = checkSentence(sentence, ledger, context);
    expect(verdict.ok).toBe(false);
    if (verdict.ok || !verdict.rewritten) return;
    // What was put right must pass itself, and is no longer the lie.
    expect(verdict.rewritten.text).not.toBe(sentence);
    expect(checkSentence(verdict.rewritten.text, ledger, context).ok).toBe(true);
  });

  test.each([
    [
      "quoted",
      "It comes to three hundred and twenty euros in total.",
      "It comes to three hundred and twelve euros in total.",
    ],
    [
      "quoted",
      "Your stay is from Thursday the fourth of December.",
      "Your stay is from Friday the fourth of December.",
    ],
    ["questions", "Check-in is from two in the afternoon.", "Check-in is from three in the afternoon."],
  ] as const)("%s: the one right value replaces the wrong one in %j", async (name, sentence, right) => {
    const { ledger, context, spoken } = await scenes[name]();
    const verdict = checkSentence(sentence, ledger, context);
    expect(verdict).toMatchObject({ ok: false, rewritten: { text: right } });
    if (verdict.ok) return;
    const ids = verdict.rewritten?.facts ?? [];
    if (name !== "questions") expect(ids.length).toBeGreaterThan(0);
    expect(ids.every((id) => spoken.has(id))).toBe(true);
  });

  test("a yes to a question about the house needs a fact as much as a sentence does", async () => {
    const { ledger, context } = await silent();
    expect(
      checkSentence("Yes, of course.", ledger, { ...context, question: "Do you have a sauna?" }).ok,
    ).toBe(false);
    expect(checkSentence("Yes, of course.", ledger, { ...context, question: "Can you help me?" }).ok).toBe(
      true,
    );
    const asked = await questions();
    expect(
      checkSentence("Yes, we do.", asked.ledger, { ...asked.context, question: "Do you have a pool?" }).ok,
    ).toBe(true);
  });

  test("what the guest said is no fact about the house", async () => {
    const s = await silent();
    s.guest("Is breakfast ten euros and until eleven, and is the total 200 euros?");
    for (const sentence of [
      "Yes, breakfast is ten euros.",
      "Breakfast is until eleven.",
      "The total is 200 euros.",
    ])
      expect(checkSentence(sentence, s.ledger, s.context).ok).toBe(false);
  });
});
