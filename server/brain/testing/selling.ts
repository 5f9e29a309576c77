import { addDays, nightsBetween, nightsOf, type PlainDate, weekdayOf } from "@/server/kernel/dates";
import { money } from "@/server/kernel/money";
import type { NewFact, ToolInput, ToolOption } from "@/server/tools";
import {
  type Answered,
  fail,
  makeCode,
  nextHandle,
  spoken,
  type World,
  type WorldOffer,
  type WorldQuote,
  type WorldStay,
} from "./world";

export const dated = (date: PlainDate) => ({ date, weekday: weekdayOf(date) });
export const priced = (world: World, amount: number) => money(amount, world.opening.hotel.currency);
const typeOf = (world: World, code: string) => world.opening.roomTypes.find((t) => t.code === code);
export const typeName = (world: World, code: string): string => typeOf(world, code)?.name ?? code;

export const leftOn = (world: World, type: string, date: PlainDate): number =>
  world.left[`${type}:${date}`] ?? world.left[`*:${date}`] ?? world.defaultLeft;
const leftFor = (world: World, type: string, from: PlainDate, to: PlainDate): number =>
  Math.min(...nightsOf(from, to).map((night) => leftOn(world, type, night)));

export const moneyFact = (world: World, subject: string, name: string, amount: number): NewFact => {
  const value = priced(world, amount);
  return { kind: "price", subject, name, value, spoken: spoken.money(value) };
};
export const dateFact = (subject: string, name: string, date: PlainDate): NewFact => ({
  kind: "date",
  subject,
  name,
  value: dated(date),
  spoken: spoken.date(date),
});

export function extrasTotal(
  world: World,
  extras: readonly { code: string; qty: number }[],
  nights: number,
  people: number,
): { label: string; amount: number }[] {
  return extras.map(({ code, qty }) => {
    const extra = world.extras.find((e) => e.code === code);
    const times = { night: nights, stay: 1, person_night: nights * people, piece: 1 }[extra?.unit ?? "stay"];
    return { label: extra?.name ?? code, amount: (extra?.amount ?? 0) * times * qty };
  });
}

export function searchRooms(world: World, input: ToolInput<"search_rooms">): Answered {
  const { checkIn, checkOut, adults } = input;
  const nights = nightsBetween(checkIn, checkOut);
  if (nights < 1) return fail("ambiguous", "Which day would you leave?", { field: "checkOut" });
  if (checkIn < world.opening.hotel.businessDate)
    return fail("not_allowed", "That day has passed. Which day would you arrive?", { field: "checkIn" });
  if (nights > world.opening.rules.maxNights)
    return fail(
      "not_allowed",
      `We take bookings of up to ${spoken.nights(world.opening.rules.maxNights)} on this line.`,
      { field: "nights", policy: "stay_limits" },
    );
  const rooms = input.rooms ?? 1;
  const people = adults + (input.childAges?.length ?? 0);
  const wanted = input.must?.roomType?.toLowerCase();
  const fits = world.opening.roomTypes
    .filter((t) => t.maxGuests * rooms >= people)
    .filter((t) => !wanted || t.code.toLowerCase() === wanted || t.name.toLowerCase() === wanted);
  const free = fits.filter((t) => leftFor(world, t.code, checkIn, checkOut) >= rooms);
  const percent = 100 - (world.rateCodes[input.rateCode?.toUpperCase() ?? ""]?.percent ?? 0);
  const totalOf = (code: string): number =>
    Math.round(((world.nightly[code] ?? 0) * nights * rooms * percent) / 100);
  const affordable = free.filter((t) => !input.must?.maxPrice || totalOf(t.code) <= input.must.maxPrice);
  if (affordable.length === 0) return nothingFree(world, input, wanted, people, rooms);
  const ranked = [...affordable].sort((a, b) => totalOf(a.code) - totalOf(b.code));
  const offers = ranked.slice(0, 5).map((t) => {
    const offer: WorldOffer = {
      handle: nextHandle(world, "offer"),
      roomTypeCode: t.code,
      arrival: checkIn,
      departure: checkOut,
      adults,
      childAges: input.childAges ?? [],
      rooms,
      total: totalOf(t.code),
    };
    world.offers.push(offer);
    return offer;
  });
  return {
    ok: true,
    data: {
      arrival: dated(checkIn),
      departure: dated(checkOut),
      nights,
      offers: offers.map((o) => ({
        offer: o.handle,
        roomTypeCode: o.roomTypeCode,
        roomType: typeName(world, o.roomTypeCode),
        ratePlan: "flexible",
        guaranteed: [],
        rooms,
        total: priced(world, o.total),
        perNight: priced(world, Math.round(o.total / nights)),
        includes: ["taxes"],
        terms: "free cancellation until the day before",
        left: leftFor(world, o.roomTypeCode, checkIn, checkOut),
      })),
    },
    facts: [
      dateFact("stay", "arrival", checkIn),
      dateFact("stay", "departure", checkOut),
      ...offers.flatMap((o) => [
        moneyFact(world, o.handle, "total", o.total),
        moneyFact(world, o.handle, "perNight", Math.round(o.total / nights)),
      ]),
    ],
    say: `There are ${offers.length === 1 ? "rooms" : "several rooms"} free from ${spoken.dateRange(checkIn, checkOut)}.`,
    next: ["quote_stay"],
  };
}

