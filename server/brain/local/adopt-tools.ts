import type { Expectation } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import type { ToolData, ToolInput, ToolName, ToolResult } from "@/server/tools";
import {
  type BookingGoal,
  type Goal,
  newBooking,
  newStayGoal,
  type State,
  type StayGoal,
} from "./dialogue/state";
import { factIds } from "./dialogue/turn";
import { priceKey } from "./goals/slots";

/** A tool call of another brain and what came of it; what was personal in its arguments may be missing. */
export function noteTool(
  memory: State,
  opening: CallOpening,
  name: ToolName,
  args: Record<string, unknown>,
  result: ToolResult,
): void {
  const note = notes[name] as ((m: State, a: unknown, r: ToolResult, o: CallOpening) => void) | undefined;
  note?.(memory, args, result, opening);
  // On record for the hotel's people: whoever goes on with the call does not do it a second time.
  if (!result.ok && result.noted) memory.goals.pop();
}

/** How many keys each purpose has where the tool names no length; a telephone number is as long as it is. */
const KEYS = { phone: [5, 15], code: [4, 12], last4: [4, 4], choice: [1, 1] } as const;
const FIELDS = { phone: "phone", code: "factor:code", last4: "factor:card_last4", choice: "open" } as const;

/** What the keys that another brain has asked for are; awaited until they came, or something else is asked. */
function keysFor(purpose: keyof typeof KEYS, length: number | undefined): Expectation {
  const [least, most] = KEYS[purpose];
  const exact = purpose === "phone" ? undefined : length;
  return {
    kind: "digits",
    purpose: purpose === "choice" ? "code" : purpose,
    min: exact ?? least,
    max: exact ?? Math.max(most, length ?? 0),
  };
}

const booking = (memory: State): BookingGoal => {
  const found = memory.goals.findLast((g): g is BookingGoal => g.kind === "booking");
  if (found) return found;
  const goal = newBooking();
  memory.goals.push(goal);
  return goal;
};
const stayGoal = (memory: State, want: StayGoal["want"]): StayGoal => {
  const found = memory.goals.findLast((g): g is StayGoal => g.kind === "stay");
  if (found) return Object.assign(found, { want });
  const goal = newStayGoal(want);
  memory.goals.push(goal);
  return goal;
};
const done = (memory: State, kind: Goal["kind"]): void => {
  const at = memory.goals.findLastIndex((g) => g.kind === kind);
  if (at >= 0) memory.goals.splice(at, 1);
};
const codeOf = (opening: CallOpening, wanted: string): string =>
  opening.roomTypes.find((r) =>
    [r.code, r.name, r.spokenName].some((n) => n.toLowerCase() === wanted.toLowerCase()),
  )?.code ?? wanted;

type Note<N extends ToolName> = (
  memory: State,
  args: ToolInput<N>,
  result: ToolResult<ToolData<N>>,
  opening: CallOpening,
) => void;

const finishForm = (memory: State, args: { name?: string; room?: string }, result: ToolResult): void => {
  if (args.name) name(memory, args.name);
  if (args.room) memory.room = args.room;
  if (result.ok) done(memory, "form");
};
const name = (memory: State, full: string): void => {
  const words = full.trim().split(/\s+/);
  memory.last = words.pop() as string;
  if (words.length > 0) memory.first = words.join(" ");
};
const previewed =
  (want: "change" | "cancel"): Note<"preview_change"> | Note<"preview_cancel"> =>
  (memory: State, args: { stay: string }, result: ToolResult<ToolData<"preview_cancel">>) => {
    const goal = stayGoal(memory, want);
    goal.stay = args.stay;
    if (result.ok) goal.change = result.data.change;
    else delete goal.change;
  };

