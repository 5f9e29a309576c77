import { z } from "zod";
import { Instant, PlainDate } from "@/server/kernel/dates";
import { Currency } from "@/server/kernel/money";
import { ExtraUnit } from "@/server/tools/selling";

/** What cancelling costs: nothing, the first `value` nights, `value` percent (1–100) of the total, or all of it. */
export const CancellationFee = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("nights"), value: z.int().min(1).max(90) }),
  z.object({ kind: z.literal("percent"), value: z.int().min(1).max(100) }),
  z.object({ kind: z.literal("full") }),
]);
export type CancellationFee = z.infer<typeof CancellationFee>;

/**
 * Cancellation tiers of a rate plan: `fee` applies while at least `untilHours` hours remain before
 * check-in on the arrival day, hotel time; the tier with the most hours that still holds wins. After the
 * last tier, and with no tier at all, the whole stay is owed.
 */
export const CancellationTiers = z
  .array(z.object({ untilHours: z.int().min(0).max(8_760), fee: CancellationFee }))
  .max(8)
  .transform((tiers) => [...tiers].sort((a, b) => b.untilHours - a.untilHours));
export type CancellationTiers = z.output<typeof CancellationTiers>;

const amount = z.int().nonnegative();
export const PricedNight = z.object({ date: PlainDate, price: amount });
export const PricedExtra = z.object({
  code: z.string(),
  name: z.string(),
  spokenName: z.string(),
  unit: ExtraUnit,
  qty: z.int().positive(),
  unitPrice: amount,
  amount,
});
export const PricedTax = z.object({ code: z.string(), name: z.string(), amount, included: z.boolean() });

/** One room's stay, priced to the cent in minor units of `currency`: what was told is what is owed. */
export const StaySnapshot = z.object({
  version: z.literal(1),
  currency: Currency,
  arrival: PlainDate,
  departure: PlainDate,
  adults: z.int().min(1),
  childAges: z.array(z.int()),
  roomType: z.object({ code: z.string(), name: z.string() }),
  ratePlan: z.object({ code: z.string(), name: z.string() }),
  guaranteed: z.array(z.string()),
  includes: z.array(z.string()),
  nights: z.array(PricedNight).min(1),
  extras: z.array(PricedExtra),
  taxes: z.array(PricedTax),
  /** Nights, extras and the taxes that are not included. */
  total: amount,
  /** Total spread over the nights, rounded half up. */
  perNight: amount,
  terms: CancellationTiers,
  /** Until when it can be cancelled for nothing; absent when it never can. */
  cancelBy: Instant.optional(),
});
export type StaySnapshot = z.output<typeof StaySnapshot>;

/** What a hold keeps: one priced stay a room, and their sum. */
export const HoldSnapshot = z.object({ rooms: z.array(StaySnapshot).min(1), total: amount });
export type HoldSnapshot = z.output<typeof HoldSnapshot>;

export interface RoomTypeRow {
  id: string;
  code: string;
  name: string;
  spokenName: string;
  beds: string;
  maxAdults: number;
  maxGuests: number;
  attributes: readonly string[];
  sortOrder: number;
}
export interface RatePlanRow {
  id: string;
  code: string;
  name: string;
  spokenName: string;
  cancellation: CancellationTiers;
  includes: readonly string[];
  accessCode: string | null;
  sortOrder: number;
}
export interface ExtraRow {
  id: string;
  code: string;
  name: string;
  spokenName: string;
  price: number;
  unit: ExtraUnit;
  stock: number | null;
  noticeHours: number | null;
}
export interface TaxRow {
  code: string;
  name: string;
  kind: "percent" | "amount";
  /** Basis points of a percentage, or minor units. */
  value: number;
  per: "night" | "stay" | "person_night";
  included: boolean;
  exemptUnderAge: number | null;
}
/** What a hotel sells, without nights. */
export interface Catalogue {
  types: readonly RoomTypeRow[];
  plans: readonly RatePlanRow[];
  extras: readonly ExtraRow[];
  taxes: readonly TaxRow[];
}

/** Price (minor units) and restrictions of a type under a plan on one night. */
export interface RateNight {
  date: string;
  price: number;
  minNights: number;
  maxNights: number | null;
  closed: boolean;
  closedToArrival: boolean;
  closedToDeparture: boolean;
}
/** What a Map is to who only looks up. */
export interface Lookup<T> {
  get(key: string): T | undefined;
}
/** Nightly rates by `typeId/planId`, then by date. */
export type Rates = Lookup<Lookup<RateNight>>;
