import { z } from "zod";
import { notFound, unavailable } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";

/** Long enough to play a call of the longest length twice. */
const LASTS_SECONDS = 1_800;

/** A link that plays a call's recording for half an hour. Not found while there is nothing to play. */
export const recordingUrl = defineVerb({
  name: "calls.recordingUrl",
  input: z.object({ callId: Id }),
  output: z.object({ url: z.string(), seconds: z.int() }),
  permission: "calls:read",
  effect: "read",
  expose: ["trpc", "rest"],
  async run(tx, ctx, { callId }) {
    const recording = await tx.recording.findFirst({
      where: { callId, status: "ready", call: { hotelId: ctx.hotelId } },
      select: { storageKey: true },
    });
    if (!recording?.storageKey) throw notFound("A recording of this call");
    const { fileLinks } = ctx.deps;
    if (!fileLinks)
      throw unavailable("Recordings cannot be played from here. Nothing is lost. Try again later.");
    return { url: fileLinks.sign(recording.storageKey, LASTS_SECONDS), seconds: LASTS_SECONDS };
  },
});
