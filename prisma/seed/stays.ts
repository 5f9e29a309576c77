import { priceStay, type StaySnapshot } from "@/server/features/rates";
import { newCode } from "@/server/kernel/ids";
import type { Calendar } from "./calendar";
import { demand, isClosed, isNewYear, nightPrice } from "./house";
import { makePerson, type Person } from "./people";
import type { Rng } from "./random";
import { fallsOn, latest, momentBetween, momentOf } from "./rhythm";
import type { BuiltPlan, BuiltRoom, BuiltType, House } from "./write-house";

export interface SeedGuest extends Person {
  id: string;
  createdAt: Date;
}

/** One reservation of the demo, with days counted from today. */
export interface SeedStay {
  id: string;
  code: string;
  guest: SeedGuest;
  type: BuiltType;
  plan: BuiltPlan;
  arrival: number;
  departure: number;
  adults: number;
  childAges: number[];
  status: "confirmed" | "checked_in" | "checked_out" | "cancelled" | "no_show";
  snapshot: StaySnapshot;
  source: "line" | "desk" | "web" | "import";
  /** The room, where one is given already. */
  room?: BuiltRoom;
  createdAt: Date;
  cancelledAt?: Date;
  cancelFee?: number;
  callId?: string;
  arrivalTime?: string;
}

export interface SeedBlock {
  room: BuiltRoom;
  kind: "out_of_order" | "out_of_service";
  reason: string;
  from: number;
  until: number;
}

const REASONS = [
  "Shower drain blocked",
  "Carpet replaced",
  "Window frame painted",
  "Heating valve",
  "Water damage at the ceiling",
  "New mattress",
];
/** How far ahead guests book; beyond this only a few stays stand. */
const HORIZON = 210;
/** How many days ahead they book on average. The future is filled to fit: each day then makes as many bookings. */
const LEAD = 55;

/** When guests leave and come, in hours of the day. */
const LEAVES = [
  [7, 12],
  [8, 20],
  [9, 24],
  [10, 34],
  [11, 10],
] as const;
const COMES = [
  [13, 8],
  [14, 14],
  [15, 22],
  [16, 18],
  [17, 13],
  [18, 9],
  [19, 6],
  [20, 4],
  [21, 3],
  [22, 2],
  [23, 1],
] as const;

interface Party {
  adults: number;
  childAges: number[];
}

/** Fills rooms one by one with stays that never overlap, so no night can be oversold. */
export class StayBook {
  readonly guests: SeedGuest[] = [];
  readonly stays: SeedStay[] = [];
  readonly blocks: SeedBlock[] = [];
  private readonly codes = new Set<string>();
  private readonly phones = new Set<string>();

  constructor(
    private readonly house: House,
    private readonly calendar: Calendar,
    private readonly rng: Rng,
  ) {}

  fill(from: number): this {
    for (const type of this.house.types) for (const room of type.rooms) this.fillRoom(type, room, from);
    return this;
  }

  private fillRoom(type: BuiltType, room: BuiltRoom, from: number): void {
    const { rng, calendar } = this;
    const block = this.block(room);
    let day = from + rng.int(0, 4);
    while (day < HORIZON) {
      const taken = demand(calendar, day) * this.fade(day);
      // The gap between two stays is as long as the demand is low.
      if (!rng.chance(taken)) {
        day += 1 + Math.floor(rng.tail(2.2));
        continue;
      }
      const nights = this.nights(day);
      const blocked = block && day < block.until && day + nights > block.from;
      const shut = Array.from({ length: nights }, (_, i) => day + i).some((night) =>
        isClosed(calendar, night),
      );
      if (blocked || shut) {
        day += 1;
        continue;
      }
      this.stays.push(this.stay(type, room, day, nights));
      if (rng.chance(0.09)) this.stays.push(this.lost(type, day, nights));
      day += nights;
    }
  }

  /** The further away, the fewer have booked yet. */
  private fade = (day: number): number => (day <= 0 ? 1 : Math.max(0.03, Math.exp(-day / LEAD)));

  private nights(day: number): number {
    const nights = this.rng.weighted([
      [1, 7],
      [2, 20],
      [3, 24],
      [4, 17],
      [5, 11],
      [7, 14],
      [10, 5],
      [14, 2],
    ] as const);
    return isNewYear(this.calendar, day) ? Math.max(3, nights) : nights;
  }

  private block(room: BuiltRoom): SeedBlock | undefined {
    const { rng } = this;
    if (!rng.chance(0.07)) return undefined;
    const from = rng.int(-120, 25);
    const block: SeedBlock = {
      room,
      kind: rng.chance(0.7) ? "out_of_order" : "out_of_service",
      reason: rng.pick(REASONS),
      from,
      until: from + rng.int(1, 9),
    };
    this.blocks.push(block);
    return block;
  }

  private stay(type: BuiltType, room: BuiltRoom, arrival: number, nights: number): SeedStay {
    const { rng } = this;
    const departure = arrival + nights;
    const left = departure < 0 || (departure === 0 && this.isOver(rng.weighted(LEAVES)));
    const came = arrival < 0 || (arrival === 0 && this.isOver(rng.weighted(COMES)));
    const status = left ? "checked_out" : came ? "checked_in" : "confirmed";
    // Of today's arrivals still to come nearly half have their room already.
    const given =
      status !== "confirmed" || (arrival === 0 && rng.chance(0.45)) || (arrival === 1 && rng.chance(0.15));
    const hours = ["14:30", "16:00", "18:30", "21:00", "22:45"];
    return {
      ...this.booked(type, arrival, departure),
      status,
      ...(given ? { room } : {}),
      ...(rng.chance(0.25) ? { arrivalTime: rng.pick(hours) } : {}),
    };
  }

