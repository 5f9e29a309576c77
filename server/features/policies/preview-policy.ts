import { z } from "zod";
import { spokenIn } from "@/server/kernel/spoken";
import { defineVerb } from "@/server/verbs/define-verb";
import { PolicyArea, type PolicyValues, policyAreas } from "./schema";
import { policySentences } from "./sentences";

/** What the line would say with values that are not saved yet. Fields that do not parse are left out. */
export const previewPolicy = defineVerb({
  name: "policies.preview",
  input: z.object({ area: PolicyArea, values: z.record(z.string(), z.unknown()) }),
  output: z.array(z.object({ field: z.string(), say: z.string() })),
  permission: "policies:read",
  effect: "read",
  async run(tx, ctx, { area, values }) {
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId }, select: { currency: true } });
    const shape: Record<string, z.ZodType> = policyAreas[area].shape;
    const valid = Object.entries(values).flatMap(([field, value]) => {
      const parsed = shape[field]?.safeParse(value);
      return parsed?.success && parsed.data !== undefined ? [[field, parsed.data] as const] : [];
    });
    const voice = { spoken: spokenIn("en"), currency: hotel.currency };
    return policySentences(area, Object.fromEntries(valid) as PolicyValues<typeof area>, voice).map(
      ({ field, say }) => ({
        field,
        say,
      }),
    );
  },
});
