import { nightsBetween } from "@/server/kernel/dates";
import type { TransitionTable } from "@/server/kernel/transitions";
import type { ReservationStatus } from "./schema";

/** What a reservation can become. `cancelled` and `no_show` can come back while there is a room. */
export const transitions = {
  requested: ["held", "confirmed", "cancelled", "expired"],
  held: ["confirmed", "cancelled", "expired"],
  confirmed: ["checked_in", "cancelled", "no_show"],
  checked_in: ["checked_out", "confirmed"],
  checked_out: ["checked_in"],
  cancelled: ["confirmed"],
  no_show: ["confirmed", "checked_in"],
  expired: [],
} as const satisfies TransitionTable<ReservationStatus>;

/** States that take a room out of what can be sold; the counters' trigger holds the same list. */
export const TAKES_ROOM: readonly ReservationStatus[] = ["held", "confirmed", "checked_in", "checked_out"];
/** States in which dates, type and people may still change. */
export const CHANGEABLE: readonly ReservationStatus[] = ["requested", "held", "confirmed", "checked_in"];

/**
 * Nights of the longest stay the house sells; a constraint of the table holds the same number. A year by policy at
 * most, and room to extend it: lists look no further back for stays that touch a night.
 */
export const LONGEST_STAY = 400;
export const isTooLong = (stay: { arrival: string; departure: string }): boolean =>
  nightsBetween(stay.arrival, stay.departure) > LONGEST_STAY;
