import { z } from "zod";
import { Instant } from "@/server/kernel/dates";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { CallState } from "@/server/line/contract";
import { defineVerb } from "@/server/verbs/define-verb";

const MOST = 500;

/** Events of a call after a position, in order: a live page resumes from the last one it has. */
export const callEvents = defineVerb({
  name: "calls.events",
  input: z.object({ callId: Id, after: z.int().min(0).default(0) }),
  output: z.object({
    events: z.array(
      z.object({ position: z.int(), type: z.string(), body: z.record(z.string(), z.unknown()), at: Instant }),
    ),
    /** The newest position there is; more than the last event's when another page follows. */
    last: z.int(),
    state: CallState,
    partial: z.string(),
  }),
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx, { callId, after }) {
    const call = await tx.call.findFirst({
      where: { id: callId, hotelId: ctx.hotelId },
      include: { live: true },
    });
    if (!call) throw notFound("This call");
    const rows = await tx.callEvent.findMany({
      where: { callId, position: { gt: after } },
      orderBy: { position: "asc" },
      take: MOST,
    });
    return {
      events: rows.map((row) => ({
        position: row.position,
        type: row.type,
        body: row.body as Record<string, unknown>,
        at: row.at.toISOString(),
      })),
      last: call.position,
      state: CallState.parse(call.state),
      partial: call.endedAt ? "" : (call.live?.partial ?? ""),
    };
  },
});
