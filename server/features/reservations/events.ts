import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

const ids = z.object({ hotelId: z.uuid(), reservationId: z.uuid() });

export const ReservationConfirmed = defineEvent("reservation.confirmed", ids);
export const ReservationChanged = defineEvent("reservation.changed", ids);
export const ReservationCancelled = defineEvent("reservation.cancelled", ids);
export const ReservationReinstated = defineEvent("reservation.reinstated", ids);
export const ReservationNoted = defineEvent("reservation.noted", ids);
export const ReservationCheckedIn = defineEvent("reservation.checked-in", ids);
export const ReservationCheckedOut = defineEvent("reservation.checked-out", ids);
export const ReservationNoShow = defineEvent("reservation.no-show", ids);
export const RoomAssigned = defineEvent("reservation.room-assigned", ids);
/** Booked on the phone number alone: the desk finds out how the name is written. */
export const GuestNameUnclear = defineEvent(
  "reservation.name-unclear",
  z.object({ hotelId: z.uuid(), reservationId: z.uuid(), callId: z.uuid() }),
);
