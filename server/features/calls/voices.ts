import { z } from "zod";
import { vendorsFor } from "@/server/features/vendors";
import { defineVerb } from "@/server/verbs/define-verb";

/** In which ways this hotel's line can be called from a browser besides the usual one. */
export const voices = defineVerb({
  name: "calls.voices",
  input: z.void(),
  output: z.object({ realtime: z.boolean() }),
  permission: "calls:place",
  effect: "read",
  async run(tx, ctx) {
    const { llm } = await vendorsFor(tx, ctx.hotelId, ctx);
    return { realtime: llm.some(({ vendor }) => vendor === "openai") };
  },
});
