import { z } from "zod";
import { defineVerb } from "@/server/verbs/define-verb";
import { vendorsFor } from "./vendors-for";

/** Whether the line has an ear and a voice that know more than English: connected ones, or the platform's. */
export const hostedSpeech = defineVerb({
  name: "vendors.hostedSpeech",
  input: z.object({}),
  output: z.object({ ear: z.boolean(), voice: z.boolean() }),
  permission: "policies:read",
  effect: "read",
  async run(tx, ctx) {
    const { asr, tts } = await vendorsFor(tx, ctx.hotelId, ctx);
    const isHosted = ({ vendor }: { vendor: string }) => vendor !== "embedded";
    return { ear: asr.some(isHosted), voice: tts.some(isHosted) };
  },
});
