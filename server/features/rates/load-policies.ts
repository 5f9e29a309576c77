import type { Tx } from "@/server/db";
import { dateToDb } from "@/server/kernel/dates";
import { StayPolicies } from "./policies";

/** Areas of the policy model that hold the fields of `StayPolicies`. */
const AREAS = ["arrival_departure", "stay_limits", "line", "identity", "payment", "cancellation", "no_room"];

/**
 * The stay policies of a hotel in force on `date`. The only place that reads them: fields that are not
 * set, or do not fit, keep their default.
 */
export async function loadStayPolicies(tx: Tx, hotelId: string, date: string): Promise<StayPolicies> {
  const day = dateToDb(date);
  const rows = await tx.policyVersion.findMany({
    where: { hotelId, area: { in: AREAS }, validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gte: day } }] },
    orderBy: [{ validFrom: "asc" }, { createdAt: "asc" }],
    select: { values: true },
  });
  const merged: Record<string, unknown> = Object.assign({}, ...rows.map((row) => row.values));
  const fields = Object.entries(StayPolicies.shape).flatMap(([name, schema]) => {
    const read = schema.safeParse(merged[name]);
    return read.success && read.data !== undefined ? [[name, read.data] as const] : [];
  });
  return StayPolicies.parse(Object.fromEntries(fields));
}