/** One thing relaxed at a time: another room type, or other days for the same wish. */
function nothingFree(
  world: World,
  input: ToolInput<"search_rooms">,
  wanted: string | undefined,
  people: number,
  rooms: number,
): Answered {
  const { checkIn, checkOut } = input;
  const options: ToolOption[] = [];
  const other = world.opening.roomTypes.find(
    (t) =>
      t.maxGuests * rooms >= people &&
      leftFor(world, t.code, checkIn, checkOut) >= rooms &&
      t.code.toLowerCase() !== wanted &&
      t.name.toLowerCase() !== wanted,
  );
  if (wanted && other)
    options.push({ say: `the ${other.name} on the same dates`, args: { must: { roomType: other.name } } });
  const types = world.opening.roomTypes.filter(
    (t) =>
      t.maxGuests * rooms >= people &&
      (!wanted || t.code.toLowerCase() === wanted || t.name.toLowerCase() === wanted),
  );
  for (const shift of [1, -1, 7]) {
    const from = addDays(checkIn, shift);
    const to = addDays(checkOut, shift);
    if (
      from >= world.opening.hotel.businessDate &&
      options.length < 3 &&
      types.some((t) => leftFor(world, t.code, from, to) >= rooms)
    ) {
      options.push({ say: spoken.dateRange(from, to), args: { checkIn: from, checkOut: to } });
    }
  }
  const ask = options.length
    ? `That is full. I could look at ${spoken.list(options.slice(0, 1).map((o) => o.say))} instead. Shall I?`
    : "I am sorry, there is nothing free for that. Which other dates would suit you?";
  return fail("unavailable", ask, { field: wanted ? "roomType" : "checkIn", options });
}

function released(world: World, quote: WorldQuote): void {
  if (!quote.live) return;
  quote.live = false;
  take(world, quote, -quote.rooms);
}
function take(world: World, o: WorldOffer, rooms: number): void {
  for (const night of nightsOf(o.arrival, o.departure))
    world.left[`${o.roomTypeCode}:${night}`] = leftOn(world, o.roomTypeCode, night) - rooms;
}

export function quoteStay(world: World, input: ToolInput<"quote_stay">): Answered {
  const offer = world.offers.find((o) => o.handle === input.offer);
  if (!offer) return fail("not_found", "Which room would you like?", { field: "offer" });
  const extras = input.extras ?? [];
  const unknown = extras.find((e) => !world.extras.some((x) => x.code === e.code));
  if (unknown)
    return fail("unavailable", "That extra can not be booked for these dates.", { field: "extras" });
  const live = world.quotes.filter((q) => q.live);
  if (live.length >= 2 && live[0]) released(world, live[0]);
  if (leftFor(world, offer.roomTypeCode, offer.arrival, offer.departure) < offer.rooms)
    return fail("conflict", "That room has just gone. Shall I look again?");
  const nights = nightsBetween(offer.arrival, offer.departure);
  const items = [
    { label: typeName(world, offer.roomTypeCode), amount: offer.total },
    ...extrasTotal(world, extras, nights, offer.adults + offer.childAges.length),
  ];
  const total = items.reduce((sum, item) => sum + item.amount, 0);
  const quote: WorldQuote = { ...offer, quote: nextHandle(world, "quote"), extras, total, live: true };
  world.quotes.push(quote);
  take(world, offer, offer.rooms);
  const cancelBy = `${addDays(offer.arrival, -1)}T17:00:00.000Z`;
  return {
    ok: true,
    data: {
      quote: quote.quote,
      roomType: typeName(world, offer.roomTypeCode),
      arrival: dated(offer.arrival),
      departure: dated(offer.departure),
      nights,
      adults: offer.adults,
      children: offer.childAges.length,
      items: items.map((i) => ({ label: i.label, amount: priced(world, i.amount) })),
      total: priced(world, total),
      perNight: priced(world, Math.round(total / nights)),
      dueNow: priced(world, 0),
      dueLater: priced(world, total),
      cancelBy,
      heldUntil: new Date(world.now.getTime() + 180_000).toISOString(),
    },
    facts: [
      moneyFact(world, quote.quote, "total", total),
      moneyFact(world, quote.quote, "perNight", Math.round(total / nights)),
      dateFact(quote.quote, "arrival", offer.arrival),
      dateFact(quote.quote, "departure", offer.departure),
      {
        kind: "availability",
        subject: quote.quote,
        name: "held",
        value: true,
        spoken: `the ${typeName(world, offer.roomTypeCode)} is held`,
      },
      ...items.slice(1).map((i) => moneyFact(world, quote.quote, i.label, i.amount)),
    ],
    say: `The ${typeName(world, offer.roomTypeCode)} comes to ${spoken.money(priced(world, total))} in total.`,
    next: ["book_stay"],
  };
}

