import type { z } from "zod";
import type { CodeState, EmailState, NameState, PhoneState } from "@/server/brain/capture";
import type { Expectation } from "@/server/brain/port";
import type { LanguageDrift } from "@/server/brain/spoken-language";
import type { PlainDate } from "@/server/kernel/dates";
import type { Money } from "@/server/kernel/money";
import type { ToolOption } from "@/server/tools";
import type { RequestKind } from "@/server/tools/requests";
import type { Asked, Must } from "../nlu/understand";

export interface Said {
  text: string;
  kind: "answer" | "question" | "readback" | "filler";
  facts: string[];
}

/** The question that is open; its answer is read with `field` in mind. */
export interface Pending {
  field: string;
  expect: Expectation;
  /** How often it has been put without a usable answer. */
  asked: number;
  /** The question alone, for after an interlude. */
  again: string;
  facts: string[];
  kind: Said["kind"];
  /** The turn, by number, in which the keypad was opened for it and not answered yet. */
  keypad?: number;
  /** Nobody has answered, and zero was offered for a person. */
  zero?: true;
}

export interface DateChoice {
  field: "arrival" | "departure";
  options: PlainDate[];
}

export interface HeldQuote {
  handle: string;
  /** All quotes, where several rooms are held one by one. */
  handles?: string[];
  roomTypeCode: string;
  roomType: string;
  total: Money;
  perNight: Money;
  nights: number;
  facts: string[];
}

/** So many rooms of one type, or of the first that is free of several that the words fit. */
export interface RoomPart {
  rooms: number;
  codes: string[];
}

export interface StaySlots {
  arrival?: PlainDate;
  departure?: PlainDate;
  /** Set when the guest counted nights; then the departure follows the arrival. */
  nights?: number;
  adults?: number;
  childAges?: number[];
  unknownAges?: number;
  total?: number;
  rooms?: number;
  /** Rooms of different types in one booking. */
  mix?: RoomPart[];
  roomType?: string;
  typeCandidates?: string[];
  must: Must;
  extras: { code: string; qty: number }[];
  /** The guest wants extras in each room that are otherwise the booking's, once. */
  extrasPerRoom?: true;
  dateChoice?: DateChoice;
}

export interface BookingGoal extends StaySlots {
  kind: "booking";
  /** Only a price was asked for; an accepted offer makes it a booking. */
  offers: { handle: string; roomTypeCode: string; total: number }[];
  searched?: string;
  quote?: HeldQuote;
  refused: string[];
  /** A wish for another price or room that needs a wider search. */
  relaxed?: { kind: "cheaper" | "other"; than: number; instead: string };
  options: ToolOption[];
  /** A promotional or company code that the line has confirmed. */
  rateCode?: string;
  /** One that is to be checked; empty while it is asked for. */
  rateWish?: string;
  arrivalTime?: string;
  notes: string[];
  accepted: boolean;
  noName: boolean;
  phone?: string;
  partialDigits: string;
  failures: number;
}

export interface StayGoal extends StaySlots {
  kind: "stay";
  want:
    | "tell"
    | "change"
    | "cancel"
    | "late"
    | "messages"
    | "reinstate"
    | "relocate"
    | "checkout"
    | "preference"
    | "profile"
    | "pay";
  surname?: string;
  factor?: string;
  /** Factors the caller does not have at hand. */
  without: string[];
  stay?: string;
  /** What was previewed: a change, or a payment. */
  change?: string;
  shiftDays?: number;
  removeExtras: string[];
  preference?: { key: string; value: string };
  /** A one-time code was sent for this change. */
  otp?: boolean;
  note?: string;
  time?: string;
  told: boolean;
}

export interface FormGoal {
  kind: "form";
  form:
    | "request"
    | "wakeup"
    | "wakeup_cancel"
    | "dnd"
    | "message"
    | "lost"
    | "callback"
    | "waitlist"
    | "complaint"
    | "group"
    | "status"
    | "withdraw";
  values: Record<string, string>;
  items: { item: string; qty: number }[];
  requestKind?: z.infer<typeof RequestKind>;
  urgency?: "soon" | "urgent";
  ready: boolean;
}

export interface TransferGoal {
  kind: "transfer";
  destination: string;
  spokenName: string;
  summary: string;
}

export interface EmergencyGoal {
  kind: "emergency";
  what: "medical" | "fire" | "security";
  happening: string;
  place?: string;
  raised: boolean;
}

