import type { BookingGoal } from "../dialogue/state";
import { factIds, type Turn } from "../dialogue/turn";
import { withoutArticle } from "../say/phrase";
import { noteWords } from "../say/things";
import { askMissing } from "./ask-stay";
import { hearWishes, settleRateCode } from "./booking-wishes";
import { askContact, fillContact, phoneEnding } from "./contact";
import { correctPrice, saidAmount } from "./echo";
import { failed } from "./failures";
import { askForm } from "./forms";
import { hold, search } from "./hold";
import { holdMix } from "./mix";
import { newForm } from "./new-form";
import { extraNames } from "./room-extras";
import { departureOf, fillStay, priceKey } from "./slots";
import { sayUnheard } from "./unheard";

/** Reads one utterance into the booking. True when it held something for it. */
export function hearBooking(t: Turn, goal: BookingGoal): boolean {
  const { u, state } = t;
  const field = state.pending?.field;
  const known = (): string =>
    JSON.stringify([
      state.first,
      state.last,
      state.phone,
      state.email,
      goal.partialDigits,
      goal.notes,
      goal.arrivalTime,
      goal.rateWish,
    ]);
  const knew = known();
  const changed =
    field && /^(?:name|surname|spell|phone|email)/.test(field)
      ? fillWhileNaming(t, goal, field ?? "")
      : fillStay(goal, u, field);
  hearWishes(t, goal);
  fillContact(t);
  if (changed && goal.searched && goal.searched !== priceKey(goal)) {
    delete goal.quote;
    goal.accepted = goal.accepted && false;
  }
  t.changed = changed || knew !== known();
  return t.changed || said(u) || knew !== known();
}

/** A fact repeated is understood all the same. */
const said = ({ stay, party, roomTypes, extras, question, text }: Turn["u"]): boolean =>
  saidAmount(text) !== undefined ||
  [stay.arrival, stay.departure, stay.nights, party.adults, party.childAges].some((x) => x !== undefined) ||
  roomTypes.length + (question ? 0 : extras.length) > 0;

/** Digits of a phone number and letters of a name are no dates; only a clear correction is read there. */
const fillWhileNaming = (t: Turn, goal: BookingGoal, field: string): boolean =>
  /\b(?:actually|make it|change|instead|nights?|adults?|sorry|wait)\b/.test(t.u.text) &&
  !(field.startsWith("phone") && t.u.text.replace(/\D/g, "").length > 5)
    ? fillStay(goal, t.u, field)
    : false;

/** Answers to the offer and the read-back. Returns false when the ordinary way goes on. */
function decide(t: Turn, goal: BookingGoal): "go_on" | "asked" | "dropped" {
  const { u, state } = t;
  const field = state.pending?.field;
  if ((field === "offer" || field === "confirm") && correctPrice(t, goal)) return "asked";
  if (field === "offer" && goal.quote) {
    if (u.intents.includes("cheaper")) return offerAnother(t, goal, "cheaper");
    if (u.intents.includes("alternatives") && u.roomTypes.length === 0) return offerAnother(t, goal, "other");
    if (u.answer === "yes" || (u.intents.includes("book") && !u.question)) goal.accepted = true;
    else if (u.answer === "no") {
      if (u.intents.includes("goodbye")) return "dropped";
      goal.refused.push(goal.quote.roomTypeCode);
      t.ask("instead", t.phrase("whatInstead"), { kind: "open" });
      return "asked";
    } else if (u.answer === "hedge") {
      t.say(t.phrase("unsure"));
      t.ask("offer", t.phrase("offerAsk"), { kind: "yes_no" }, goal.quote.facts);
      return "asked";
    }
  } else if (field === "option" && goal.options.length > 0) {
    return takeOption(t, goal);
  } else if (field === "instead") {
    if (u.intents.includes("cheaper")) return offerAnother(t, goal, "cheaper");
    if (u.answer === "yes" && !t.changed) return offerAnother(t, goal, "other");
    if (
      u.roomTypes.length === 0 &&
      (u.intents.includes("alternatives") || /\b(?:room|another|different)\b/.test(u.text)) &&
      !/\bdates?\b/.test(u.text)
    )
      return offerAnother(t, goal, "other");
    if (u.answer === "no" || u.intents.includes("goodbye")) return "dropped";
    if (/\bdates?\b/.test(u.text) && !u.stay.arrival) {
      t.ask("arrival", t.phrase("askDates"), { kind: "date", part: "stay" });
      return "asked";
    }
  }
  return "go_on";
}

