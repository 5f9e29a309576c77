import { z } from "zod";
import { GuestChanged } from "@/server/features/guests";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import type { AuditNote } from "@/server/verbs/record";
import { CallSummarised } from "./events";
import { judge } from "./judge";
import { linkGuest } from "./link-guest";
import { readRecord } from "./read-record";
import { succeeded } from "./record";

/**
 * Writes what an ended call came to, once: a repeat changes nothing, so that a flag a person cleared stays cleared.
 * A call that still runs is left alone.
 */
export const summariseCall = defineVerb({
  name: "summaries.summariseCall",
  input: z.object({ callId: Id }),
  output: z.object({ written: z.boolean() }),
  permission: "calls:control",
  effect: "write",
  expose: ["job"],
  async run(tx, ctx, { callId }) {
    await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${callId}::uuid FOR NO KEY UPDATE`;
    const found = await readRecord(tx, ctx.hotelId, callId);
    if (!found || found.summary !== null) return { result: { written: false }, audit: [] };
    const judged = judge(found.record);
    const guest = await linkGuest(tx, ctx, found.record, found.bookedGuestId ?? found.guestId);
    await tx.call.updateMany({
      where: { id: callId },
      data: { ...judged, ...(guest ? { guestId: guest.id } : {}) },
    });
    // Who asked for a language speaks it: the next call may begin in it.
    if (guest && succeeded(found.record, "set_language").length > 0)
      await tx.guest.updateMany({ where: { id: guest.id }, data: { language: found.record.language } });
    const { outcome, intent, followUp } = judged;
    const audit: AuditNote[] = [
      { subject: { kind: "call", id: callId }, after: { outcome, intent, followUp } },
    ];
    if (guest?.created) audit.push({ subject: { kind: "guest", id: guest.id }, after: { fromCall: callId } });
    return {
      result: { written: true },
      audit,
      events: [
        CallSummarised({ callId, hotelId: ctx.hotelId }),
        ...(guest?.created ? [GuestChanged({ hotelId: ctx.hotelId, guestId: guest.id })] : []),
      ],
    };
  },
});
