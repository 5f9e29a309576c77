import type { Tx } from "@/server/db";
import { asJson } from "@/server/kernel/json";
import type { CallEventBody } from "@/server/line/contract";
import type { HotelCtx } from "@/server/verbs/ctx";
import { notifyLive } from "@/server/verbs/record";
import { CallProgressed } from "./events";
import { projectEvent } from "./project-event";
import { redactionOf } from "./redact-event";

/** The app's own events have this epoch: a worker's begin at 1. */
const OWN_EPOCH = 0;

/**
 * Records what the app itself did or heard in a call, beside what workers tell: transfers, and calls that it
 * holds without a worker. Redacted like theirs. In the caller's transaction; locks the call's row.
 */
export async function recordOwnEvents(
  tx: Tx,
  ctx: HotelCtx,
  callId: string,
  bodies: readonly CallEventBody[],
): Promise<void> {
  if (bodies.length === 0) return;
  await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${callId}::uuid FOR NO KEY UPDATE`;
  const call = await tx.call.findFirstOrThrow({
    where: { id: callId },
    select: { position: true, redactorState: true, endedAt: true, hotel: { select: { country: true } } },
  });
  const last = await tx.callEvent.aggregate({
    where: { callId, epoch: OWN_EPOCH },
    _max: { sequence: true },
  });
  const redaction = redactionOf(ctx.deps, callId, call.hotel.country, call.redactorState);
  let { position } = call;
  let sequence = last._max.sequence ?? 0;
  for (const raw of bodies) {
    const { body, amendments } = redaction.apply(raw);
    position += 1;
    sequence += 1;
    await tx.callEvent.create({
      data: {
        tenantId: ctx.tenantId,
        callId,
        position,
        epoch: OWN_EPOCH,
        sequence,
        type: body.type,
        body: asJson(body),
        at: ctx.deps.clock.now(),
      },
      select: { position: true },
    });
    await projectEvent(tx, { tenantId: ctx.tenantId, callId, position }, body);
    for (const { turnId, text } of amendments)
      await tx.callTurn.updateMany({ where: { callId, turnId, speaker: "guest" }, data: { text } });
  }
  // The redactor's state holds raw words: an ended call keeps none.
  const redactorState = call.endedAt ? null : redaction.state();
  await tx.call.updateMany({ where: { id: callId }, data: { position, redactorState } });
  await notifyLive(tx, ctx.tenantId, [
    CallProgressed({ callId, hotelId: ctx.hotelId, position: String(position) }),
  ]);
}
