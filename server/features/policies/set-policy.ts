import { z } from "zod";
import { businessDate, dateToDb, PlainDate } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { asJson } from "@/server/kernel/json";
import { actorId } from "@/server/verbs/ctx";
import { defineVerb, inputError } from "@/server/verbs/define-verb";
import { checkAlarmChain } from "./alarm-chain";
import { PolicyChanged } from "./events";
import { policyValues } from "./policy-values";
import { PolicyArea, type PolicyValues, policyAreas } from "./schema";

/** Puts new values of one area in force, from today or a later day. The earlier version stays for the record. */
export const setPolicy = defineVerb({
  name: "policies.set",
  input: z.object({
    area: PolicyArea,
    values: z.record(z.string(), z.unknown()),
    validFrom: PlainDate.optional(),
  }),
  output: z.object({ id: z.uuid() }),
  permission: "policies:write",
  effect: "write",
  async run(tx, ctx, { area, values, validFrom }) {
    const schema: z.ZodType = policyAreas[area].strict();
    const parsed = schema.safeParse(values);
    if (!parsed.success) throw inputError(parsed.error);
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    const today = businessDate(now, hotel.timeZone, hotel.auditHour);
    await checkAlarmChain(tx, ctx.hotelId, today, area, parsed.data as PolicyValues<typeof area>);
    const before = await policyValues(tx, ctx.hotelId, area, today);
    const id = newId();
    await tx.policyVersion.create({
      data: {
        tenantId: ctx.tenantId,
        id,
        hotelId: ctx.hotelId,
        area,
        values: asJson(parsed.data),
        validFrom: dateToDb(validFrom ?? today),
        changedBy: actorId(ctx.actor),
        createdAt: now,
      },
      select: { id: true },
    });
    return {
      result: { id },
      audit: { subject: { kind: "policy", id: area }, before: asJson(before), after: asJson(parsed.data) },
      events: [PolicyChanged({ area, hotelId: ctx.hotelId })],
    };
  },
});
