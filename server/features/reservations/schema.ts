import { z } from "zod";
import { StaySnapshot } from "@/server/features/rates";
import { Instant, PlainDate, PlainTime } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { Money } from "@/server/kernel/money";

export const ReservationStatus = z.enum([
  "requested",
  "held",
  "confirmed",
  "checked_in",
  "checked_out",
  "cancelled",
  "no_show",
  "expired",
]);
export type ReservationStatus = z.infer<typeof ReservationStatus>;

export const PAGE_SIZE = 50;
/** Counts are exact up to here, then "more than". */
export const COUNT_LIMIT = 10_000;

/** Tabs of the list: who arrives on the day, sleeps here, leaves on the day, or is not confirmed yet. */
export const ReservationView = z.enum(["all", "arriving", "in_house", "departing", "held"]);
export const ReservationSort = z.enum([
  "arrival",
  "-arrival",
  "departure",
  "-departure",
  "created",
  "-created",
]);

export const ListReservationsInput = z.object({
  view: ReservationView.optional(),
  status: z.array(ReservationStatus).max(8).optional(),
  /** Stays that touch a night in [from, to]. */
  from: PlainDate.optional(),
  to: PlainDate.optional(),
  /** The day of the view; the hotel's business date when absent. */
  date: PlainDate.optional(),
  /** Start of a first or last name, a phone number, or a code. */
  search: z.string().trim().max(80).optional(),
  sort: ReservationSort.optional(),
  page: z.int().min(1).max(200).optional(),
});

export const ReservationRow = z.object({
  id: Id,
  code: z.string(),
  status: ReservationStatus,
  guest: z.object({ id: Id, first: z.string(), last: z.string(), phone: z.string().nullable() }),
  arrival: PlainDate,
  departure: PlainDate,
  nights: z.int(),
  adults: z.int(),
  children: z.int(),
  roomType: z.object({ id: Id, code: z.string(), name: z.string() }),
  room: z.string().nullable(),
  total: Money,
  source: z.string(),
  callId: Id.nullable(),
  nameUnclear: z.boolean(),
  arrivalTime: z.string().nullable(),
  createdAt: Instant,
});
export const ReservationPage = z.object({
  rows: z.array(ReservationRow),
  page: z.int(),
  pageSize: z.int(),
  /** Exact up to 10,000; `more` says there are more than that. */
  total: z.int(),
  more: z.boolean(),
});

export const ReservationDetail = ReservationRow.extend({
  snapshot: StaySnapshot,
  ratePlan: z.object({ id: Id, code: z.string(), name: z.string() }),
  guarantee: z.string(),
  bookerName: z.string().nullable(),
  cancelFee: Money.nullable(),
  version: z.int(),
  noRoom: z.boolean(),
  /** Where in the recording the guest said a name that was not understood, in ms. */
  nameClip: z.object({ fromMs: z.int(), untilMs: z.int() }).nullable(),
  stays: z.array(
    z.object({
      id: Id,
      roomId: Id,
      room: z.string(),
      arrival: PlainDate,
      departure: PlainDate,
      active: z.boolean(),
    }),
  ),
  notes: z.array(
    z.object({ id: Id, kind: z.string(), text: z.string(), callId: Id.nullable(), at: Instant }),
  ),
  history: z.array(
    z.object({
      id: Id,
      at: Instant,
      action: z.string(),
      actorKind: z.string(),
      actorId: z.string(),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
});

const party = {
  adults: z.int().min(1).max(40),
  childAges: z.array(z.int().min(0).max(17)).max(20),
};
export const CreateReservationInput = z.object({
  guest: z.object({
    first: z.string().trim().max(80).optional(),
    last: z.string().trim().min(1, "A surname is needed.").max(80),
    phone: z.string().trim().min(3).max(40).optional(),
    email: z.string().trim().max(200).optional(),
  }),
  roomTypeId: Id,
  ratePlanId: Id,
  arrival: PlainDate,
  departure: PlainDate,
  adults: party.adults,
  childAges: party.childAges.optional(),
  extras: z
    .array(z.object({ code: z.string().min(1).max(40), qty: z.int().min(1).max(50) }))
    .max(10)
    .optional(),
  arrivalTime: PlainTime.optional(),
  note: z.string().trim().max(500).optional(),
});

const target = { reservationId: Id, version: z.int().optional() };
export const ReservationTarget = z.object(target);
export const ChangeReservationInput = z.object({
  ...target,
  arrival: PlainDate.optional(),
  departure: PlainDate.optional(),
  roomTypeId: Id.optional(),
  adults: party.adults.optional(),
  childAges: party.childAges.optional(),
});
export const CancelReservationInput = z.object({ ...target, waiveFee: z.boolean().optional() });
export const AssignRoomInput = z.object({ ...target, roomId: Id });
export const AddNoteInput = z.object({
  reservationId: Id,
  kind: z.enum(["late_arrival", "occasion", "allergy", "wish", "other"]),
  text: z.string().trim().min(1, "Write the note first.").max(500),
});
export const ReservationWritten = z.object({
  id: Id,
  code: z.string(),
  status: ReservationStatus,
  version: z.int(),
  total: Money,
});
