import type { Tx } from "@/server/db";
import { policiesOn } from "@/server/features/policies";
import { StayPolicies } from "./policies";

/**
 * The stay policies of a hotel in force on `date` (its business date). The only place that reads them:
 * a field the hotel has not set keeps the cautious default.
 */
export async function loadStayPolicies(tx: Tx, hotelId: string, date: string): Promise<StayPolicies> {
  const areas = ["arrival_departure", "stay_limits", "line", "identity", "payment", "cancellation"] as const;
  const set = await policiesOn(tx, hotelId, date, areas);
  const { arrival_departure: times, stay_limits: limits, line, identity, payment, cancellation } = set;
  return StayPolicies.parse({
    checkInTime: times.checkInFrom,
    checkOutTime: times.checkOutUntil,
    holdRoomUntil: times.holdRoomUntil,
    minNights: limits.minNights,
    maxNights: limits.maxNights,
    furthestArrivalDays: limits.furthestArrivalDays,
    maxRoomsPerCall: limits.maxRoomsPerCall,
    sameDayCutOff: limits.sameDayUntil,
    // Nothing can be booked without holding it once.
    offersPerCall: line.offersPerCall === undefined ? undefined : Math.max(1, line.offersPerCall),
    factors: identity.factors,
    verifyTries: identity.tries,
    lockMinutes: identity.lockMinutes,
    dueNowPercent: payment.charged === "at_booking" ? 100 : undefined,
    refundDays: payment.refundDays,
    reinstateHours: cancellation.reinstateWithinHours,
    reinstateKeepsPrice: cancellation.reinstateKeepsPrice,
    noShowFee: cancellation.noShowFee,
  });
}
