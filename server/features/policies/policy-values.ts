import type { z } from "zod";
import type { Tx } from "@/server/db";
import { businessDate, dateToDb } from "@/server/kernel/dates";
import { type PolicyArea, type PolicyValues, policyAreas } from "./schema";

/** What is in force in one area on a date (the hotel's business date); an area never set is empty. */
export async function policyValues<A extends PolicyArea>(
  tx: Tx,
  hotelId: string,
  area: A,
  date: string,
): Promise<PolicyValues<A>> {
  const all = await policiesOn(tx, hotelId, date, [area]);
  return all[area] as PolicyValues<A>;
}

/** The line's own policy as it stood when a call began: what that call's greeting announced. */
export async function linePolicyAt(tx: Tx, hotelId: string, at: Date): Promise<PolicyValues<"line">> {
  const { timeZone, auditHour } = await tx.hotel.findFirstOrThrow({ where: { id: hotelId } });
  const day = dateToDb(businessDate(at, timeZone, auditHour));
  const row = await tx.policyVersion.findFirst({
    where: {
      ...{ hotelId, area: "line", createdAt: { lte: at }, validFrom: { lte: day } },
      OR: [{ validTo: null }, { validTo: { gte: day } }],
    },
    orderBy: [{ validFrom: "desc" }, { createdAt: "desc" }, { id: "desc" }],
    select: { values: true },
  });
  return policyAreas.line.safeParse(row?.values ?? {}).data ?? {};
}

/** Several areas in one read. */
export async function policiesOn<A extends PolicyArea>(
  tx: Tx,
  hotelId: string,
  date: string,
  areas: readonly A[],
): Promise<{ [K in A]: PolicyValues<K> }> {
  const day = dateToDb(date);
  const rows = await tx.policyVersion.findMany({
    where: {
      hotelId,
      area: { in: [...areas] },
      validFrom: { lte: day },
      OR: [{ validTo: null }, { validTo: { gte: day } }],
    },
    orderBy: [{ validFrom: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { area: true, values: true },
  });
  // The newest row of an area wins: later entries overwrite earlier ones.
  const newest = new Map(rows.map((row) => [row.area, row.values]));
  const parse = (area: A) => {
    const schema: z.ZodType = policyAreas[area];
    const parsed = schema.safeParse(newest.get(area) ?? {});
    return parsed.success ? parsed.data : {};
  };
  return Object.fromEntries(areas.map((area) => [area, parse(area)])) as { [K in A]: PolicyValues<K> };
}
