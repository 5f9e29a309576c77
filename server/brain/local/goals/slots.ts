import { addDays, nightsBetween, weekdayOf } from "@/server/kernel/dates";
import type { StaySlots } from "../dialogue/state";
import { readAgeAnswer } from "../nlu/party";
import type { Understanding } from "../nlu/understand";

/** The departure that is said or follows from the nights. */
export const departureOf = (s: StaySlots): string | undefined =>
  s.departure ?? (s.arrival && s.nights ? addDays(s.arrival, s.nights) : undefined);

function mergeDates(slots: StaySlots, { stay }: Understanding): void {
  const before = departureOf(slots);
  if (stay.arrival) {
    const count = slots.arrival && before ? nightsBetween(slots.arrival, before) : undefined;
    slots.arrival = stay.arrival;
    if (slots.departure && !stay.departure && slots.departure <= stay.arrival) {
      delete slots.departure;
      if (count) slots.nights = count;
    }
  }
  if (stay.departure) {
    slots.departure = stay.departure;
    delete slots.nights;
  }
  if (stay.nights !== undefined && stay.nights > 0 && !stay.departure) {
    slots.nights = stay.nights;
    delete slots.departure;
  }
  if (stay.moreNights !== undefined && slots.arrival && before) {
    const nights = nightsBetween(slots.arrival, before) + stay.moreNights;
    if (nights > 0) {
      slots.nights = nights;
      delete slots.departure;
    }
  }
}

function mergeParty(slots: StaySlots, { party, text }: Understanding, field: string | undefined): void {
  if (party.adults !== undefined) {
    slots.adults = party.adults;
    if (slots.total !== undefined && !party.childAges) {
      const children = Math.max(0, slots.total - party.adults);
      if (children > 0) slots.unknownAges = children;
      delete slots.total;
    } else delete slots.total;
  }
  if (party.total !== undefined) slots.total = party.total;
  if (party.rooms !== undefined && !slots.mix) slots.rooms = party.rooms;
  if (party.childAges) {
    slots.childAges = party.childAges;
    if (party.unknownAges) slots.unknownAges = party.unknownAges;
    else delete slots.unknownAges;
  }
  if (field === "ages") {
    const ages = readAgeAnswer(text);
    if (ages.length > 0) {
      const known = slots.childAges ?? [];
      const wanted = slots.unknownAges ?? ages.length;
      slots.childAges = [...(party.childAges ? [] : known), ...ages.slice(0, Math.max(wanted, ages.length))];
      if (ages.length >= wanted) delete slots.unknownAges;
      else slots.unknownAges = wanted - ages.length;
    }
  }
}

/** Rooms of several types; a type that is counted again has the new count. True when the words are used up. */
function mergeMix(slots: StaySlots, { roomParts, roomTypes, text }: Understanding): boolean {
  const same = (a: readonly string[], b: readonly string[]): boolean => a.some((code) => b.includes(code));
  const [first, second] = roomParts;
  if (first && second && !same(first.codes, second.codes)) {
    slots.mix = roomParts;
    delete slots.roomType;
    delete slots.typeCandidates;
    delete slots.rooms;
    return true;
  }
  if (!slots.mix || roomTypes.length === 0) return false;
  const hit = slots.mix.find((part) => same(part.codes, roomTypes));
  if (hit && first && !/\b(?:just|only)\b/.test(text)) {
    slots.mix = slots.mix.map((part) => (part === hit ? { ...part, rooms: first.rooms } : part));
    return true;
  }
  delete slots.mix;
  if (first && first.rooms > 1) slots.rooms = first.rooms;
  return false;
}