export type Goal = BookingGoal | StayGoal | FormGoal | TransferGoal | EmergencyGoal;

export interface KnownStay {
  handle: string;
  label: string;
  arrival: PlainDate;
  departure: PlainDate;
  status: string;
}

export interface SignAsked {
  of: string;
  at: number;
  options: string[];
}

/** All a dialogue remembers: plain JSON, so a snapshot is a copy of it. */
export interface State {
  v: 1;
  turns: number;
  counter: number;
  /** The last is the current one. */
  goals: Goal[];
  pending?: Pending;
  lastSaid: Said[];
  /** Cut off by a barge-in before it was heard, and worth hearing. */
  unheard: Said[];
  misses: number;
  abuse: number;
  complained: boolean;
  language: string;
  /** Another language in which the caller was heard, until it is sure. */
  drift?: LanguageDrift;
  greeted: boolean;
  ended: boolean;
  first?: string;
  last?: string;
  spelled?: boolean;
  /** What was said of name, number, address and code; the values above and below follow from it. */
  said: { name?: NameState; phone?: PhoneState; email?: EmailState; code?: CodeState };
  /** The sign that is being asked about. */
  sign?: SignAsked;
  /** Letters read back already. */
  spelledBack?: string;
  /** A card was being read aloud: what comes next may be the rest of it. */
  card?: boolean;
  /** The caller began to pay in the middle of something else: a way to pay is offered after it. */
  payLater?: boolean;
  /** Room types in the order in which they were named, for "the second one". */
  named: string[];
  /** The last request of this call. */
  request?: string;
  /** Hints of staff for their colleagues; never said. */
  hints: string[];
  nameMisses: number;
  phone?: string;
  phoneChecked?: boolean;
  /** The number did not parse and was asked about; the next answer is stored as said. */
  phoneDoubted?: boolean;
  email?: string;
  room?: string;
  verifyTries: number;
  stays: KnownStay[];
  transferred: string[];
  /** Whether "is there anything else?" was the last thing asked. */
  wrapUp: boolean;
}

export const newState = (language: string): State => ({
  v: 1,
  turns: 0,
  counter: 0,
  goals: [],
  lastSaid: [],
  unheard: [],
  misses: 0,
  abuse: 0,
  complained: false,
  language,
  greeted: false,
  ended: false,
  said: {},
  named: [],
  hints: [],
  nameMisses: 0,
  verifyTries: 0,
  stays: [],
  transferred: [],
  wrapUp: false,
});

export const newBooking = (): BookingGoal => ({
  kind: "booking",
  must: {},
  extras: [],
  offers: [],
  refused: [],
  options: [],
  notes: [],
  accepted: false,
  noName: false,
  partialDigits: "",
  failures: 0,
});
export const newStayGoal = (want: StayGoal["want"]): StayGoal => ({
  kind: "stay",
  want,
  without: [],
  must: {},
  extras: [],
  removeExtras: [],
  told: false,
});

/** What was asked and is known, as context for reading the answer. */
export function asked(state: State): Asked {
  const goal = state.goals.at(-1);
  const field = state.pending?.field;
  const known = goal?.kind === "stay" ? state.stays.find((s) => s.handle === goal.stay) : undefined;
  const slots = goal?.kind === "booking" ? goal : known;
  const part = field === "arrival" ? "arrival" : field === "departure" ? "departure" : undefined;
  return {
    language: state.language,
    party: field === "party" || field === "adults",
    digits:
      state.pending?.expect.kind === "digits" ||
      field === "phoneHint" ||
      field?.startsWith("factor:") === true,
    ...(state.card ? { card: true } : {}),
    ...(part ? { stayPart: part } : {}),
    ...(slots?.arrival ? { arrival: slots.arrival } : {}),
    ...(slots?.departure ? { departure: slots.departure } : {}),
  };
}

/** A snapshot of this brain and version, or undefined: another brain's memory is not guessed at. */
export function readState(snapshot: unknown): State | undefined {
  if (typeof snapshot !== "object" || snapshot === null) return undefined;
  const state = snapshot as Partial<State>;
  return state.v === 1 &&
    Array.isArray(state.goals) &&
    Array.isArray(state.stays) &&
    typeof state.turns === "number"
    ? { ...newState(""), ...structuredClone(state as State) }
    : undefined;
}
