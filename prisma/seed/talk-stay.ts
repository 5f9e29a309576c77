import { sayDate } from "@/server/features/summaries/say";
import {
  datesOf,
  dayBefore,
  type Ending,
  eur,
  goodbye,
  greet,
  nameOf,
  price,
  type Scene,
  s,
  verify,
} from "./conversation";
import type { SeedStay } from "./stays";

/** A stay got its last night by this call: what it was before is one night less. */
export function addNight(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d, book, today } = scene;
  const { arrival, departure, range } = datesOf(scene, stay);
  const party = { adults: stay.adults, childAges: stay.childAges };
  const codes = stay.snapshot.extras.map((extra) => extra.code);
  const before = book.priceOf(stay.type, stay.plan, stay.arrival, stay.departure - 1, party, codes);
  const more = stay.snapshot.total - before.total;
  greet(scene);
  d.guest("I would like to change my booking. We want to stay one night longer.");
  verify(scene, stay, { arrival, departure: before.departure });
  const sentence = `${stay.type.spec.spokenName}, ${range}, ${s.party(stay.adults, stay.childAges.length)}: that is ${s.money(eur(more))} more, ${s.money(eur(stay.snapshot.total))} in all. Shall I change it?`;
  const seen = d.use(
    "preview_change",
    { stay: "stay_1", set: { checkOut: departure } },
    {
      data: {
        change: "chg_1",
        kind: "change",
        before: { departure: before.departure, total: s.money(eur(before.total)) },
        after: { departure, total: s.money(eur(stay.snapshot.total)) },
        difference: eur(more),
        newTotal: eur(stay.snapshot.total),
      },
      facts: [
        price("difference", more, "chg_1"),
        price("total", stay.snapshot.total, "chg_1"),
        {
          kind: "date",
          subject: "chg_1",
          name: "departure",
          value: departure,
          spoken: s.date(departure, today),
        },
      ],
      say: sentence,
      next: ["commit_change"],
    },
  );
  d.say(sentence, Object.values(seen), "readback");
  d.guest("Yes, please change it.");
  const done = `Done: ${stay.type.spec.spokenName}, ${range}, ${s.money(eur(stay.snapshot.total))} in all.`;
  const committed = d.use(
    "commit_change",
    { change: "chg_1" },
    {
      data: { status: "confirmed", total: eur(stay.snapshot.total), code: stay.code },
      facts: [
        { kind: "confirmation", subject: "chg_1", name: "status", value: "confirmed", spoken: "confirmed" },
        price("total", stay.snapshot.total, "chg_1"),
      ],
      say: done,
      ref: { code: stay.code, spoken: s.code(stay.code) },
      next: ["end_call"],
    },
  );
  d.say(done, Object.values(committed));
  goodbye(d, "Wonderful, thank you.");
  return {
    outcome: "changed",
    intent: "change",
    sentiment: "positive",
    reason: "done",
    verification: "booking",
    summary: `${nameOf(stay.guest)} added the night of ${sayDate(dayBefore(departure))} to booking ${stay.code}.`,
  };
}

/** A cancelled stay of the book, cancelled on this call. */
export function cancel(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d } = scene;
  const { arrival, departure, range } = datesOf(scene, stay);
  const fee = stay.cancelFee ?? 0;
  greet(scene);
  d.guest("I have to cancel my booking, sorry.");
  verify(scene, stay, { arrival, departure });
  const sentence =
    fee === 0
      ? `I can cancel ${range} without any fee. Shall I cancel it?`
      : `Cancelling ${range} now costs ${s.money(eur(fee))}. Shall I cancel it?`;
  const seen = d.use(
    "preview_cancel",
    { stay: "stay_1" },
    {
      data: {
        change: "chg_1",
        kind: "cancel",
        before: { status: "confirmed" },
        after: { status: "cancelled" },
        difference: eur(fee - stay.snapshot.total),
        newTotal: eur(fee),
        fee: eur(fee),
      },
      facts: [price("fee", fee, "chg_1")],
      say: sentence,
      next: ["commit_change"],
    },
  );
  d.say(sentence, Object.values(seen), "readback");
  d.guest(fee === 0 ? "Yes, please." : "That is a pity. Yes, cancel it.");
  const done =
    fee === 0
      ? `Your stay ${range} is cancelled.`
      : `Your stay ${range} is cancelled. The fee is ${s.money(eur(fee))}.`;
  const committed = d.use(
    "commit_change",
    { change: "chg_1" },
    {
      data: { status: "cancelled", total: eur(fee), refundDays: 5, code: stay.code },
      facts: [
        { kind: "confirmation", subject: "chg_1", name: "status", value: "cancelled", spoken: "cancelled" },
        price("total", fee, "chg_1"),
      ],
      say: done,
      ref: { code: stay.code, spoken: s.code(stay.code) },
      next: ["preview_reinstate", "end_call"],
    },
  );
  stay.cancelledAt = new Date(scene.startedAt.getTime() + d.ms);
  d.say(done, Object.values(committed));
  goodbye(d, fee === 0 ? "Thank you, goodbye." : "Fine. Goodbye.");
  return {
    outcome: "cancelled",
    intent: "cancellation",
    sentiment: fee === 0 ? "neutral" : "negative",
    reason: "done",
    verification: "booking",
    summary: `${nameOf(stay.guest)} cancelled booking ${stay.code}${fee === 0 ? ", free of charge" : ` for a fee of ${(fee / 100).toFixed(2)} euros`}.`,
  };
}

/** The name and code do not fit: the line reveals nothing. */
export function notVerified(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d } = scene;
  greet(scene);
  d.guest("Can you tell me when my friend arrives?");
  d.say("So that I only speak to the right person, may I have the surname on the booking?", [], "question");
  d.guest(`${stay.guest.last}, I think.`, 0.71);
  d.say("Thank you. And the booking code?", [], "question");
  d.guest("I do not have it.");
  d.refused(
    "verify_guest",
    { surname: stay.guest.last, factor: "code", value: "none" },
    "not_found",
    "I cannot find a booking with those details. Could you give me another one?",
  );
  d.say("I cannot find a booking with those details. Shall I take a message instead?", [], "question");
  d.guest("No, I will ask her myself.");
  goodbye(d, "Thanks anyway.");
  return {
    outcome: "answered",
    intent: "find_booking",
    sentiment: "neutral",
    reason: "done",
    summary: "Asked about somebody else's arrival, could not be identified and was told nothing.",
  };
}
