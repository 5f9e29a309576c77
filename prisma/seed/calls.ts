import { businessDate, weekdayOf } from "@/server/kernel/dates";
import { newCode } from "@/server/kernel/ids";
import type { Calendar } from "./calendar";
import type { Ending, Scene } from "./conversation";
import { Dialogue } from "./dialogue";
import { makePerson } from "./people";
import type { Rng } from "./random";
import { latest, momentBetween } from "./rhythm";
import type { SeedGuest, SeedStay, StayBook } from "./stays";
import { askThenBook, bookInOneBreath, bookStepByStep, hangsUp, tooExpensive } from "./talk-booking";
import { askKnowledge, askRule, silent, toAPerson, wrongNumber } from "./talk-house";
import {
  complainOfBill,
  complainOfNoise,
  leaveMessage,
  lostItem,
  requestForRoom,
  wakeUp,
} from "./talk-requests";
import { addNight, cancel, notVerified } from "./talk-stay";
import type { House } from "./write-house";

/** How far back calls go, in days. */
const REACH = 30;

export interface SeedCall {
  id: string;
  channel: "twilio" | "browser" | "simulator";
  externalId: string | null;
  fromNumber: string | null;
  guest: SeedGuest | null;
  startedAt: Date;
  dialogue: Dialogue;
  ending: Ending;
  stay: SeedStay | null;
}

type Talk = (scene: Scene, stay: SeedStay) => Ending;

/** Finds something to talk about in the book and has it said: what a call did is what the book holds. */
export class CallBook {
  readonly calls: SeedCall[] = [];
  private readonly refs = new Set<string>();

  constructor(
    private readonly house: House,
    private readonly book: StayBook,
    private readonly calendar: Calendar,
    private readonly rng: Rng,
  ) {}

  fill(): this {
    const { rng } = this;
    this.bookings(170);
    this.cancellations(28);
    this.changes(24);
    this.inHouse(requestForRoom, 110, 0);
    this.inHouse(wakeUp, 22, 0);
    this.inHouse(leaveMessage, 18, 0);
    this.inHouse(complainOfNoise, 7, 0);
    this.inHouse(complainOfBill, 5, 2);
    this.inHouse(lostItem, 8, 3);
    this.aboutOthers(tooExpensive, 20);
    this.aboutOthers(hangsUp, 12);
    this.aboutOthers(notVerified, 5);
    for (const [talk, count] of [
      [askKnowledge, 42],
      [askRule, 30],
      [toAPerson, 24],
      [wrongNumber, 9],
      [silent, 8],
    ] as const) {
      for (let i = 0; i < count; i++)
        this.place(this.moment(), talk, null, rng.chance(0.3) ? rng.pick(this.book.guests) : null);
    }
    this.calls.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
    return this;
  }

  /** Reservations the line made are those that calls made; the rest of that time came by the web. */
  private bookings(count: number): void {
    const since = this.calendar.at(-REACH, 8);
    const made = this.shuffled(
      this.book.stays.filter((stay) => stay.source === "line" && stay.createdAt > since),
    );
    made.forEach((stay, i) => {
      if (i >= count || stay.status === "cancelled") stay.source = "web";
      else
        this.place(
          stay.createdAt,
          this.rng.pick([bookStepByStep, bookStepByStep, bookInOneBreath, askThenBook]),
          stay,
          stay.guest,
        );
    });
  }

  private cancellations(count: number): void {
    const since = this.calendar.at(-REACH, 8);
    const gone = this.book.stays.filter(
      (stay) =>
        stay.cancelledAt &&
        stay.cancelledAt > since &&
        !stay.callId &&
        stay.cancelledAt.getTime() - stay.createdAt.getTime() > 10_800_000,
    );
    for (const stay of this.shuffled(gone).slice(0, count))
      this.place(stay.cancelledAt ?? since, cancel, stay, stay.guest);
  }

