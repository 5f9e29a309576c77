import type { ToolData } from "@/server/tools";
import type { BookingGoal, RoomPart } from "../dialogue/state";
import { factIds, type Turn } from "../dialogue/turn";
import { withoutArticle } from "../say/phrase";
import { failed } from "./failures";
import { extrasFor } from "./room-extras";
import { departureOf, priceKey } from "./slots";

interface Party {
  adults: number;
  childAges: number[];
}

/** Spreads the guests over the parts, an adult in each room; undefined when they do not fit. */
function parties(goal: BookingGoal, mix: readonly RoomPart[], t: Turn): Party[] | undefined {
  const space = mix.map(
    ({ rooms, codes }) =>
      rooms *
      Math.max(0, ...t.opening.roomTypes.filter((r) => codes.includes(r.code)).map((r) => r.maxGuests)),
  );
  const spread: Party[] = mix.map(({ rooms }) => ({ adults: rooms, childAges: [] }));
  const free = (i: number): number =>
    (space[i] ?? 0) - (spread[i]?.adults ?? 0) - (spread[i]?.childAges.length ?? 0);
  let adults = (goal.adults ?? 0) - spread.reduce((sum, party) => sum + party.adults, 0);
  if (adults < 0) return undefined;
  for (const [i, party] of spread.entries()) {
    const more = Math.min(adults, free(i));
    party.adults += more;
    adults -= more;
  }
  for (const age of goal.childAges ?? []) {
    const party = spread.find((_party, i) => free(i) > 0);
    if (!party) return undefined;
    party.childAges.push(age);
  }
  return adults === 0 && spread.every((_party, i) => free(i) >= 0) ? spread : undefined;
}

/** "two Standard Doubles": how many of a type, in words. */
const named = (t: Turn, rooms: number, roomType: string): string =>
  `${t.spoken.number(rooms)} ${withoutArticle(roomType)}${rooms > 1 && t.spoken.language === "en" ? "s" : ""}`;

/**
 * Rooms of two types: both are looked up before either is held, for a search may give up what is held. What is held
 * together is one offer with one total, the sum of both quotes.
 */
export async function holdMix(t: Turn, goal: BookingGoal): Promise<boolean> {
  const mix = goal.mix ?? [];
  const spread = parties(goal, mix, t);
  if (!spread) {
    t.ask("instead", t.phrase("mixUnfit"), { kind: "open" });
    return false;
  }
  const offers: { offer: string; rooms: number }[] = [];
  for (const [i, { rooms, codes }] of mix.entries()) {
    const party = spread[i] as Party;
    const result = await t.call("search_rooms", {
      checkIn: goal.arrival as string,
      checkOut: departureOf(goal) as string,
      adults: party.adults,
      ...(party.childAges.length > 0 ? { childAges: party.childAges } : {}),
      ...(rooms > 1 ? { rooms } : {}),
      ...(goal.rateCode ? { rateCode: goal.rateCode } : {}),
      must: { ...goal.must, ...(codes.length === 1 ? { roomType: codes[0] as string } : {}) },
    });
    const best = result.ok ? result.data.offers.find((o) => codes.includes(o.roomTypeCode)) : undefined;
    if (best) offers.push({ offer: best.offer, rooms });
    else if (result.ok || result.code === "unavailable") {
      const type = t.opening.roomTypes.find((r) => r.code === codes[0])?.spokenName ?? "";
      t.ask(
        "instead",
        t.phrase("mixFull", { room: named(t, rooms, type) }),
        { kind: "open" },
        result.facts.map((f) => f.id),
      );
      return false;
    } else return failed(t, goal, result);
  }
  return holdAll(t, goal, offers);
}

async function holdAll(
  t: Turn,
  goal: BookingGoal,
  offers: readonly { offer: string; rooms: number }[],
): Promise<boolean> {
  const quotes: (ToolData<"quote_stay"> & { rooms: number })[] = [];
  const facts: string[] = [];
  for (const { offer, rooms } of offers) {
    const extras = extrasFor(t, goal, quotes.length === 0, rooms);
    const result = await t.call("quote_stay", {
      offer,
      ...(extras.length > 0 ? { extras } : {}),
    });
    if (!result.ok && result.field === "extras" && goal.extras.length > 0) {
      goal.extras = [];
      t.say(t.phrase("extraGone"));
      return holdAll(t, goal, offers);
    }
    if (!result.ok) return failed(t, goal, result);
    quotes.push({ ...result.data, rooms });
    facts.push(...factIds(result.facts, ["total", "arrival", "departure", "held"], result.data.quote));
  }
  const [first] = quotes;
  if (!first) return false;
  const sum = (of: "total" | "perNight"): number => quotes.reduce((all, quote) => all + quote[of].amount, 0);
  goal.quote = {
    handle: first.quote,
    handles: quotes.map(({ quote }) => quote),
    roomTypeCode: "",
    roomType: t.spoken.list(quotes.map(({ rooms, roomType }) => named(t, rooms, roomType))),
    total: { ...first.total, amount: sum("total") },
    perNight: { ...first.perNight, amount: sum("perNight") },
    nights: first.nights,
    facts,
  };
  goal.offers = [];
  goal.searched = priceKey(goal);
  return true;
}
