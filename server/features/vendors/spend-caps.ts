import { z } from "zod";
import type { Tx } from "@/server/db";
import { asJson } from "@/server/kernel/json";
import type { Ctx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { mayBeDialled } from "./rules";
import { SpendCaps } from "./schema";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The caps of the organisation of this transaction; what cannot be read any more counts as the defaults. */
export async function spendCapsOf(tx: Tx): Promise<SpendCaps> {
  const row = await tx.spendCaps.findFirst({ select: { values: true } });
  return SpendCaps.safeParse(row?.values ?? {}).data ?? SpendCaps.parse({});
}

/** Minutes of calls left in the last 24 hours' allowance, running calls counted until `now`; never below 0. */
export async function minutesLeft(tx: Tx, caps: SpendCaps, now: Date): Promise<number> {
  const since = new Date(now.getTime() - DAY_MS);
  const [row] = await tx.$queryRaw<{ minutes: number }[]>`
    SELECT coalesce(sum(extract(epoch FROM
      greatest(least(coalesce(c.ended_at, ${now}), ${now}) - greatest(c.started_at, ${since}), interval '0'))), 0)::float8
      / 60 AS minutes
    FROM hotel h JOIN call c ON c.tenant_id = h.tenant_id AND c.hotel_id = h.id
    WHERE c.started_at > ${new Date(since.getTime() - DAY_MS)} AND coalesce(c.ended_at, ${now}) > ${since}`;
  return Math.max(0, caps.minutesPerDay - (row?.minutes ?? 0));
}

/** Whether another call may begin within the allowance of the last 24 hours. */
export const hasMinutesLeft = ({ deps, tenantId }: Ctx): Promise<boolean> =>
  deps.db.withTenant(
    tenantId,
    async (tx) => (await minutesLeft(tx, await spendCapsOf(tx), deps.clock.now())) > 0,
  );

/** Whether calls of the organisation may be given to this number (E.164). */
export const mayTransferTo = async (tx: Tx, number: string): Promise<boolean> =>
  mayBeDialled(number, (await spendCapsOf(tx)).transferPrefixes);

export const getSpendCaps = defineVerb({
  name: "vendors.spendCaps",
  input: z.void(),
  output: SpendCaps,
  permission: "settings:read",
  scope: "organisation",
  effect: "read",
  run: (tx) => spendCapsOf(tx),
});

/** Sets what calls may use up. In force from the next call on. */
export const setSpendCaps = defineVerb({
  name: "vendors.setSpendCaps",
  input: SpendCaps,
  output: SpendCaps,
  permission: "organisation:write",
  scope: "organisation",
  effect: "write",
  async run(tx, { tenantId }, caps) {
    const before = await spendCapsOf(tx);
    await tx.spendCaps.upsert({
      where: { tenantId },
      create: { tenantId, values: asJson(caps) },
      update: { values: asJson(caps) },
    });
    return {
      result: caps,
      audit: { subject: { kind: "spend_caps", id: tenantId }, before: asJson(before), after: asJson(caps) },
    };
  },
});
