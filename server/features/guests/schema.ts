import { z } from "zod";
import { Instant, PlainDate } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { Money } from "@/server/kernel/money";

export const GUEST_PAGE = 50;
export const GUEST_COUNT_LIMIT = 10_000;

export const GuestRow = z.object({
  id: Id,
  first: z.string(),
  last: z.string(),
  phone: z.string().nullable(),
  phoneChecked: z.boolean(),
  email: z.string().nullable(),
  emailChecked: z.boolean(),
  language: z.string(),
  reservations: z.int(),
  createdAt: Instant,
});
export const ListGuestsInput = z.object({
  /** Start of a surname or first name, or of a phone number. */
  search: z.string().trim().max(80).optional(),
  page: z.int().min(1).max(200).optional(),
});
export const GuestPage = z.object({
  rows: z.array(GuestRow),
  page: z.int(),
  pageSize: z.int(),
  total: z.int(),
  more: z.boolean(),
});
export const GuestDetail = GuestRow.extend({
  notes: z.string(),
  preferences: z.array(z.object({ key: z.string(), value: z.string() })),
  stays: z.array(
    z.object({
      id: Id,
      code: z.string(),
      status: z.string(),
      arrival: PlainDate,
      departure: PlainDate,
      roomType: z.string(),
      total: Money,
    }),
  ),
  calls: z.array(z.object({ id: Id, startedAt: Instant, outcome: z.string().nullable() })),
});
export const UpdateGuestInput = z.object({
  guestId: Id,
  first: z.string().trim().max(80).optional(),
  last: z.string().trim().min(1).max(80).optional(),
  phone: z.string().trim().min(3).max(40).nullable().optional(),
  email: z.string().trim().max(200).nullable().optional(),
  notes: z.string().max(2_000).optional(),
});
