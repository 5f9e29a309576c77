import { z } from "zod";
import { PlainDate } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { Money } from "@/server/kernel/money";
import { ExtraUnit } from "@/server/tools/selling";
import { CancellationTiers } from "./schema";

const code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$/, "Use up to 20 letters, digits or dashes.");
const name = z.string().trim().min(1).max(80);
/** Minor units of the hotel's currency. */
const price = z.int().min(0).max(100_000_000);

export const RatePlanView = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  spokenName: z.string(),
  cancellation: CancellationTiers,
  includes: z.array(z.string()),
  accessCode: z.string().nullable(),
  sortOrder: z.int(),
});
export const SaveRatePlanInput = z.object({
  /** Absent: a new plan. */
  id: Id.optional(),
  code,
  name,
  spokenName: name,
  cancellation: CancellationTiers,
  includes: z.array(name).max(10),
  accessCode: code.nullable(),
  sortOrder: z.int().min(0).max(1_000),
});

export const ExtraView = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  spokenName: z.string(),
  price: Money,
  unit: ExtraUnit,
  stock: z.int().nullable(),
  noticeHours: z.int().nullable(),
});
export const SaveExtraInput = z.object({
  id: Id.optional(),
  code,
  name,
  spokenName: name,
  price,
  unit: ExtraUnit,
  stock: z.int().min(0).max(10_000).nullable(),
  noticeHours: z.int().min(0).max(2_000).nullable(),
});
export const TaxView = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(["percent", "amount"]),
  value: z.int(),
  per: z.enum(["night", "stay", "person_night"]),
  included: z.boolean(),
  exemptUnderAge: z.int().nullable(),
});

/** The longest stretch the rate table reads or writes at once, in days. */
export const MAX_SPAN = 400;
export const RateGridInput = z.object({ ratePlanId: Id, from: PlainDate, to: PlainDate });
export const RateCell = z.object({
  date: PlainDate,
  price: Money.nullable(),
  minNights: z.int(),
  maxNights: z.int().nullable(),
  closed: z.boolean(),
  closedToArrival: z.boolean(),
  closedToDeparture: z.boolean(),
  capacity: z.int(),
  outOfOrder: z.int(),
  held: z.int(),
  sold: z.int(),
});
export const RateGrid = z.object({
  types: z.array(z.object({ id: Id, code: z.string(), name: z.string(), nights: z.array(RateCell) })),
});

const restrictions = {
  minNights: z.int().min(1).max(60).optional(),
  maxNights: z.int().min(1).max(365).nullable().optional(),
  closed: z.boolean().optional(),
  closedToArrival: z.boolean().optional(),
  closedToDeparture: z.boolean().optional(),
};
export const SetRatesInput = z.object({
  ratePlanId: Id,
  roomTypeIds: z.array(Id).min(1).max(50),
  /** First and last night, both included. */
  from: PlainDate,
  to: PlainDate,
  /** Only these weekdays (1 = Monday … 7 = Sunday); all when absent. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  price: price.optional(),
  ...restrictions,
});