export function bookStay(world: World, input: ToolInput<"book_stay">): Answered {
  const quotes = input.quotes.map((handle) => world.quotes.find((q) => q.quote === handle));
  if (quotes.some((q) => !q?.live)) return fail("conflict", "That offer has lapsed. Shall I look again?");
  const booked = quotes as WorldQuote[];
  const stays = booked.map((q): WorldStay => {
    q.live = false;
    const stay: WorldStay = {
      handle: nextHandle(world, "stay"),
      code: makeCode(world, 6),
      first: input.guest.first ?? "",
      last: input.guest.last ?? "",
      phone: input.guest.phone,
      ...(input.guest.email ? { email: input.guest.email } : {}),
      status: "confirmed",
      arrival: q.arrival,
      departure: q.departure,
      adults: q.adults,
      childAges: q.childAges,
      roomTypeCode: q.roomTypeCode,
      extras: [...q.extras],
      feePercent: 0,
    };
    world.stays.push(stay);
    world.handles.push(stay);
    return stay;
  });
  world.verified = true;
  const total = booked.reduce((sum, q) => sum + q.total, 0);
  const code = stays[0]?.code ?? "";
  world.records.push({ kind: "stay", ref: code, args: input });
  return {
    ok: true,
    data: {
      stays: stays.map((s, i) => ({
        stay: s.handle as string,
        code: s.code,
        roomType: typeName(world, s.roomTypeCode),
        total: priced(world, booked[i]?.total ?? 0),
      })),
      total: priced(world, total),
      sent: ["sms"],
    },
    facts: [
      ...stays.map(
        (stay): NewFact => ({
          kind: "confirmation",
          subject: stay.handle ?? "",
          name: "code",
          value: stay.code,
          spoken: spoken.code(stay.code),
        }),
      ),
      moneyFact(world, stays[0]?.handle ?? "", "total", total),
    ],
    say:
      stays.length > 1
        ? `All rooms are booked. The codes are ${spoken.list(stays.map((stay) => spoken.code(stay.code)))}. The total is ${spoken.money(priced(world, total))}.`
        : `Your room is booked. The booking code is ${spoken.code(code)}.`,
    ref: { code, spoken: spoken.code(code) },
  };
}

export function checkRateCode(world: World, input: ToolInput<"check_rate_code">): Answered {
  const plan = world.rateCodes[input.code.toUpperCase()];
  if (!plan)
    return fail("not_found", "I do not know that code. Shall I look at our public price?", { field: "code" });
  return {
    ok: true,
    data: { ratePlan: input.code.toUpperCase(), description: plan.name },
    facts: [{ kind: "policy", name: "ratePlan", value: plan.name, spoken: plan.name }],
    say: `That code gives you the ${plan.name}.`,
    next: ["search_rooms"],
  };
}

export function listExtras(world: World): Answered {
  return {
    ok: true,
    data: {
      extras: world.extras.map((e) => ({
        code: e.code,
        name: e.name,
        price: priced(world, e.amount),
        unit: e.unit,
      })),
    },
    facts: world.extras.map((e) => moneyFact(world, e.code, "price", e.amount)),
    say: `You can add ${spoken.list(world.extras.slice(0, 3).map((e) => e.name.toLowerCase()))}.`,
  };
}

export function joinWaitlist(world: World, input: ToolInput<"join_waitlist">): Answered {
  const ref = makeCode(world, 4);
  world.records.push({ kind: "waitlist", ref, args: input });
  return {
    ok: true,
    data: { state: "waiting" },
    facts: [{ kind: "confirmation", name: "ref", value: ref, spoken: spoken.code(ref) }],
    say: `You are on the waiting list. The reference is ${spoken.code(ref)}.`,
    ref: { code: ref, spoken: spoken.code(ref) },
  };
}