  /** Whether this hour of today is over, at some minute of it. */
  private isOver = (hour: number): boolean => this.calendar.at(0, hour + this.rng.next()) < this.calendar.now;

  /** A booking beside the filled room that took no room in the end. */
  private lost(type: BuiltType, arrival: number, nights: number): SeedStay {
    const { rng, calendar } = this;
    const base = this.booked(type, arrival, arrival + nights);
    if (arrival < 0 && rng.chance(0.2)) {
      return { ...base, status: "no_show", cancelFee: base.snapshot.nights[0]?.price ?? 0 };
    }
    // Booked and cancelled on the day itself: within minutes.
    const soon = new Date(base.createdAt.getTime() + rng.int(1, 4) * 60_000);
    const last = calendar.at(arrival, 10);
    const cancelledAt = last > soon ? momentBetween(rng, calendar, soon, last) : soon;
    const free = base.snapshot.cancelBy !== undefined && cancelledAt < new Date(base.snapshot.cancelBy);
    const tiered = base.snapshot.terms.length > 0;
    const fee = free ? 0 : tiered ? (base.snapshot.nights[0]?.price ?? 0) : base.snapshot.total;
    return { ...base, status: "cancelled", cancelledAt, cancelFee: fee };
  }

  private booked(type: BuiltType, arrival: number, departure: number) {
    const { rng } = this;
    const plan = rng.weighted(
      this.house.plans.map(
        (item) => [item, item.spec.accessCode ? 8 : item.spec.share === 100 ? 62 : 30] as const,
      ),
    );
    const createdAt = this.bookedAt(arrival);
    const party = this.party(type);
    const guest = this.guest(createdAt);
    return {
      id: rng.id(createdAt),
      code: this.code(),
      guest,
      type,
      plan,
      arrival,
      departure,
      ...party,
      snapshot: this.price(type, plan, arrival, departure, party),
      source: rng.weighted([
        ["web", 46],
        ["line", 24],
        ["desk", 18],
        ["import", 12],
      ] as const),
      createdAt,
    };
  }

  /** When a stay was booked: up to noon of its arrival, and in the past. Who comes later than today booked no less far ahead. */
  private bookedAt(arrival: number): Date {
    const { rng, calendar } = this;
    const noon = calendar.at(arrival, 12);
    for (;;) {
      const day = Math.min(arrival, 0) - Math.min(300, Math.floor(rng.tail(LEAD)));
      const at = fallsOn(rng, calendar, day) ? momentOf(rng, calendar, day) : null;
      if (at && at <= noon && at <= latest(calendar)) return at;
    }
  }

  private party({ spec }: BuiltType): Party {
    const { rng } = this;
    const adults = spec.maxAdults === 1 ? 1 : spec.maxAdults === 4 ? rng.int(2, 4) : rng.chance(0.68) ? 2 : 1;
    const room = spec.maxGuests - adults;
    const children =
      room > 0 && adults > 1 && rng.chance(spec.maxAdults > 2 ? 0.6 : 0.12)
        ? rng.int(1, Math.min(2, room))
        : 0;
    return { adults, childAges: Array.from({ length: children }, () => rng.int(1, 14)) };
  }

  private guest(createdAt: Date): SeedGuest {
    const { rng, guests } = this;
    const known = guests.length > 300 && rng.chance(0.52) ? rng.pick(guests) : null;
    if (known) {
      if (createdAt < known.createdAt) known.createdAt = createdAt;
      return known;
    }
    const person = makePerson(rng);
    // Two people never share a number: the line greets a caller by it.
    if (person.phone && this.phones.has(person.phone)) person.phone = null;
    if (person.phone) this.phones.add(person.phone);
    const guest = { ...person, id: rng.id(createdAt), createdAt };
    guests.push(guest);
    return guest;
  }

  private code(): string {
    for (;;) {
      const code = newCode(4, this.rng.next);
      if (this.codes.has(code)) continue;
      this.codes.add(code);
      return code;
    }
  }

  private price(
    type: BuiltType,
    plan: BuiltPlan,
    arrival: number,
    departure: number,
    party: Party,
  ): StaySnapshot {
    const { house, rng } = this;
    const chosen = house.catalogue.extras.filter((extra) => {
      if (extra.code === "BREAKFAST") return plan.spec.includes.length === 0 && rng.chance(0.35);
      if (extra.code === "COT") return party.childAges.some((age) => age < 3);
      return extra.stock !== null && rng.chance(0.04);
    });
    return this.priceOf(
      type,
      plan,
      arrival,
      departure,
      party,
      chosen.map((extra) => extra.code),
    );
  }

  /** The price of a stay with one piece of each of these extras. */
  priceOf(
    type: BuiltType,
    plan: BuiltPlan,
    arrival: number,
    departure: number,
    party: Party,
    extras: readonly string[],
  ): StaySnapshot {
    const { house, calendar } = this;
    const chosen = house.catalogue.extras.filter((extra) => extras.includes(extra.code));
    return priceStay({
      currency: house.spec.currency,
      arrival: calendar.date(arrival),
      departure: calendar.date(departure),
      ...party,
      type: type.row,
      plan: plan.row,
      nightPrices: Array.from({ length: departure - arrival }, (_, i) =>
        nightPrice(calendar, type.spec, plan.spec, arrival + i),
      ),
      extras: chosen.map((extra) => ({ extra, qty: 1 })),
      taxes: house.catalogue.taxes,
      timeZone: house.spec.timeZone,
      checkInTime: "15:00",
    });
  }
}
