import { z } from "zod";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { TelephonyError } from "@/server/providers/telephony/port";
import type { HotelCtx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { callbackUrl, telephonyOf } from "./access";
import { TransferAnswered } from "./events";
import { bringBack, releasePerson } from "./reach-person";
import { redirectTo } from "./transfer-live";
import { findTransfer, moveTransfer } from "./transfers";

const REST_DEADLINE_MS = 4_000;
const Answer = z.enum(["accept", "decline"]);

/**
 * Staff answers in the dashboard what the called person would answer by key. Accepting needs a telephone that was
 * picked up: the guest is put through to it. Declining sends the guest back to the line, ringing or not.
 */
export const answerTransfer = defineVerb({
  name: "telephony.answerTransfer",
  input: z.object({ transferId: Id, answer: Answer }),
  output: z.object({ transferId: Id, answer: Answer }),
  permission: "calls:control",
  effect: "telephony",
  async run(tx, ctx, { transferId, answer }) {
    const transfer = await tx.callTransfer.findFirst({
      where: { id: transferId, hotelId: ctx.hotelId, kind: "warm" },
      select: { id: true, callId: true, state: true, personSid: true },
    });
    if (!transfer) throw notFound("This transfer");
    const { callId, state, personSid } = transfer;
    if (answer === "accept") {
      if (state === "dialing") throw conflict("The telephone still rings. Pick it up first, then accept.");
      if (state !== "announced" || !personSid)
        throw conflict("Somebody answered this a moment ago, or the guest has hung up.");
    } else if (
      !["dialing", "announced"].includes(state) ||
      !(await moveTransfer(tx, ctx, transfer, "declined"))
    )
      throw conflict("Somebody answered this a moment ago, or the guest has hung up.");
    return {
      result: { transferId, answer },
      audit: { subject: { kind: "call", id: callId }, after: { transfer: transferId, answer } },
      events: [TransferAnswered({ transferId, callId, hotelId: ctx.hotelId, answer })],
    };
  },
});

/**
 * Does what was answered: the person's telephone is led to the step its own key would lead to, or the guest is brought back
 * and the telephone stops. False when there was nothing left to do. Throws where trying again may help.
 */
export async function carryOutAnswer(
  ctx: HotelCtx,
  { transferId, answer }: { transferId: string; answer: z.infer<typeof Answer> },
): Promise<boolean> {
  const transfer = await ctx.deps.db.withTenant(ctx.tenantId, (db) => findTransfer(db, transferId));
  if (!transfer) return false;
  if (answer === "decline") {
    if (transfer.state !== "declined") return false;
    const back = await bringBack(ctx, transferId);
    await releasePerson(ctx, transfer.personSid);
    if (!back) throw new TelephonyError("unavailable", "The guest was not brought back yet.");
    return true;
  }
  const telephony = await telephonyOf(ctx.deps, ctx.tenantId);
  if (transfer.state !== "announced" || !transfer.personSid || !telephony) return false;
  const url = callbackUrl(ctx.deps, "person-choice", { t: ctx.tenantId, x: transferId, k: "1" });
  try {
    await telephony.instruct(transfer.personSid, redirectTo(url), AbortSignal.timeout(REST_DEADLINE_MS));
    return true;
  } catch (error) {
    // Whoever hung up meanwhile is told of by their leg's own news.
    if (error instanceof TelephonyError && ["gone", "not_found"].includes(error.failure)) return false;
    throw error;
  }
}