  private changes(count: number): void {
    const { calendar, rng } = this;
    const long = this.book.stays.filter(
      (stay) =>
        stay.departure - stay.arrival > 2 &&
        ["confirmed", "checked_in", "checked_out"].includes(stay.status) &&
        stay.arrival > -REACH &&
        !stay.callId,
    );
    const changed = new Set<SeedStay>();
    for (let i = 0; i < count; i++) {
      const at = this.moment();
      const could = long.filter(
        (stay) =>
          stay.createdAt.getTime() < at.getTime() - 3_600_000 &&
          at < calendar.at(stay.arrival, 9) &&
          !changed.has(stay),
      );
      if (could.length === 0) continue;
      const stay = rng.pick(could);
      changed.add(stay);
      this.place(at, addNight, stay, stay.guest);
    }
  }

  /** Calls from rooms, or in the first days after leaving them. */
  private inHouse(talk: Talk, count: number, daysAfter: number): void {
    const { rng, calendar } = this;
    const roomed = this.book.stays.filter(
      (stay) => stay.room && stay.arrival < 0 && stay.departure + daysAfter >= -REACH,
    );
    for (let i = 0; i < count; i++) {
      const at = this.moment();
      const could = roomed.filter((stay) => {
        const [from, until] = daysAfter
          ? [calendar.at(stay.departure, 12), calendar.at(stay.departure + daysAfter, 11)]
          : [calendar.at(stay.arrival, 18), calendar.at(stay.departure, 7)];
        return from < at && at < until;
      });
      if (could.length === 0) continue;
      const stay = rng.pick(could);
      this.place(at, talk, stay, stay.guest);
    }
  }

  /** Calls about dates that somebody else booked in the end: they are for sale and have a price. */
  private aboutOthers(talk: Talk, count: number): void {
    const since = this.calendar.at(-REACH, 8);
    const real = this.book.stays.filter(
      (stay) => stay.createdAt > since && stay.createdAt < latest(this.calendar) && stay.arrival > 1,
    );
    for (let i = 0; i < count && real.length > 0; i++) {
      const stay = this.rng.pick(real);
      this.place(new Date(stay.createdAt.getTime() + 60_000), talk, stay, null);
    }
  }

  private place(
    startedAt: Date,
    talk: Talk | ((scene: Scene) => Ending),
    stay: SeedStay | null,
    guest: SeedGuest | null,
  ): void {
    const { rng, house, book, calendar } = this;
    const channel = rng.weighted([
      ["twilio", 86],
      ["browser", 10],
      ["simulator", 4],
    ] as const);
    const dialogue = new Dialogue(rng, channel !== "twilio" && rng.chance(0.5) ? "typed" : "speech");
    const today = businessDate(startedAt, house.spec.timeZone, calendar.auditHour);
    const scene = {
      rng,
      house,
      book,
      startedAt,
      today,
      guest,
      stay,
      dialogue,
      weekday: weekdayOf,
      ref: () => this.ref(),
    };
    const ending = talk(scene, stay as SeedStay);
    const id = rng.id(startedAt);
    if (ending.booked) ending.booked.callId = id;
    const stranger = guest ? null : makePerson(rng).phone;
    const hex = () => rng.int(0, 0xffff).toString(16).padStart(4, "0");
    this.calls.push({
      id,
      channel,
      externalId: channel === "browser" ? null : `CA${Array.from({ length: 8 }, hex).join("")}`,
      fromNumber: channel === "browser" ? null : (guest?.phone ?? stranger),
      guest: guest && guest.createdAt <= new Date(startedAt.getTime() + 600_000) ? guest : null,
      startedAt,
      dialogue,
      ending,
      stay,
    });
  }

  /** Some time in the last weeks. */
  private moment(): Date {
    const { rng, calendar } = this;
    return momentBetween(rng, calendar, calendar.at(1 - REACH, calendar.auditHour), calendar.now);
  }

  private ref(): string {
    for (;;) {
      const ref = newCode(4, this.rng.next);
      if (this.refs.has(ref)) continue;
      this.refs.add(ref);
      return ref;
    }
  }

  private shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => [this.rng.next(), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item);
  }
}
