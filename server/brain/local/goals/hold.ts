import type { ToolData } from "@/server/tools";
import type { BookingGoal } from "../dialogue/state";
import { factIds, type Turn } from "../dialogue/turn";
import { failed } from "./failures";
import { extrasFor } from "./room-extras";
import { departureOf, priceKey } from "./slots";

/** Looks what is free. False when the guest was told of a failure. */
export async function search(t: Turn, goal: BookingGoal): Promise<boolean> {
  const { must, rooms, roomType, childAges, arrival, adults } = goal;
  const wanted = { ...must, ...(roomType ? { roomType } : {}) };
  const result = await t.call("search_rooms", {
    checkIn: arrival as string,
    checkOut: departureOf(goal) as string,
    adults: adults as number,
    ...(childAges?.length ? { childAges } : {}),
    ...(rooms && rooms > 1 ? { rooms } : {}),
    ...(goal.rateCode ? { rateCode: goal.rateCode } : {}),
    ...(Object.keys(wanted).length ? { must: wanted } : {}),
  });
  if (!result.ok) return failed(t, goal, result);
  goal.offers = result.data.offers.map((o) => ({
    handle: o.offer,
    roomTypeCode: o.roomTypeCode,
    total: o.total.amount,
  }));
  return true;
}

/** After "anything cheaper?" on a wished type: the other types are looked at, and the wish returns when none fits. */
async function holdRelaxed(t: Turn, goal: BookingGoal): Promise<boolean> {
  const { kind, than, instead } = goal.relaxed as NonNullable<BookingGoal["relaxed"]>;
  delete goal.relaxed;
  const fits = goal.offers.filter(
    (o) =>
      o.roomTypeCode !== instead &&
      !goal.refused.includes(o.roomTypeCode) &&
      (kind !== "cheaper" || o.total < than),
  );
  const pick = fits.sort((a, b) => (kind === "cheaper" ? b.total - a.total : a.total - b.total))[0];
  if (!pick) t.say(t.phrase(kind === "cheaper" ? "cheapest" : "noOther"));
  goal.roomType = pick?.roomTypeCode ?? instead;
  return hold(t, goal);
}

/** Holds the best offer of the last search. */
export async function hold(t: Turn, goal: BookingGoal): Promise<boolean> {
  const offers = goal.offers.filter(
    (o) => !goal.refused.includes(o.roomTypeCode) || o.roomTypeCode === goal.roomType,
  );
  const best =
    offers.find((o) => o.roomTypeCode === goal.roomType) ??
    offers.find((o) => goal.typeCandidates?.includes(o.roomTypeCode)) ??
    offers[0] ??
    goal.offers[0];
  if (goal.relaxed) return holdRelaxed(t, goal);
  if (!best) {
    t.ask("arrival", t.phrase("unavailableNone"), { kind: "date", part: "stay" });
    return false;
  }
  const extras = extrasFor(t, goal, true, goal.rooms ?? 1);
  const result = await t.call("quote_stay", {
    offer: best.handle,
    ...(extras.length ? { extras } : {}),
  });
  if (!result.ok && result.field === "extras" && goal.extras.length) {
    goal.extras = [];
    t.say(t.phrase("extraGone"));
    return hold(t, goal);
  }
  if (!result.ok) return failed(t, goal, result);
  const q: ToolData<"quote_stay"> = result.data;
  goal.quote = {
    handle: q.quote,
    roomTypeCode: best.roomTypeCode,
    roomType: q.roomType,
    total: q.total,
    perNight: q.perNight,
    nights: q.nights,
    facts: factIds(result.facts, ["total", "perNight", "arrival", "departure", "held"], q.quote),
  };
  goal.searched = priceKey(goal);
  return true;
}
