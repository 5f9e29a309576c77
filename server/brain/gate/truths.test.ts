import { describe, expect, test } from "vitest";
import { checkSentence } from ".";
import { sceneOf } from "./testing/scene";

const truths: readonly (readonly [keyof typeof sceneOf, string])[] = [
  ["silent", "Good morning, how may I help you?"],
  ["silent", "For how many people, please?"],
  ["silent", "Which dates would you like to stay?"],
  ["silent", "One moment, please."],
  ["silent", "May I have your name and phone number?"],
  ["silent", "I am sorry, I did not catch that."],
  ["silent", "I do not know whether we have a sauna."],
  ["silent", "Shall I book a double room for you?"],
  ["silent", "I can not say who is staying with us."],
  ["silent", "Shall I take a message in case?"],
  ["silent", "To find your booking I need the surname on it."],
  ["silent", "Once it is booked, you can still change it with us."],
  ["silent", "Nothing is booked yet."],
  ["silent", "Please do not read a card number to me."],
  ["silent", "Shall I connect you to the front desk?"],
  ["silent", "Check-in is from three in the afternoon."],
  ["silent", "Check-out is until eleven in the morning."],
  ["silent", "The Deluxe Double has one king bed."],
  ["silent", "Should the number ending in four three two be used?"],
  ["silent", "You can also press keys, or I connect you to a person."],
  ["silent", "I would be happy to help with that."],
  ["silent", "Would you like breakfast with it?"],
  ["quoted", "I have a Standard Double for you from Friday the fourth of December."],
  ["quoted", "It is three hundred and twelve euros in total, one hundred and fifty-six euros a night."],
  ["quoted", "That comes to 312 euros in total."],
  ["quoted", "With breakfast it comes to €312.00."],
  ["quoted", "The total is three hundred twelve euros."],
  ["quoted", "That is Friday the fourth to Sunday the sixth of December, two nights."],
  ["quoted", "You arrive on Friday, December 4th and leave on Sunday, December 6th."],
  ["quoted", "So a Standard Double for two adults, shall I book it?"],
  ["quoted", "The Standard Double is held for you."],
  ["quoted", "The Twin Room is also available for those dates."],
  ["quoted", "The Garden Suite is six hundred and forty-one euros in total."],
  ["quoted", "Breakfast is eighteen euros."],
  ["quoted", "Breakfast adds seventy-two euros."],
  ["quoted", "There are four rooms of that kind left."],
  ["quoted", "We also have the Deluxe Double for three hundred and sixty euros in total."],
  ["alarmed", "I have alarmed our team."],
  ["alarmed", "Our team has been alerted."],
  ["alarmed", "You can dial one one two yourself."],
  ["alarmed", "Leave the room and close the door."],
  ["silent", "Is that for one night or two?"],
  ["silent", "Did you say the fifth or the sixth?"],
  ["silent", "We have four types of room."],
  ["quoted", "It is 312 euros for two nights including breakfast."],
  ["quoted", "You can cancel until Thursday the third of December at six in the evening."],
  ["quoted", "Nothing is due now."],
  ["booked", "You will receive a confirmation by text message."],
  ["booked", "We look forward to welcoming you on Friday the fourth of December."],
  [
    "verified",
    "You're booked in a Standard Double from the tenth to the thirteenth of December for two adults.",
  ],
  ["questions", "Breakfast costs eighteen euros and is not included in the price."],
  ["booked", "It is booked."],
  ["booked", "Your room is confirmed for Friday the fourth of December."],
  ["booked", "I have booked the Standard Double for two nights, three hundred and twelve euros in total."],
  ["booked", "You are all set."],
  ["booked", "Is there anything else I can do for you?"],
  ["full", "I am sorry, we have no rooms left from Friday the fourth of December."],
  ["full", "That is fully booked, would other dates suit you?"],
  ["full", "Unfortunately nothing is free for thirty people."],
  ["questions", "Small dogs are welcome for fifteen euros a night."],
  ["questions", "Dogs cost fifteen euros a night."],
  ["questions", "The whole house is non-smoking."],
  ["questions", "The pool is open from seven in the morning to nine in the evening."],
  ["questions", "The pool opens at 7 am and closes at 9 pm."],
  ["questions", "Yes, the garage is under the hotel and costs twenty euros a night."],
  ["questions", "Wifi is free."],
  ["questions", "Breakfast is served from half past six to ten."],
  ["questions", "Children up to six stay free."],
  ["questions", "Check-in is from 15:00 and check-out until 11:00."],
  ["questions", "You can leave your luggage with us."],
  ["questions", "You can pay by card or in cash."],
  ["questions", "We are five minutes from the main station."],
  ["questions", "You can stay until one in the afternoon for thirty euros."],
  ["verified", "Thank you, I found your booking."],
  [
    "verified",
    "You have a Standard Double from Thursday the tenth of December to Sunday the thirteenth of December.",
  ],
  ["verified", "Your total is three hundred and sixty euros."],
  ["verified", "Your booking is confirmed."],
  ["cancelling", "Cancelling is free of charge, shall I cancel it?"],
  ["cancelling", "There is no fee."],
  ["requested", "That is logged for housekeeping, usually within twenty minutes."],
  ["requested", "I have noted two towels for room two hundred and four."],
  ["requested", "Housekeeping will bring the towels, usually within twenty minutes."],
];

describe("a model that tells the truth", () => {
  test("in at least fifty distinct ways", () => {
    expect(new Set(truths.map(([, sentence]) => sentence)).size).toBeGreaterThanOrEqual(50);
  });

  test.each(truths)("%s: %s", async (name, sentence) => {
    const { ledger, context, spoken } = await sceneOf[name]();
    const verdict = checkSentence(sentence, ledger, context);
    expect(verdict.ok ? [] : verdict.claims).toEqual([]);
    if (!verdict.ok) return;
    expect(verdict.facts.every((id) => spoken.has(id))).toBe(true);
    // Figures come out in words.
    expect(verdict.text).not.toMatch(/[\d€$]/);
    if (/\b(?:euros|€)/.test(sentence)) expect(verdict.facts.length).toBeGreaterThan(0);
  });

  test.each([
    ["Okay c00002t001 noted.", "Okay C, zero, zero, zero, zero, two, T, zero, zero, one noted."],
    ["You said Spring2025.", "You said Spring two zero two five."],
    ["The code was 7k2m.", "The code was seven, K, two, M."],
  ])("a code that the guest said is read out in %j", async (sentence, text) => {
    const s = await sceneOf.silent();
    s.guest("my codes are c00002t001, 7K2M and spring2025");
    const verdict = checkSentence(sentence, s.ledger, s.context);
    expect(verdict).toMatchObject({ ok: true, text });
  });

  test("every sentence and fact of a result may be said as it is", async () => {
    for (const make of Object.values(sceneOf)) {
      const { ledger, context } = await make();
      for (const backing of ledger.backings) {
        if (backing.source !== "tool" || !backing.spoken) continue;
        expect(checkSentence(backing.spoken, ledger, context)).toMatchObject({ ok: true });
      }
    }
  });
});
