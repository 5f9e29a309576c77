import { sayTerms } from "@/server/features/inventory/spoken-terms";
import type { StaySnapshot } from "@/server/features/rates";
import { sayDate } from "@/server/features/summaries/say";
import {
  dated,
  datesOf,
  day,
  type Ending,
  eur,
  goodbye,
  greet,
  nameOf,
  price,
  type Scene,
  s,
} from "./conversation";
import type { SeedStay } from "./stays";
import type { BuiltPlan } from "./write-house";

const peopleOf = (stay: SeedStay): string => s.party(stay.adults, stay.childAges.length);

function offerOf(scene: Scene, stay: SeedStay, plan: BuiltPlan, snapshot: StaySnapshot, n: number) {
  const at = { timeZone: scene.house.spec.timeZone, today: scene.today, now: scene.startedAt };
  return {
    offer: `offer_${n}`,
    roomTypeCode: stay.type.spec.code,
    roomType: stay.type.spec.spokenName,
    ratePlan: plan.spec.spokenName,
    guaranteed: [...stay.type.spec.attributes],
    rooms: 1,
    total: eur(snapshot.total),
    perNight: eur(snapshot.perNight),
    includes: [...plan.spec.includes],
    terms: sayTerms(snapshot, at, s),
    left: scene.rng.int(2, 9),
  };
}

/** The dates are read, a search is made and two ways to pay are offered. */
function search(scene: Scene, stay: SeedStay): void {
  const { dialogue: d, book, house, today } = scene;
  const { arrival, departure, nights } = datesOf(scene, stay);
  const facts = [day("arrival", arrival, today), day("departure", departure, today)];
  const span = { arrival: dated(arrival), departure: dated(departure), nights };
  d.use(
    "resolve_dates",
    { text: s.dateRange(arrival, departure, today), purpose: "stay" },
    {
      data: span,
      facts,
      say: s.dateRange(arrival, departure, today),
      next: ["search_rooms"],
    },
  );
  const other = house.plans.find((plan) => plan.id !== stay.plan.id && !plan.spec.accessCode) ?? stay.plan;
  const party = { adults: stay.adults, childAges: stay.childAges };
  const offers = [stay.plan, other].map((plan, i) =>
    offerOf(scene, stay, plan, book.priceOf(stay.type, plan, stay.arrival, stay.departure, party, []), i + 1),
  );
  const spokenOffers = offers.map((offer) => `${offer.ratePlan} for ${s.money(offer.total)} in all`);
  const found = d.use(
    "search_rooms",
    {
      checkIn: arrival,
      checkOut: departure,
      ...party,
      ...(stay.plan.spec.accessCode ? { rateCode: stay.plan.spec.accessCode } : {}),
    },
    {
      data: { ...span, offers },
      facts: [
        ...facts,
        { kind: "availability", name: "rooms", value: true, spoken: stay.type.spec.spokenName },
        ...offers.map((offer) => price(`total_${offer.offer}`, offer.total.amount, offer.offer)),
      ],
      say: `I can offer ${stay.type.spec.spokenName}: ${s.list(spokenOffers, "or")}.`,
      next: ["quote_stay"],
    },
  );
  d.say(
    `For ${s.dateRange(arrival, departure, today)} I have ${stay.type.spec.spokenName}: ${s.list(spokenOffers, "or")}. Which would you like?`,
    Object.values(found),
    "question",
  );
}

