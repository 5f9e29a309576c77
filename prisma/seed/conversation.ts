import { addDays, weekdayOf } from "@/server/kernel/dates";
import { spokenIn } from "@/server/kernel/spoken";
import type { EndReason } from "@/server/line/contract";
import type { NewFact } from "@/server/tools";
import type { RequestKind } from "@/server/tools/requests";
import type { Dialogue } from "./dialogue";
import type { Rng } from "./random";
import type { SeedGuest, SeedStay, StayBook } from "./stays";
import type { House } from "./write-house";

export const s = spokenIn("en");

export type Outcome =
  | "booked"
  | "changed"
  | "cancelled"
  | "request"
  | "message"
  | "to_a_person"
  | "answered"
  | "abandoned";

/** What is known before anybody says a word. */
export interface Scene {
  rng: Rng;
  house: House;
  book: StayBook;
  startedAt: Date;
  /** The hotel's date that day. */
  today: string;
  guest: SeedGuest | null;
  stay: SeedStay | null;
  dialogue: Dialogue;
  weekday: (date: string) => ReturnType<typeof weekdayOf>;
  /** A short reference nobody else has. */
  ref(): string;
}

export interface SeedRequest {
  ref: string;
  kind: RequestKind;
  department: string;
  urgency: "normal" | "soon" | "urgent";
  summary: string;
  room: string | null;
  guestName: string | null;
  contact: string | null;
  dueMinutes: number | null;
  items?: { item: string; qty: number }[];
}

/** How a call ended and what it left behind. */
export interface Ending {
  outcome: Outcome;
  intent: string;
  sentiment: "positive" | "neutral" | "negative";
  summary: string;
  reason: EndReason;
  verification?: "none" | "guest" | "booking";
  followUp?: string;
  request?: SeedRequest;
  wakeup?: { room: string; guestName: string; date: string; time: string; ref: string };
  message?: {
    ref: string;
    first: string | null;
    last: string;
    sender: string;
    callback: string | null;
    text: string;
  };
  /** The call made this reservation. */
  booked?: SeedStay;
}

export const dated = (date: string) => ({ date, weekday: weekdayOf(date) });
export const eur = (amount: number) => ({ amount, currency: "EUR" });
export const nameOf = (guest: SeedGuest): string => `${guest.first} ${guest.last}`;

export const price = (name: string, amount: number, subject?: string): NewFact => ({
  kind: "price",
  name,
  value: eur(amount),
  spoken: s.money(eur(amount)),
  ...(subject ? { subject } : {}),
});
export const day = (name: string, date: string, today: string, subject?: string): NewFact => ({
  kind: "date",
  name,
  value: dated(date),
  spoken: s.date(date, today),
  ...(subject ? { subject } : {}),
});
export const policy = (
  subject: string,
  name: string,
  value: string | number | boolean,
  spoken: string,
): NewFact => ({
  kind: "policy",
  subject,
  name,
  value,
  spoken,
});

export const greet = ({ dialogue, house }: Scene): Dialogue =>
  dialogue.greet(
    `${house.spec.name}, you are speaking with the hotel's assistant. This call is recorded. How can I help?`,
  );

export const goodbye = (d: Dialogue, thanks: string): void => {
  d.guest(thanks);
  d.use("end_call", { reason: "done" }, { data: { ending: true }, say: "Thank you for calling. Goodbye." });
  d.say("Thank you for calling. Goodbye.");
  d.end("done");
};

/** The dates of a stay as the hotel writes them. */
export const datesOf = (scene: Scene, stay: SeedStay) => {
  const { arrival, departure } = stay.snapshot;
  return {
    arrival,
    departure,
    nights: stay.departure - stay.arrival,
    range: s.dateRange(arrival, departure, scene.today),
  };
};

/** The caller says who they are; the line finds the booking by surname and code. */
export function verify(scene: Scene, stay: SeedStay, later: { arrival: string; departure: string }): void {
  const { dialogue: d, today } = scene;
  const { nights } = datesOf(scene, stay);
  d.say("So that I only speak to the right person, may I have the surname on the booking?", [], "question");
  d.guest(`${stay.guest.last}.`);
  d.say("Thank you. And the booking code?", [], "question");
  d.guest(`It is ${s.code(stay.code)}.`);
  const brief = {
    stay: "stay_1",
    status: "confirmed",
    arrival: dated(later.arrival),
    departure: dated(later.departure),
    nights,
    roomType: stay.type.spec.spokenName,
  };
  const facts = d.use(
    "verify_guest",
    { surname: stay.guest.last, factor: "code", value: stay.code },
    {
      data: { level: "booking", stays: [brief], attemptsLeft: 3 },
      facts: [
        day("arrival", later.arrival, today, "stay_1"),
        day("departure", later.departure, today, "stay_1"),
      ],
      say: `Thank you. I have your stay: ${stay.type.spec.spokenName}, ${s.dateRange(later.arrival, later.departure, today)}.`,
      next: ["get_stay", "preview_change", "preview_cancel"],
    },
  );
  const ids = Object.values(facts);
  d.say(
    `Thank you. I have your stay: ${stay.type.spec.spokenName}, ${s.dateRange(later.arrival, later.departure, today)}.`,
    ids,
  );
}

export const dayBefore = (date: string): string => addDays(date, -1);