const notes: { [N in ToolName]?: Note<N> } = {
  resolve_dates: (memory, args, result) => {
    if (!result.ok || args.purpose !== "stay") return;
    const goal = memory.goals.findLast((g) => g.kind === "booking" || g.kind === "stay") ?? booking(memory);
    if (goal.kind !== "booking" && goal.kind !== "stay") return;
    const { arrival, departure } = result.data;
    if (arrival) goal.arrival = arrival.date;
    if (departure) {
      goal.departure = departure.date;
      delete goal.nights;
    }
  },
  search_rooms: (memory, args, result, opening) => {
    const goal = booking(memory);
    Object.assign(goal, { arrival: args.checkIn, departure: args.checkOut, adults: args.adults });
    for (const key of ["nights", "total", "unknownAges", "quote", "childAges", "rooms"] as const)
      delete goal[key];
    if (args.childAges?.length) goal.childAges = args.childAges;
    if (args.rooms && args.rooms > 1) goal.rooms = args.rooms;
    if (args.must?.roomType) goal.roomType = codeOf(opening, args.must.roomType);
    goal.accepted = false;
    goal.options = result.ok ? [] : [...result.options];
    if (result.ok)
      goal.offers = result.data.offers.map(({ offer, roomTypeCode, total }) => ({
        handle: offer,
        roomTypeCode,
        total: total.amount,
      }));
  },
  quote_stay: (memory, args, result, opening) => {
    const goal = booking(memory);
    if (!result.ok) return;
    const { data } = result;
    const roomTypeCode =
      goal.offers.find((o) => o.handle === args.offer)?.roomTypeCode ?? codeOf(opening, data.roomType);
    Object.assign(goal, { arrival: data.arrival.date, departure: data.departure.date, adults: data.adults });
    delete goal.nights;
    goal.extras = args.extras ?? [];
    goal.accepted = goal.accepted && goal.quote?.roomTypeCode === roomTypeCode;
    goal.quote = {
      handle: data.quote,
      roomTypeCode,
      roomType: data.roomType,
      total: data.total,
      perNight: data.perNight,
      nights: data.nights,
      facts: factIds(result.facts, ["total", "perNight", "arrival", "departure", "held"], data.quote),
    };
    goal.searched = priceKey(goal);
  },
  book_stay: (memory, args, result) => {
    const { first, last, phone, email } = args.guest;
    Object.assign(memory, {
      ...(first ? { first } : {}),
      ...(last ? { last } : {}),
      ...(email ? { email } : {}),
      ...(phone ? { phone, phoneChecked: true } : {}),
    });
    const goal = booking(memory);
    if (!result.ok) {
      if (result.code === "conflict") delete goal.quote;
      return;
    }
    for (const stay of result.data.stays)
      memory.stays.push({
        handle: stay.stay,
        label: stay.roomType,
        arrival: goal.arrival ?? "",
        departure: goal.departure ?? "",
        status: "confirmed",
      });
    done(memory, "booking");
  },
  verify_guest: (memory, args, result) => {
    if (args.surname) memory.last = args.surname;
    if (!result.ok) {
      memory.verifyTries = result.code === "not_allowed" ? 3 : memory.verifyTries + 1;
      return;
    }
    memory.stays = result.data.stays.map((s) => ({
      handle: s.stay,
      label: s.roomType,
      arrival: s.arrival.date,
      departure: s.departure.date,
      status: s.status,
    }));
  },
  get_stay: (memory, args, result) => {
    const goal = memory.goals.findLast((g): g is StayGoal => g.kind === "stay");
    if (goal) goal.stay = args.stay;
    if (result.ok && goal?.want === "tell") done(memory, "stay");
  },
  preview_change: (memory, args, result, opening) => {
    (previewed("change") as Note<"preview_change">)(memory, args, result, opening);
    const goal = stayGoal(memory, "change");
    const { checkIn, checkOut, adults, childAges, roomType } = args.set ?? {};
    if (checkIn) goal.arrival = checkIn;
    if (checkOut) goal.departure = checkOut;
    if (adults) goal.adults = adults;
    if (childAges) goal.childAges = childAges;
    if (roomType) goal.roomType = codeOf(opening, roomType);
    if (args.addExtras) goal.extras = args.addExtras;
    if (args.removeExtras) goal.removeExtras = args.removeExtras;
    delete goal.nights;
    delete goal.shiftDays;
  },
  preview_cancel: previewed("cancel") as Note<"preview_cancel">,
  commit_change: (memory, args, result) => {
    const goal = memory.goals.findLast((g): g is StayGoal => g.kind === "stay" && g.change === args.change);
    if (!result.ok) {
      if (goal) delete goal.change;
      return;
    }
    const known = memory.stays.find((s) => s.handle === goal?.stay);
    if (known) {
      known.status = result.data.status;
      if (goal?.want === "change" && goal.arrival) known.arrival = goal.arrival;
      if (goal?.want === "change" && goal.departure) known.departure = goal.departure;
    }
    done(memory, "stay");
  },
  get_payment: (memory, args, result) => {
    const goal = stayGoal(memory, "pay");
    goal.stay = args.stay;
    if (result.ok && result.data.payment) goal.change = result.data.payment;
    else done(memory, "stay");
  },
  start_payment: (memory, _args, result) => {
    const goal = memory.goals.findLast((g): g is StayGoal => g.kind === "stay");
    if (result.ok) done(memory, "stay");
    else if (goal) delete goal.change;
  },
  note_on_stay: (memory, _args, result) => {
    if (result.ok) done(memory, "stay");
  },
  create_request: finishForm,
  set_wakeup: finishForm,
  cancel_wakeup: finishForm,
  set_do_not_disturb: finishForm,
  report_lost_item: finishForm,
  take_message: (memory, args, result) => finishForm(memory, { name: args.from }, result),
  schedule_callback: (memory, args, result) => {
    if (args.number) memory.phone = args.number;
    finishForm(memory, args.name ? { name: args.name } : {}, result);
  },
  join_waitlist: (memory, args, result) => {
    if (args.phone) memory.phone = args.phone;
    finishForm(memory, { name: args.name }, result);
    if (result.ok) done(memory, "booking");
  },
  use_keypad: (memory, args, result) => {
    if (!result.ok) return;
    memory.pending = {
      field: FIELDS[args.purpose],
      expect: keysFor(args.purpose, args.length),
      asked: 1,
      again: result.say,
      facts: result.facts.map((fact) => fact.id),
      kind: "question",
      keypad: memory.turns,
    };
  },
  transfer_call: (memory, args) => {
    memory.transferred.push(args.destination);
  },
};