/** The offer is held, read back, agreed and booked. */
function sell(scene: Scene, stay: SeedStay): void {
  const { dialogue: d, rng, today } = scene;
  const { arrival, departure, nights, range } = datesOf(scene, stay);
  const { total, perNight, cancelBy, extras } = stay.snapshot;
  d.guest(rng.pick(["The first one, please.", "I take the first.", "The first sounds good."]));
  const quoted = d.use(
    "quote_stay",
    {
      offer: "offer_1",
      ...(extras.length > 0 ? { extras: extras.map(({ code, qty }) => ({ code, qty })) } : {}),
    },
    {
      data: {
        quote: "quote_1",
        roomType: stay.type.spec.spokenName,
        arrival: dated(arrival),
        departure: dated(departure),
        nights,
        adults: stay.adults,
        children: stay.childAges.length,
        items: [
          {
            label: `${s.nights(nights)}, ${stay.type.spec.spokenName}`,
            amount: eur(stay.snapshot.nights.reduce((sum, night) => sum + night.price, 0)),
          },
          ...extras.map((extra) => ({ label: extra.spokenName, amount: eur(extra.amount) })),
          ...stay.snapshot.taxes
            .filter((tax) => !tax.included)
            .map((tax) => ({ label: tax.name, amount: eur(tax.amount) })),
        ],
        total: eur(total),
        perNight: eur(perNight),
        dueNow: eur(0),
        dueLater: eur(total),
        ...(cancelBy ? { cancelBy } : {}),
        heldUntil: new Date(scene.startedAt.getTime() + d.ms + 180_000).toISOString(),
      },
      facts: [
        day("arrival", arrival, today, "quote_1"),
        day("departure", departure, today, "quote_1"),
        price("total", total, "quote_1"),
        price("perNight", perNight, "quote_1"),
      ],
      say: `I am holding ${stay.type.spec.spokenName}, ${range}, for ${s.money(eur(total))} in all.`,
      next: ["book_stay"],
    },
  );
  const withExtras = extras.length > 0 ? `, with ${s.list(extras.map((extra) => extra.spokenName))}` : "";
  d.say(
    `I am holding ${stay.type.spec.spokenName}, ${range}${withExtras}, for ${s.money(eur(total))} in all. May I have your name?`,
    Object.values(quoted),
    "question",
  );
  d.guest(`${nameOf(stay.guest)}.`);
  d.say("Thank you. And the best phone number to reach you?", [], "question");
  d.guest(stay.guest.phone ? "The one I am calling from. [phone]." : "[phone].");
  d.say(
    `${nameOf(stay.guest)}, ${range}, ${s.money(eur(total))} in all. Shall I book it?`,
    Object.values(quoted),
    "readback",
  );
  d.guest(rng.pick(["Yes, please.", "Yes, book it.", "Yes, that is right."]));
  const booked = d.use(
    "book_stay",
    { quotes: ["quote_1"], guest: { first: stay.guest.first, last: stay.guest.last, phone: "[phone]" } },
    {
      data: {
        stays: [{ stay: "stay_1", code: stay.code, roomType: stay.type.spec.spokenName, total: eur(total) }],
        total: eur(total),
        sent: [],
      },
      facts: [
        {
          kind: "confirmation",
          subject: "stay_1",
          name: "code",
          value: stay.code,
          spoken: s.code(stay.code),
        },
        price("total", total),
      ],
      say: `You are booked: ${stay.type.spec.spokenName}, ${range}, ${s.money(eur(total))} in all. Your code is ${s.code(stay.code)}.`,
      ref: { code: stay.code, spoken: s.code(stay.code) },
      next: ["note_on_stay", "end_call"],
    },
  );
  stay.createdAt = new Date(scene.startedAt.getTime() + d.ms);
  d.say(
    `You are booked: ${stay.type.spec.spokenName}, ${range}, ${s.money(eur(total))} in all. Your code is ${s.code(stay.code)}.`,
    Object.values(booked),
  );
}

const bookedBy = (scene: Scene, stay: SeedStay): Ending => ({
  outcome: "booked",
  intent: "booking",
  sentiment: scene.rng.chance(0.7) ? "positive" : "neutral",
  summary: `${nameOf(stay.guest)} booked ${stay.type.spec.name} for ${s.nights(stay.departure - stay.arrival)} from ${sayDate(stay.snapshot.arrival)}, ${peopleOf(stay)}, ${stay.plan.spec.name} rate. Code ${stay.code}.`,
  reason: "done",
  booked: stay,
});

