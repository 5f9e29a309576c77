import { loadStayPolicies, type StayPolicies } from "@/server/features/rates";
import { addDays, localTime, nightsBetween, weekdayOf } from "@/server/kernel/dates";
import { money } from "@/server/kernel/money";
import type { NewFact, ToolInput, ToolOption } from "@/server/tools";
import type { Offer } from "@/server/tools/selling";
import { implementTool, refuse, speaking, type ToolCtx, type ToolRefused } from "@/server/verbs/define-tool";
import { endHolds, liveHoldsOf } from "../holds";
import { loadWorld, widened } from "../read-nights";
import { findAlternatives, findOffers, roomsNeeded } from "../rules";
import { type SellingTexts, sellingTexts } from "../say";
import type { Alternative, FoundOffer, SearchWorld, StayQuery } from "../schema";
import { NOT_REFUNDABLE, sayBlocker, sayTerms } from "../spoken-terms";

type Input = ToolInput<"search_rooms">;

/** What an offer handle stands for: a stay that was found, not yet held. */
export interface OfferPayload {
  roomTypeId: string;
  ratePlanId: string;
  arrival: string;
  departure: string;
  adults: number;
  childAges: number[];
  rooms: number;
  total: number;
}

export const searchRooms = implementTool("search_rooms", async (tx, ctx, input) => {
  const t = sellingTexts(ctx.call.language);
  const policies = await loadStayPolicies(tx, ctx.hotelId, ctx.call.today);
  const now = ctx.deps.clock.now();
  const wrong = checkStay(input, ctx, policies, t, now);
  if (wrong) return wrong;
  await releaseOtherDates(ctx, input, now);
  const span = { from: input.checkIn, to: input.checkOut, now, callId: ctx.call.callId };
  const world = await loadWorld(tx, ctx.call.hotel, policies.checkInTime, span);
  const query = completeQuery(input, world, t, ctx);
  if ("ok" in query) return query;
  const { offers, binding } = findOffers(world, query);
  if (offers.length === 0) {
    const around = widened(span, ctx.call.today);
    const wider = await loadWorld(tx, ctx.call.hotel, policies.checkInTime, around);
    const alternatives = findAlternatives(wider, query, ctx.call.today);
    const why = sayBlocker(binding, t, speaking(ctx), ctx.call.today);
    const fact = sayBlocker(binding, sellingTexts("en"), ctx.spoken, ctx.call.today);
    return refuse({
      code: "unavailable",
      ask: `${why} ${alternatives.length > 0 ? t.whichInstead : t.noAlternative}`,
      options: alternatives.map((item) => sayAlternative(item, ctx, t)),
      facts: [{ kind: "availability", name: "none", value: false, spoken: fact }, ...dateFacts(query, ctx)],
    });
  }
  return describeOffers(offers, query, ctx, t, now);
});

/** What is wrong with the dates or the size, as the one question to put. */
function checkStay(
  input: Input,
  ctx: ToolCtx,
  policies: StayPolicies,
  t: SellingTexts,
  now: Date,
): ToolRefused | null {
  const { today, hotel } = ctx.call;
  const nights = nightsBetween(input.checkIn, input.checkOut);
  const say = speaking(ctx);
  if (input.checkIn < today)
    return refuse({ code: "ambiguous", field: "checkIn", ask: t.past(say.date(input.checkIn, today)) });
  if (nights < 1) return refuse({ code: "ambiguous", field: "checkOut", ask: t.departureFirst });
  if (nights < policies.minNights) {
    return refuse({
      code: "not_allowed",
      field: "checkOut",
      policy: "stay_limits.minNights",
      ask: t.tooShort(say.nights(policies.minNights)),
    });
  }
  if (nights > policies.maxNights) {
    return refuse({
      code: "not_allowed",
      field: "checkOut",
      policy: "stay_limits.maxNights",
      ask: t.tooLong(say.nights(policies.maxNights)),
    });
  }
  const furthest = addDays(today, policies.furthestArrivalDays);
  if (input.checkIn > furthest) {
    return refuse({
      code: "not_allowed",
      field: "checkIn",
      policy: "stay_limits.furthestArrivalDays",
      ask: t.tooFar(say.date(furthest, today)),
    });
  }
  if (
    input.checkIn === today &&
    policies.sameDayCutOff &&
    localTime(now, hotel.timeZone) > policies.sameDayCutOff
  ) {
    return refuse({
      code: "not_allowed",
      field: "checkIn",
      policy: "stay_limits.sameDayCutOff",
      ask: t.tooLate,
    });
  }
  if (input.adults + (input.childAges?.length ?? 0) > policies.maxGuestsPerCall) {
    return refuse({
      code: "not_allowed",
      field: "adults",
      policy: "stay_limits.maxGuestsPerCall",
      ask: t.tooManyPeople,
    });
  }
  if ((input.rooms ?? 1) > policies.maxRoomsPerCall) {
    return refuse({
      code: "not_allowed",
      field: "rooms",
      policy: "stay_limits.maxRoomsPerCall",
      ask: t.tooManyRooms(say.number(policies.maxRoomsPerCall)),
    });
  }
  return null;
}

/** A search for other dates gives back what was held for the old ones, in this transaction. */
async function releaseOtherDates(ctx: ToolCtx, input: Input, now: Date): Promise<void> {
  const holds = await liveHoldsOf(ctx.tx, ctx.call.callId);
  const others = holds.filter((hold) => hold.arrival !== input.checkIn || hold.departure !== input.checkOut);
  await endHolds(
    ctx.tx,
    others.map((hold) => hold.id),
    "released",
    now,
  );
}

