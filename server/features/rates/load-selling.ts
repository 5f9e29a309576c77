import { z } from "zod";
import type { Tx } from "@/server/db";
import { CatalogueRow, catalogueColumns } from "./catalogue";
import {
  BLOCK_NIGHTS,
  blocksOf,
  CLOSED,
  NO_ARRIVAL,
  NO_DEPARTURE,
  RateColumns,
  ratesIn,
  toBlocks,
} from "./rate-block";
import type { Catalogue, Rates } from "./schema";
import { type Seen, type Selling, SellingCache } from "./selling-cache";
import { dateOfDay } from "./stay-dates";

const shared = new SellingCache();

const Row = CatalogueRow.extend({
  tenant: z.string().nullable(),
  version: z.string().nullable(),
  rates: z.array(RateColumns).nullable(),
});

/** Catalogue, rates of some blocks and the version of both: one statement, and so one state of the rows. */
async function readSelling(tx: Tx, hotelId: string, blocks: readonly number[]): Promise<Selling> {
  const first = dateOfDay((blocks[0] ?? 0) * BLOCK_NIGHTS);
  const after = dateOfDay(((blocks.at(-1) ?? 0) + 1) * BLOCK_NIGHTS);
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT nullif(current_setting('app.tenant_id', true), '') AS tenant,
      (SELECT version::text FROM selling_version WHERE hotel_id = ${hotelId}::uuid) AS version,
      (SELECT json_agg(json_build_array(ty.id, pl.id, sold.day, sold.price, sold.restricted))
        FROM room_type ty JOIN rate_plan pl ON pl.tenant_id = ty.tenant_id AND pl.hotel_id = ty.hotel_id
        CROSS JOIN LATERAL (
          SELECT array_agg(r.night - ${first}::text::date) AS day, array_agg(r.price) AS price,
            json_agg(json_build_array(r.night - ${first}::text::date, r.min_nights, r.max_nights,
              ${CLOSED}::int * r.closed::int + ${NO_ARRIVAL}::int * r.closed_to_arrival::int
                + ${NO_DEPARTURE}::int * r.closed_to_departure::int))
              FILTER (WHERE r.min_nights <> 1 OR r.max_nights IS NOT NULL OR r.closed OR r.closed_to_arrival
                OR r.closed_to_departure) AS restricted
          FROM nightly_rate r WHERE r.tenant_id = ty.tenant_id AND r.room_type_id = ty.id
            AND r.rate_plan_id = pl.id AND r.night >= ${first}::text::date AND r.night < ${after}::text::date) sold
        WHERE ty.hotel_id = ${hotelId}::uuid AND ty.archived_at IS NULL AND pl.archived_at IS NULL) AS rates,
      ${catalogueColumns(hotelId)}`;
  const { tenant, version, rates, ...catalogue } = Row.parse(rows[0]);
  return {
    seen: { tenant, hotelId, version },
    catalogue: frozen(catalogue),
    blocks: toBlocks(rates ?? [], blocks),
  };
}

function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) frozen(part);
  return Object.freeze(value);
}

/**
 * What the hotel sells on these dates (both included): from this process's copies when they have the version that
 * the open transaction sees, else read through it. What it returns is `seen`, or newer.
 */
export async function loadSelling(
  tx: Tx,
  seen: Seen,
  span: { from: string; to: string },
  cache: SellingCache = shared,
): Promise<{ catalogue: Catalogue; rates: Rates }> {
  const blocks = blocksOf(span.from, span.to);
  const selling = await cache.at(seen, blocks, () => readSelling(tx, seen.hotelId, blocks));
  return { catalogue: selling.catalogue, rates: ratesIn(selling.blocks) };
}