/** An alternative that the line proposed: yes takes it, no hears the next one, anything else said goes its own way. */
function takeOption(t: Turn, goal: BookingGoal): "go_on" | "asked" | "dropped" {
  const { u } = t;
  if (u.stay.arrival || u.stay.nights || u.roomTypes.length > 0) {
    goal.options = [];
    return "go_on";
  }
  if (u.answer === "yes") {
    const args = goal.options[0]?.args as {
      checkIn?: string;
      checkOut?: string;
      adults?: number;
      must?: { roomType?: string };
    };
    if (args.checkIn) goal.arrival = args.checkIn;
    if (args.checkOut) {
      goal.departure = args.checkOut;
      delete goal.nights;
    }
    const wanted = args.must?.roomType?.toLowerCase();
    if (wanted)
      goal.roomType =
        t.opening.roomTypes.find((r) => r.code.toLowerCase() === wanted || r.name.toLowerCase() === wanted)
          ?.code ?? (args.must?.roomType as string);
    goal.options = [];
    return "go_on";
  }
  if (u.answer === "no") {
    goal.options.shift();
    const [next] = goal.options;
    if (u.intents.includes("goodbye")) return "dropped";
    if (next) t.ask("option", t.phrase("unavailableOffer", { option: next.say }), { kind: "yes_no" });
    else t.ask("instead", t.phrase("whatInstead"), { kind: "open" });
    return "asked";
  }
  t.reask();
  return "asked";
}

type Kind = "cheaper" | "other";
/** The next offer of the last search, held before it is named. */
function offerAnother(t: Turn, goal: BookingGoal, kind: Kind): "go_on" | "asked" {
  const now = goal.quote;
  const others = goal.offers.filter(
    (o) => o.roomTypeCode !== now?.roomTypeCode && !goal.refused.includes(o.roomTypeCode),
  );
  const current = goal.offers.find((o) => o.roomTypeCode === now?.roomTypeCode);
  const pick =
    kind === "cheaper"
      ? others.filter((o) => current && o.total < current.total).sort((a, b) => a.total - b.total)[0]
      : others.sort((a, b) => a.total - b.total)[0];
  if (!pick && goal.roomType && now && !goal.relaxed) {
    goal.relaxed = { kind, than: now.total.amount, instead: now.roomTypeCode };
    delete goal.roomType;
    delete goal.quote;
    return "go_on";
  }
  if (!pick) {
    t.say(t.phrase(kind === "cheaper" ? "cheapest" : "noOther"));
    if (now && !goal.refused.includes(now.roomTypeCode))
      t.ask("offer", t.phrase("offerAsk"), { kind: "yes_no" }, now.facts);
    else t.ask("instead", t.phrase("whatInstead"), { kind: "open" });
    return "asked";
  }
  goal.roomType = pick.roomTypeCode;
  delete goal.typeCandidates;
  delete goal.quote;
  return "go_on";
}

/** Says the held offer and asks for a decision. Nothing that is not held is offered. */
function offer(t: Turn, goal: BookingGoal): void {
  const q = goal.quote;
  if (!q) return;
  if (q.roomTypeCode && !t.state.named.includes(q.roomTypeCode)) t.state.named.push(q.roomTypeCode);
  const many = (goal.rooms ?? 1) > 1;
  const words = {
    arrival: t.spoken.date(goal.arrival as string, t.today),
    nights: t.spoken.nights(q.nights),
    room: withoutArticle(q.roomType),
    rooms: t.spoken.number(goal.rooms ?? 1),
  };
  t.say(t.phrase(goal.mix ? "offerMix" : many ? "offerRooms" : "offerWhat", words), q.facts, "readback");
  const price = { total: t.spoken.money(q.total), perNight: t.spoken.money(q.perNight) };
  const extras = goal.extras.length
    ? `${t.phrase("readExtras", { extras: extraNames(t, goal), total: price.total })}`
    : t.phrase(q.nights > 1 && !goal.mix ? "offerPrice" : "offerPriceOne", price);
  t.ask("offer", `${extras} ${t.phrase("offerAsk")}`, { kind: "yes_no" }, q.facts, "readback");
}

/** Everything that will be booked, in pieces, ending in the question whose yes books it. */
export function readBack(t: Turn, goal: BookingGoal): void {
  const q = goal.quote;
  const { state } = t;
  if (!q) return;
  const dates = t.spoken.dateRange(goal.arrival as string, departureOf(goal) as string, t.today);
  const party = t.spoken.party(goal.adults ?? 1, goal.childAges?.length ?? 0);
  t.say(
    t.phrase(goal.mix ? "readMix" : (goal.rooms ?? 1) > 1 ? "readRooms" : "readWhat", {
      room: withoutArticle(q.roomType),
      rooms: t.spoken.number(goal.rooms ?? 1),
      party,
      dates,
    }),
    q.facts,
    "readback",
  );
  const total = t.spoken.money(q.total);
  t.say(
    goal.extras.length
      ? t.phrase("readExtras", { extras: extraNames(t, goal), total })
      : t.phrase("readTotal", { total }),
    q.facts,
    "readback",
  );
  if (goal.arrivalTime) t.say(t.phrase("readArrival", { time: t.clock(goal.arrivalTime) }), [], "readback");
  const notes = goal.notes.map((note) => noteWords(state.language, note));
  if (notes.length) t.say(t.phrase("readNotes", { notes: t.spoken.list(notes) }), [], "readback");
  if (state.email) t.say(t.phrase("readEmail", { email: t.spoken.email(state.email) }), [], "readback");
  const name = [state.first, state.last].filter(Boolean).join(" ");
  const digits = phoneEnding(t, state.phone as string);
  const who = name ? t.phrase("readWho", { name, digits }) : t.phrase("readNameless", { digits });
  t.ask("confirm", `${who} ${t.phrase("readAsk")}`, { kind: "yes_no" }, q.facts, "readback");
}

