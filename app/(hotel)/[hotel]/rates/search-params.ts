import { z } from "zod";
import { Id } from "@/server/kernel/ids";

const maybe = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);

/** Which month of which plan; this month and the first plan when nothing is said. */
export const RateSearch = z.object({
  month: maybe(z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)),
  plan: maybe(Id),
});