/** The number of rooms is the guest's to say where one does not do. */
function completeQuery(
  input: Input,
  world: SearchWorld,
  t: SellingTexts,
  ctx: ToolCtx,
): StayQuery | ToolRefused {
  const people = { adults: input.adults, childAges: input.childAges ?? [] };
  const needed = roomsNeeded(people, world.catalogue.types);
  if (needed === null)
    return refuse({
      code: "not_allowed",
      field: "adults",
      policy: "room_type.max_guests",
      ask: t.tooManyPeople,
    });
  if (input.rooms === undefined && needed > 1) {
    const say = speaking(ctx).number(needed);
    return refuse({
      code: "missing",
      field: "rooms",
      ask: t.howManyRooms(say),
      options: [{ say, args: { ...input, rooms: needed } }],
    });
  }
  return {
    ...people,
    arrival: input.checkIn,
    departure: input.checkOut,
    rooms: input.rooms ?? 1,
    must: input.must ?? {},
    wish: input.wish ?? [],
    ...(input.rateCode ? { rateCode: input.rateCode } : {}),
  };
}

function dateFacts(query: StayQuery, ctx: ToolCtx): NewFact[] {
  const fact = (name: string, date: string): NewFact => ({
    kind: "date",
    name,
    value: { date, weekday: weekdayOf(date) },
    spoken: ctx.spoken.date(date, ctx.call.today),
  });
  const nights = nightsBetween(query.arrival, query.departure);
  return [
    fact("arrival", query.arrival),
    fact("departure", query.departure),
    { kind: "quantity", name: "nights", value: nights, spoken: ctx.spoken.nights(nights) },
  ];
}

function sayAlternative(item: Alternative, ctx: ToolCtx, t: SellingTexts): ToolOption {
  const { query, offer } = item;
  const room = offer.type.spokenName;
  const own = speaking(ctx);
  const total = own.money(money(offer.total, ctx.call.hotel.currency));
  const say =
    item.relaxed === "dates"
      ? t.otherDates(own.dateRange(query.arrival, query.departure, ctx.call.today), room, total)
      : t.relaxed(t.without[item.relaxed], room, total);
  const args: Record<string, unknown> = {
    checkIn: query.arrival,
    checkOut: query.departure,
    adults: query.adults,
    rooms: query.rooms,
    ...(query.childAges.length > 0 ? { childAges: [...query.childAges] } : {}),
    ...(Object.keys(query.must).length > 0 ? { must: query.must } : {}),
    ...(query.wish.length > 0 ? { wish: [...query.wish] } : {}),
    ...(query.rateCode ? { rateCode: query.rateCode } : {}),
  };
  return { say, args };
}

async function describeOffers(
  found: readonly FoundOffer[],
  query: StayQuery,
  ctx: ToolCtx,
  t: SellingTexts,
  now: Date,
) {
  const { hotel, today } = ctx.call;
  const offers: Offer[] = [];
  const facts: NewFact[] = dateFacts(query, ctx);
  for (const item of found) {
    const payload: OfferPayload = {
      roomTypeId: item.type.id,
      ratePlanId: item.plan.id,
      arrival: query.arrival,
      departure: query.departure,
      adults: query.adults,
      childAges: [...query.childAges],
      rooms: query.rooms,
      total: item.total,
    };
    const offer = await ctx.handles.reuse("offer", payload);
    const total = money(item.total, hotel.currency);
    const perNight = money(item.perNight, hotel.currency);
    const first = item.rooms[0];
    offers.push({
      offer,
      roomTypeCode: item.type.code,
      roomType: item.type.spokenName,
      ratePlan: item.plan.spokenName,
      guaranteed: [...item.type.attributes],
      rooms: query.rooms,
      total,
      perNight,
      includes: [...item.plan.includes],
      terms: first ? sayTerms(first, { timeZone: hotel.timeZone, today, now }, ctx.spoken) : NOT_REFUNDABLE,
      left: item.left,
    });
    facts.push(
      { kind: "price", subject: offer, name: "total", value: total, spoken: ctx.spoken.money(total) },
      {
        kind: "price",
        subject: offer,
        name: "perNight",
        value: perNight,
        spoken: ctx.spoken.money(perNight),
      },
      {
        kind: "attribute",
        subject: offer,
        name: "roomType",
        value: item.type.spokenName,
        spoken: item.type.spokenName,
      },
      {
        kind: "availability",
        subject: offer,
        name: "left",
        value: item.left,
        spoken: ctx.spoken.number(item.left),
      },
    );
  }
  const nights = nightsBetween(query.arrival, query.departure);
  return {
    ok: true as const,
    data: {
      arrival: { date: query.arrival, weekday: weekdayOf(query.arrival) },
      departure: { date: query.departure, weekday: weekdayOf(query.departure) },
      nights,
      offers,
    },
    facts,
    say: sayOffers(offers, ctx, t),
    next: ["quote_stay", "list_extras"] as const,
  };
}

const MOST_SAID = 3;

function sayOffers(offers: readonly Offer[], ctx: ToolCtx, t: SellingTexts): string {
  const own = speaking(ctx);
  const [only] = offers;
  if (only && offers.length === 1) return t.offer(only.roomType, own.money(only.total));
  const said = offers.slice(0, MOST_SAID).map(({ roomType, total }) => t.offered(roomType, own.money(total)));
  return t.offers(own.list(said, "or"));
}