async function book(t: Turn, goal: BookingGoal): Promise<void> {
  const { state } = t;
  const q = goal.quote as NonNullable<BookingGoal["quote"]>;
  const result = await t.call("book_stay", {
    quotes: q.handles ?? [q.handle],
    guest: {
      ...(state.first ? { first: state.first } : {}),
      ...(state.last ? { last: state.last } : {}),
      phone: state.phone as string,
      ...(state.email ? { email: state.email } : {}),
    },
    ...(goal.extrasPerRoom ? { extrasPerRoom: true } : {}),
    ...(goal.arrivalTime ? { arrivalTime: goal.arrivalTime } : {}),
    ...(goal.notes.length ? { notes: goal.notes.join(", ") } : {}),
    ...(state.last ? {} : { nameUnclear: true }),
  });
  if (!result.ok) {
    if (result.code === "conflict") {
      delete goal.quote;
      goal.failures += 1;
      if (goal.failures < 3) {
        t.say(t.phrase("lapsed"));
        goal.accepted = false;
        return advanceBooking(t, goal);
      }
    }
    failed(t, goal, result);
    return;
  }
  const { stays } = result.data;
  for (const stay of stays)
    state.stays.push({
      handle: stay.stay,
      label: stay.roomType,
      arrival: goal.arrival as string,
      departure: departureOf(goal) as string,
      status: "confirmed",
    });
  t.finish(goal);
  t.say(
    stays.length > 1
      ? t.phrase("bookedSeveral", {
          codes: t.spoken.list(stays.map(({ code }) => t.spoken.code(code))),
        })
      : t.phrase("booked", { code: result.ref?.spoken ?? "" }),
    factIds(result.facts, ["code", "total"]),
  );
}

/** A call holds two quotes at the most. */
const MOST_HELD = 2;

/** The next step of a booking: ask, search, hold and offer, take the details, read back, book. */
export async function advanceBooking(t: Turn, goal: BookingGoal): Promise<void> {
  const decided = decide(t, goal);
  if (decided === "asked") return;
  if (decided === "dropped") {
    t.finish(goal);
    t.say(t.phrase("keptAside"));
    return;
  }
  const { state, u } = t;
  if (await settleRateCode(t, goal)) return;
  if (!goal.quote) {
    const people = (goal.adults ?? 0) + (goal.childAges?.length ?? 0);
    const rooms = goal.mix?.reduce((sum, part) => sum + part.rooms, 0) ?? goal.rooms ?? 1;
    const { groupThreshold, maxRooms } = t.opening.rules;
    if (people >= groupThreshold || rooms > maxRooms || (goal.mix?.length ?? 0) > MOST_HELD)
      return toEvents(t, goal, people);
    if (askMissing(t, goal)) return;
    const held = goal.mix ? await holdMix(t, goal) : (await search(t, goal)) && (await hold(t, goal));
    if (!held) return;
    offer(t, goal);
    return;
  }
  if (!goal.accepted) {
    offer(t, goal);
    return;
  }
  const confirming = state.pending?.field === "confirm";
  if (askContact(t)) return;
  if (confirming && u.answer === "yes") {
    return sayUnheard(t, "confirm") ? undefined : book(t, goal);
  }
  if (confirming && u.answer === "hedge") {
    t.say(t.phrase("unsure"));
    t.ask("confirm", t.phrase("readAsk"), { kind: "yes_no" }, goal.quote.facts, "readback");
    return;
  }
  if (confirming && u.answer === "no" && !t.changed && !goal.partialDigits) {
    t.ask("fix", t.phrase("whatToChange"), { kind: "open" });
    return;
  }
  readBack(t, goal);
}

/** Above the hotel's threshold a person makes the offer. */
async function toEvents(t: Turn, goal: BookingGoal, people: number): Promise<void> {
  if (!goal.arrival && askMissing(t, goal)) return;
  t.finish(goal);
  const form = newForm("group");
  form.values.what = groupWords(t, goal, people);
  t.push(form);
  t.say(t.phrase("tooMany"));
  t.u = { ...t.u, intents: [] };
  askForm(t, form);
}

/** The party as it is read back and passed on; phrases begin like sentences, so those within one are put small. */
function groupWords(t: Turn, { rooms, mix, arrival, nights }: BookingGoal, people: number): string {
  const inside = (words: string): string => words.replace(/^./u, (letter) => letter.toLowerCase());
  const parts = mix
    ? t.spoken.list(mix.map((part) => `${part.rooms} ${part.codes[0]}`))
    : rooms
      ? t.phrase("groupRooms", { n: String(rooms) })
      : "";
  return [
    t.phrase("groupGuests", { n: people ? String(people) : "?" }),
    parts,
    arrival ? inside(t.phrase("groupFrom", { date: t.spoken.date(arrival) })) : "",
    nights ? t.spoken.nights(nights) : "",
  ]
    .filter(Boolean)
    .join(", ");
}
