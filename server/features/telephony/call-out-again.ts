import { z } from "zod";
import type { Tx } from "@/server/db";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { canTelephone } from "./access";
import { checkDial } from "./dial";
import { OutboundCallRequested, tellShown } from "./events";
import { requestOutbound } from "./outbound";
import { isPromised } from "./owed-callbacks";
import { sayRefusal } from "./refusals";
import { OutboundCallView, OutboundStatus } from "./schema";

const Target = z.object({ id: Id });
const UNDER_WAY: readonly OutboundStatus[] = ["dialing", "ringing", "answered"];

/** A wake-up has its own time and list; a leg to a person belongs to its transfer. */
const OWED_PURPOSES = ["callback", "desk"];

/** Takes a call that is owed off the list before it is dialled. */
export const cancelCallOut = defineVerb({
  name: "telephony.cancelCallOut",
  input: Target,
  output: OutboundCallView,
  permission: "calls:place",
  effect: "write",
  async run(tx, ctx, { id }) {
    const where = { id, hotelId: ctx.hotelId, purpose: { in: OWED_PURPOSES } };
    const row = await tx.outboundCall.findFirst({ where });
    if (!row) throw notFound("This call");
    const { count } = await tx.outboundCall.updateMany({
      where: { ...where, status: "queued" },
      data: { status: "cancelled", endedAt: ctx.deps.clock.now() },
    });
    if (count === 0) throw conflict("This call was dialled or ended a moment ago, so it was not cancelled.");
    await tellShown(tx, ctx, "call_out", id);
    const purpose = row.purpose as "callback" | "desk";
    return {
      result: { id, purpose, status: "cancelled" as const, reason: null },
      audit: {
        subject: { kind: "outbound_call", id },
        before: { status: row.status },
        after: { status: "cancelled", purpose },
      },
    };
  },
});

/** Dials an owed call without waiting any longer, or once more when it reached nobody. Every rule is asked again. */
export const callNow = defineVerb({
  name: "telephony.callNow",
  input: Target,
  output: OutboundCallView,
  permission: "calls:place",
  effect: "telephony",
  async run(tx, ctx, { id }) {
    const { hotelId } = ctx;
    await tx.$queryRaw`SELECT 1 FROM outbound_call WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const row = await tx.outboundCall.findFirst({ where: { id, hotelId, purpose: { in: OWED_PURPOSES } } });
    if (!row) throw notFound("This call");
    if (!(await canTelephone(tx, ctx.deps)))
      throw conflict("No telephone account is set up, so nobody can be called from here.");
    const open = row.endedAt ? await nextTry(tx, row) : row;
    const status = OutboundStatus.parse((open ?? row).status);
    if (UNDER_WAY.includes(status)) throw conflict("This call is under way.");
    const purpose = row.purpose as "callback" | "desk";
    const leg = { number: row.toNumber, purpose, consent: true } as const;
    if (open && status === "queued") {
      const { refusal, settings } = await checkDial(tx, ctx, leg);
      if (refusal) throw conflict(sayRefusal(refusal, settings));
      return {
        result: { id: open.id, purpose, status, reason: null },
        audit: { subject: { kind: "outbound_call", id: open.id }, after: { purpose, attempt: open.attempt } },
        events: [OutboundCallRequested({ outboundId: open.id, hotelId })],
      };
    }
    const again = await requestOutbound(tx, ctx, {
      ...leg,
      attempt: row.attempt + 1,
      ...(row.requestId ? { requestId: row.requestId } : {}),
      ...(row.callId ? { callId: row.callId } : {}),
    });
    if ("refused" in again) throw conflict(sayRefusal(again.refused, again.settings));
    return {
      result: { id: again.outboundId, purpose, status: "queued" as const, reason: null },
      audit: {
        subject: { kind: "outbound_call", id: again.outboundId },
        after: { purpose, attempt: row.attempt + 1 },
      },
      events: [],
    };
  },
});

/** The try that already follows on a promised call-back which reached nobody, so that nobody is called twice. */
async function nextTry(
  tx: Tx,
  row: { hotelId: string; callId: string | null; purpose: string; requestId: string | null },
) {
  const { hotelId, callId } = row;
  if (!isPromised(row) || callId === null) return null;
  return tx.outboundCall.findFirst({
    where: { hotelId, callId, purpose: "callback", requestId: null, endedAt: null },
  });
}