/** Asked step by step: the dates, then the people. */
export function bookStepByStep(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d, rng, today } = scene;
  greet(scene);
  d.guest(
    rng.pick(["I would like to book a room.", "Hello, do you have a room free?", "Hi, I need a room."]),
  );
  d.say("With pleasure. Which dates?", [], "question");
  d.guest(`From ${s.date(stay.snapshot.arrival, today)}, for ${s.nights(stay.departure - stay.arrival)}.`);
  d.say("For how many people?", [], "question");
  d.guest(`${peopleOf(stay)}.`);
  search(scene, stay);
  sell(scene, stay);
  goodbye(
    d,
    rng.pick(["Lovely, thank you. Bye.", "No, that is all. Thank you.", "Thank you very much, goodbye."]),
  );
  return bookedBy(scene, stay);
}

/** Everything said in one breath. */
export function bookInOneBreath(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d, rng } = scene;
  greet(scene);
  d.guest(
    `Hi, ${stay.type.spec.spokenName} if you have it, ${datesOf(scene, stay).range}, ${peopleOf(stay)}.`,
  );
  search(scene, stay);
  sell(scene, stay);
  goodbye(d, rng.pick(["Great, that was quick. Bye.", "Perfect, thanks."]));
  return bookedBy(scene, stay);
}

/** Asks about parking first, then books. */
export function askThenBook(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d } = scene;
  greet(scene);
  d.guest("Before I book: until when can I check out?");
  const sentence = "Check-out is until eleven in the morning.";
  const known = d.use(
    "get_policy",
    { topic: "arrival_departure", field: "checkOutUntil" },
    {
      data: { topic: "arrival_departure", fields: { checkOutUntil: "11:00" } },
      facts: [
        {
          kind: "policy",
          subject: "arrival_departure",
          name: "checkOutUntil",
          value: "11:00",
          spoken: sentence,
        },
      ],
      say: sentence,
      next: ["ask_knowledge"],
    },
  );
  d.say(`${sentence} Which dates would you like?`, Object.values(known), "question");
  d.guest(`${datesOf(scene, stay).range}, ${peopleOf(stay)}.`);
  search(scene, stay);
  sell(scene, stay);
  goodbye(d, "Thank you, see you then.");
  return bookedBy(scene, stay);
}

/** Hears the price and wants to think about it. */
export function tooExpensive(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d } = scene;
  greet(scene);
  d.guest(`What does a room cost ${datesOf(scene, stay).range} for ${peopleOf(stay)}?`);
  search(scene, stay);
  d.guest("That is more than I hoped. I will think about it.");
  d.say("Of course. The prices are those of today. Is there anything else?", [], "question");
  goodbye(d, "No, thank you.");
  return {
    outcome: "answered",
    intent: "availability",
    sentiment: "neutral",
    reason: "done",
    summary: `Asked for a price from ${sayDate(stay.snapshot.arrival)}, ${peopleOf(stay)}; found it too high and did not book.`,
    ...(scene.rng.chance(0.3) ? { followUp: "Offer the saver rate by e-mail." } : {}),
  };
}

/** Hangs up while the rooms are read out. */
export function hangsUp(scene: Scene, stay: SeedStay): Ending {
  const { dialogue: d } = scene;
  greet(scene);
  d.guest(`Do you have anything ${datesOf(scene, stay).range}, ${peopleOf(stay)}?`);
  search(scene, stay);
  d.end("guest_hung_up");
  return {
    outcome: "abandoned",
    intent: "availability",
    sentiment: "neutral",
    reason: "guest_hung_up",
    summary: `Asked for rooms from ${sayDate(stay.snapshot.arrival)} and hung up before answering.`,
    followUp: "Call back while the dates are free.",
  };
}