function mergeWishes(slots: StaySlots, u: Understanding): void {
  if (mergeMix(slots, u)) {
    // Nothing else in these words is a wish for a room.
  } else if (u.roomTypes.length === 1) {
    slots.roomType = u.roomTypes[0] as string;
    delete slots.typeCandidates;
  } else if (u.roomTypes.length > 1 && !u.roomTypes.includes(slots.roomType ?? "")) {
    slots.typeCandidates = u.roomTypes;
    delete slots.roomType;
  }
  Object.assign(slots.must, u.must);
  if (u.hotelQuestion && u.question && !/\b(?:with|add|include|including|book|room)\b/.test(u.text)) return;
  for (const extra of u.extras) {
    slots.extras = slots.extras.filter((e) => e.code !== extra.code);
    if (!extra.remove) slots.extras.push({ code: extra.code, qty: extra.qty ?? 1 });
  }
  if (slots.extras.length > 0 && EACH_ROOM.test(u.text)) slots.extrasPerRoom = true;
}

/** A choice between two days that was put to the guest is answered by its day, its weekday or its place. */
function settleChoice(slots: StaySlots, u: Understanding): void {
  const choice = slots.dateChoice;
  if (!choice) return;
  const { options, field } = choice;
  const said = u.stay.loose ?? u.stay.arrival ?? u.stay.departure;
  const byIssue = u.stay.issues
    .flatMap((i) => i.options)
    .find(
      (o) => options.includes(o) && u.stay.issues[0]?.options.filter((x) => options.includes(x)).length === 1,
    );
  const byDay =
    options.find((o) => o === said) ??
    options.find((o) => said !== undefined && o.slice(8) === said.slice(8));
  const byPlace =
    u.choice === undefined
      ? /\b(?:first|former|1st)\b/.test(u.text)
        ? options[0]
        : undefined
      : options.at(u.choice > 0 ? u.choice - 1 : -1);
  const weekdays = options.filter((o) => new RegExp(`\\b${weekdayOf(o).slice(0, 3)}`).test(u.text));
  const pick =
    (weekdays.length === 1 ? weekdays[0] : undefined) ??
    byDay ??
    byIssue ??
    byPlace ??
    (u.answer === "yes" && options.length === 1 ? options[0] : undefined);
  if (pick) {
    slots[field] = pick;
    if (field === "departure") delete slots.nights;
    delete slots.dateChoice;
    u.stay = { issues: [], ...(u.stay.nights !== undefined ? { nights: u.stay.nights } : {}) };
  } else if (said) delete slots.dateChoice;
}

/** What of the slots decides the price; when it changes, a held quote is void. */
export const priceKey = (s: StaySlots): string =>
  JSON.stringify([
    s.arrival,
    departureOf(s),
    s.adults,
    s.childAges ?? [],
    s.rooms,
    s.mix,
    s.roomType,
    s.typeCandidates,
    s.must,
    s.extras,
    s.extrasPerRoom,
  ]);

/** "Parking for each room": what else is charged once for the booking. */
const EACH_ROOM =
  /\b(?:for|in|to|at|with) (?:each|every|both|all)(?: of)?(?: the| our| my)? rooms?\b|\bper room\b|\beach room\b/;

/** Puts everything the utterance says into the slots. True when something the price depends on changed. */
export function fillStay(slots: StaySlots, u: Understanding, field: string | undefined): boolean {
  const before = priceKey(slots);
  const counting = field === "ages" || field === "party" || field === "adults";
  if (
    counting &&
    !/\b(?:nights?|from|until|till|arriv\w*|leav\w*|check|\d(?:st|nd|rd|th)|days?|weeks?|tomorrow|\w+day|january|february|march|april|may|june|july|august|september|october|november|december)\b/.test(
      u.text,
    )
  )
    u.stay = { issues: [] };
  settleChoice(slots, u);
  mergeDates(slots, u);
  mergeWishes(slots, u);
  mergeParty(slots, u, field);
  const doubt = u.stay.issues.find((i) => i.field === "arrival" || i.field === "departure");
  if (doubt && doubt.options.length > 1)
    slots.dateChoice = { field: doubt.field as "arrival" | "departure", options: doubt.options };
  return priceKey(slots) !== before;
}
