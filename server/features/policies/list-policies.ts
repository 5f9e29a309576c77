import { z } from "zod";
import { businessDate } from "@/server/kernel/dates";
import { spokenIn } from "@/server/kernel/spoken";
import { defineVerb } from "@/server/verbs/define-verb";
import { policiesOn } from "./policy-values";
import { PolicyArea } from "./schema";
import { policySentences } from "./sentences";

const Sentence = z.object({ field: z.string(), value: z.unknown(), say: z.string() });

/** Every area as it is in force today, with what the line will say. */
export const listPolicies = defineVerb({
  name: "policies.list",
  input: z.object({}),
  output: z.array(
    z.object({
      area: PolicyArea,
      values: z.record(z.string(), z.unknown()),
      sentences: z.array(Sentence),
      changedBy: z.string().nullable(),
      changedAt: z.string().nullable(),
    }),
  ),
  permission: "policies:read",
  effect: "read",
  async run(tx, ctx) {
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const today = businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour);
    const values = await policiesOn(tx, ctx.hotelId, today, PolicyArea.options);
    const latest = await tx.policyVersion.findMany({
      where: { hotelId: ctx.hotelId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      distinct: ["area"],
      select: { area: true, changedBy: true, createdAt: true },
    });
    const voice = { spoken: spokenIn("en"), currency: hotel.currency };
    return PolicyArea.options.map((area) => {
      const last = latest.find((row) => row.area === area);
      return {
        area,
        values: values[area],
        sentences: policySentences(area, values[area], voice),
        changedBy: last?.changedBy ?? null,
        changedAt: last?.createdAt.toISOString() ?? null,
      };
    });
  },
});
