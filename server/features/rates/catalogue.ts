import { z } from "zod";
import { Prisma, type Tx } from "@/server/db";
import { normaliseCode } from "@/server/kernel/ids";
import { ExtraUnit } from "@/server/tools/selling";
import { CancellationTiers, type Catalogue, type RatePlanRow } from "./schema";

const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullable()
    .transform((rows) => rows ?? []);
/** A row of `catalogueColumns`. */
export const CatalogueRow = z.object({
  types: list(
    z.object({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      spokenName: z.string(),
      beds: z.string(),
      maxAdults: z.int(),
      maxGuests: z.int(),
      attributes: list(z.string()),
      sortOrder: z.int(),
    }),
  ),
  plans: list(
    z.object({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      spokenName: z.string(),
      cancellation: CancellationTiers,
      includes: list(z.string()),
      accessCode: z.string().nullable(),
      sortOrder: z.int(),
    }),
  ),
  extras: list(
    z.object({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      spokenName: z.string(),
      price: z.int(),
      unit: ExtraUnit,
      stock: z.int().nullable(),
      noticeHours: z.int().nullable(),
    }),
  ),
  taxes: list(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.enum(["percent", "amount"]),
      value: z.int(),
      per: z.enum(["night", "stay", "person_night"]),
      included: z.boolean(),
      exemptUnderAge: z.int().nullable(),
    }),
  ),
});

/** Everything a hotel sells that does not depend on the night, as columns of one row. */
export const catalogueColumns = (hotelId: string): Prisma.Sql => Prisma.sql`
  (SELECT json_agg(json_build_object('id', id, 'code', code, 'name', name, 'spokenName', spoken_name,
    'beds', beds, 'maxAdults', max_adults, 'maxGuests', max_guests, 'attributes', attributes,
    'sortOrder', sort_order) ORDER BY sort_order, code)
   FROM room_type WHERE hotel_id = ${hotelId}::uuid AND archived_at IS NULL) AS types,
  (SELECT json_agg(json_build_object('id', id, 'code', code, 'name', name, 'spokenName', spoken_name,
    'cancellation', cancellation, 'includes', includes, 'accessCode', access_code,
    'sortOrder', sort_order) ORDER BY sort_order, code)
   FROM rate_plan WHERE hotel_id = ${hotelId}::uuid AND archived_at IS NULL) AS plans,
  (SELECT json_agg(json_build_object('id', id, 'code', code, 'name', name, 'spokenName', spoken_name,
    'price', price, 'unit', unit, 'stock', stock, 'noticeHours', notice_hours) ORDER BY code)
   FROM extra WHERE hotel_id = ${hotelId}::uuid AND archived_at IS NULL) AS extras,
  (SELECT json_agg(json_build_object('code', code, 'name', name, 'kind', kind, 'value', value, 'per', per,
    'included', included, 'exemptUnderAge', exempt_under_age) ORDER BY code)
   FROM tax WHERE hotel_id = ${hotelId}::uuid AND archived_at IS NULL) AS taxes`;

/** Everything a hotel sells that does not depend on the night, in one read. */
export async function loadCatalogue(tx: Tx, hotelId: string): Promise<Catalogue> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT ${catalogueColumns(hotelId)}`;
  return CatalogueRow.parse(rows[0]);
}

/** Plans anybody may book, and those the code opens. Codes are compared without case, spaces and dashes. */
export const plansFor = (plans: readonly RatePlanRow[], code?: string): RatePlanRow[] =>
  plans.filter(
    (plan) =>
      plan.accessCode === null ||
      (code !== undefined && normaliseCode(code) === normaliseCode(plan.accessCode)),
  );
