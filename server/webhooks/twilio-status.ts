import { APP_WORKER_ID, isTakenOver } from "@/server/features/line";
import { endHeldCall, openTransfer, releasePerson } from "@/server/features/telephony";
import { knownCall, readTwilio, type TwilioApp } from "./twilio-request";
import { noted } from "./twiml";

const OVER = new Set(["completed", "busy", "no-answer", "canceled", "failed"]);

/**
 * The end of a guest's call, as the telephone service tells it. A call that a worker holds is ended by the worker;
 * one that the app holds, or a person, is ended here. A repeat changes nothing.
 */
export async function noteStatus(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const call = await knownCall(app, signed.params.CallSid, signed.tenantId);
  if (!call || call.endedAt || !OVER.has(signed.params.CallStatus ?? "")) return noted();
  const { ctx } = call;
  const held =
    call.workerId === null ||
    call.workerId === APP_WORKER_ID ||
    call.state === "transferring" ||
    // A person who speaks from the dashboard does so through the worker.
    (call.state === "with_person" &&
      !(await ctx.deps.db.withTenant(ctx.tenantId, (db) => isTakenOver(db, call.id))));
  if (!held) return noted();
  const transfer = await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    const open = await openTransfer(tx, call.id);
    const reason = call.state === "with_person" ? "transferred" : "guest_hung_up";
    await endHeldCall(tx, ctx, call.id, reason);
    return open;
  });
  if (transfer && transfer.state !== "accepted") await releasePerson(ctx, transfer.personSid);
  return noted();
}
