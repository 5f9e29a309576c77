import { z } from "zod";
import { VerificationFactor } from "@/server/features/policies";
import { PlainTime } from "@/server/kernel/dates";

/**
 * What selling and changing stays needs of the typed policies. Each default is the cautious one: it
 * promises nothing the hotel has not said.
 */
export const StayPolicies = z.object({
  /** Arrival and departure. */
  checkInTime: PlainTime.default("15:00"),
  checkOutTime: PlainTime.default("11:00"),
  /** Until when a room without guarantee is kept on the arrival day. */
  holdRoomUntil: PlainTime.optional(),
  /** Stay limits. */
  minNights: z.int().min(1).default(1),
  maxNights: z.int().min(1).default(30),
  furthestArrivalDays: z.int().min(1).default(540),
  maxRoomsPerCall: z.int().min(1).max(20).default(5),
  maxGuestsPerCall: z.int().min(1).default(20),
  /** Local time after which tonight is no longer sold on the phone. */
  sameDayCutOff: PlainTime.optional(),
  /** The line. */
  offersPerCall: z.int().min(1).max(5).default(2),
  holdMinutes: z.int().min(1).max(15).default(3),
  /** How long a read-back change may be committed. */
  previewMinutes: z.int().min(1).max(30).default(10),
  /** Identity. */
  factors: z.array(VerificationFactor).default(["code", "phone", "email", "room"]),
  verifyTries: z.int().min(1).max(10).default(3),
  lockMinutes: z.int().min(1).max(1_440).default(30),
  /** Guarantee, payment: percent of the total due at booking. */
  dueNowPercent: z.int().min(0).max(100).default(0),
  refundDays: z.int().min(0).max(60).optional(),
  /** Cancel, no-show. */
  reinstateHours: z.int().min(0).max(720).default(24),
  reinstateKeepsPrice: z.boolean().default(true),
  noShowFee: z.enum(["none", "first_night", "full"]).default("first_night"),
  /** No room for a guest: partner hotels in the hotel's order. */
  partnerHotels: z.array(z.object({ name: z.string(), phone: z.string().optional() })).default([]),
});
export type StayPolicies = z.output<typeof StayPolicies>;
export const defaultStayPolicies: StayPolicies = StayPolicies.parse({});
