import type { z } from "zod";
import type { Tx } from "@/server/db";
import { asJson } from "@/server/kernel/json";
import type { CallEvent, EventsRequest } from "@/server/line/contract";
import { retrying } from "@/server/verbs/define-verb";
import { notifyLive } from "@/server/verbs/record";
import { CallProgressed } from "./events";
import type { LineApp } from "./http";
import { lineCtx } from "./line-ctx";
import { locateCall } from "./locate-call";
import { askWhatWasPromised } from "./person-lost";
import { projectEvent } from "./project-event";
import { refuseParts } from "./recording-parts";
import { redactionOf, type TurnAmendment } from "./redact-event";
import { keepStaleWishes, keepWish, settleWish } from "./wishes";

/**
 * Takes events of a call, redacted, exactly once. A repeat is skipped, a gap ends the batch; the reply
 * names the last sequence of this epoch that is now safe.
 */
export async function acceptEvents(
  app: LineApp,
  workerId: string,
  callId: string,
  request: z.output<typeof EventsRequest>,
): Promise<{ accepted: number }> {
  const { deps, log } = app;
  const call = await locateCall(deps, workerId, callId, request.epoch, { ended: true }).catch(
    async (refusal) => {
      await keepStaleWishes(app, workerId, callId, request);
      throw refusal;
    },
  );
  const ctx = lineCtx(deps, log, call, workerId);
  return retrying(() =>
    deps.db.transaction(call.tenantId, async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${callId}::uuid FOR NO KEY UPDATE`;
      const row = await tx.call.findFirstOrThrow({
        where: { id: callId },
        select: { position: true, redactorState: true, hotel: { select: { country: true } } },
      });
      const last = await tx.callEvent.aggregate({
        where: { callId, epoch: call.epoch },
        _max: { sequence: true },
      });
      const fresh = inOrder(request.events, last._max.sequence ?? 0);
      const redaction = redactionOf(deps, callId, row.hotel.country, row.redactorState);
      let position = row.position;
      for (const event of fresh) {
        const { body, amendments } = redaction.apply(event.body);
        position += 1;
        const kept =
          event.body.type === "wish" ? await keepWish(tx, ctx, app.tools, callId, event.body) : body;
        await tx.callEvent.create({
          data: {
            tenantId: call.tenantId,
            callId,
            position,
            epoch: call.epoch,
            sequence: event.sequence,
            type: body.type,
            body: asJson(kept),
            at: new Date(event.at),
          },
          select: { position: true },
        });
        await projectEvent(tx, { tenantId: call.tenantId, callId, position }, body);
        if (body.type === "recording" && !body.on) await refuseParts(tx, ctx, callId, call.epoch);
        if (body.type === "person_lost") await askWhatWasPromised(tx, ctx, callId);
        if (body.type === "tool") await settleWish(tx, ctx, callId, body);
        for (const amendment of amendments) await amendTurn(tx, callId, amendment);
      }
      if (request.partial) await showPartial(tx, call.tenantId, callId, redaction.partial(request.partial));
      if (fresh.length > 0) {
        await tx.call.updateMany({
          where: { id: callId },
          data: { position, redactorState: redaction.state() },
        });
      }
      if (fresh.length > 0 || request.partial) {
        const event = CallProgressed({ callId, hotelId: call.hotelId, position: String(position) });
        await notifyLive(tx, ctx.tenantId, [event]);
      }
      return { accepted: fresh.at(-1)?.sequence ?? last._max.sequence ?? 0 };
    }),
  );
}

/** Events that continue the record without a gap; those already known are dropped. */
export function inOrder(events: readonly CallEvent[], last: number): CallEvent[] {
  const sorted = [...events].sort((a, b) => a.sequence - b.sequence);
  const fresh: CallEvent[] = [];
  let expected = last + 1;
  for (const event of sorted) {
    if (event.sequence < expected) continue;
    if (event.sequence > expected) break;
    fresh.push(event);
    expected += 1;
  }
  return fresh;
}

/** An earlier turn turned out to hold part of something private: its text is replaced everywhere. */
async function amendTurn(tx: Tx, callId: string, amendment: TurnAmendment): Promise<void> {
  await tx.callTurn.updateMany({
    where: { callId, turnId: amendment.turnId, speaker: "guest" },
    data: { text: amendment.text },
  });
  await tx.$executeRaw`
    UPDATE call_event
    SET body = body || jsonb_build_object('text', ${amendment.text}::text, 'silences',
      jsonb_build_array(jsonb_build_object('startMs', body->'startMs', 'endMs', body->'endMs')))
    WHERE call_id = ${callId}::uuid AND type = 'guest_turn' AND body->>'turnId' = ${amendment.turnId}`;
}

async function showPartial(
  tx: Tx,
  tenantId: string,
  callId: string,
  partial: { turnId: string; text: string },
): Promise<void> {
  const fields = { partial: partial.text, turnId: partial.turnId };
  await tx.callLive.upsert({
    where: { tenantId_callId: { tenantId, callId } },
    create: { tenantId, callId, ...fields },
    update: fields,
  });
}
