import { z } from "zod";
import { notFound, unavailable } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { actorId } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { tellShown } from "./events";

/** Long enough to hear the longest message many times. */
const LASTS_SECONDS = 1_800;

/** A link that plays a message for half an hour. Not found while its sound is not there. */
export const voicemailUrl = defineVerb({
  name: "telephony.voicemailUrl",
  input: z.object({ callId: Id }),
  output: z.object({ url: z.string(), seconds: z.int() }),
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx, { callId }) {
    const row = await tx.voicemail.findFirst({
      where: { callId, hotelId: ctx.hotelId, status: "stored" },
      select: { storageKey: true },
    });
    if (!row?.storageKey) throw notFound("The sound of this message");
    const { fileLinks } = ctx.deps;
    if (!fileLinks)
      throw unavailable("Messages cannot be played from here. Nothing is lost. Try again later.");
    return { url: fileLinks.sign(row.storageKey, LASTS_SECONDS), seconds: LASTS_SECONDS };
  },
});

/** Marks a message as heard, or as not heard yet. The first who heard it stays named. */
export const markVoicemail = defineVerb({
  name: "telephony.markVoicemail",
  input: z.object({ callId: Id, heard: z.boolean() }),
  output: z.object({ callId: Id, heard: z.boolean() }),
  permission: "calls:listen",
  effect: "write",
  async run(tx, ctx, { callId, heard }) {
    const where = { callId, hotelId: ctx.hotelId };
    const before = await tx.voicemail.findFirst({ where, select: { heardAt: true } });
    if (!before) throw notFound("This message");
    await tx.voicemail.updateMany({
      where: { ...where, heardAt: heard ? null : { not: null } },
      data: heard
        ? {
            heardAt: ctx.deps.clock.now(),
            heardBy: ctx.actor.kind === "user" ? actorId(ctx.actor) : null,
          }
        : { heardAt: null, heardBy: null },
    });
    await tellShown(tx, ctx, "voicemail", callId);
    return {
      result: { callId, heard },
      audit: {
        subject: { kind: "voicemail", id: callId },
        before: { heard: before.heardAt !== null },
        after: { heard },
      },
    };
  },
});
