import type { Tx } from "@/server/db";
import { newId } from "@/server/kernel/ids";
import { type CallEventBody, TurnTiming } from "@/server/line/contract";

interface Place {
  tenantId: string;
  callId: string;
  position: number;
}

/** Keeps the transcript and the call's state in step with its events. Text arrives redacted. */
export async function projectEvent(tx: Tx, place: Place, body: CallEventBody): Promise<void> {
  switch (body.type) {
    case "state":
      return setState(tx, place.callId, body.state);
    case "guest_turn":
      await tx.callTurn.create({
        data: {
          tenantId: place.tenantId,
          id: newId(),
          callId: place.callId,
          ordinal: place.position,
          turnId: body.turnId,
          speaker: "guest",
          source: body.source,
          text: body.text,
          confidence: body.confidence,
          startMs: body.startMs,
          endMs: body.endMs,
        },
        select: { id: true },
      });
      await tx.callLive.updateMany({ where: { callId: place.callId }, data: { partial: "" } });
      return;
    case "line_said":
      return lineSaid(tx, place, body);
    case "line_heard":
      await tx.callTurn.updateMany({
        where: { callId: place.callId, turnId: body.turnId, speaker: "line" },
        data: { text: body.heard, unheard: body.unheard, endMs: body.atMs },
      });
      return heardFor(tx, place, body);
    case "timing":
      await tx.callTurn.updateMany({
        where: { callId: place.callId, turnId: body.turnId, speaker: "line" },
        data: { timing: body.timing },
      });
      return;
    case "recording":
      if (!body.on)
        await tx.call.updateMany({ where: { id: place.callId }, data: { recordingRefused: true } });
      return;
    default:
      return;
  }
}

/** How long an answer was heard, beside the stages of the wait for it. Nobody waited for a greeting or a filler. */
async function heardFor(
  tx: Tx,
  { callId }: Place,
  { turnId, heardMs }: Extract<CallEventBody, { type: "line_heard" }>,
): Promise<void> {
  if (heardMs === undefined) return;
  const where = { callId, turnId, speaker: "line" };
  const turn = await tx.callTurn.findFirst({ where, select: { timing: true } });
  const timing = TurnTiming.safeParse(turn?.timing).data;
  if (timing) await tx.callTurn.updateMany({ where, data: { timing: { ...timing, heard: heardMs } } });
}

async function setState(tx: Tx, callId: string, state: string): Promise<void> {
  await tx.call.updateMany({ where: { id: callId, endedAt: null }, data: { state } });
  if (state === "greeting" || state === "listening") {
    await tx.call.updateMany({ where: { id: callId, answeredAt: null }, data: { answeredAt: new Date() } });
  }
}

async function lineSaid(
  tx: Tx,
  place: Place,
  body: Extract<CallEventBody, { type: "line_said" }>,
): Promise<void> {
  const turn = await tx.callTurn.findFirst({
    where: { callId: place.callId, turnId: body.turnId, speaker: "line" },
    select: { id: true, text: true, facts: true },
  });
  if (turn) {
    const facts = [...new Set([...turn.facts, ...body.facts])];
    await tx.callTurn.updateMany({
      where: { id: turn.id },
      data: { text: `${turn.text} ${body.text}`.trim(), facts, endMs: body.atMs },
    });
    return;
  }
  await tx.callTurn.create({
    data: {
      tenantId: place.tenantId,
      id: newId(),
      callId: place.callId,
      ordinal: place.position,
      turnId: body.turnId,
      speaker: "line",
      source: "speech",
      text: body.text,
      facts: body.facts,
      startMs: body.atMs,
      endMs: body.atMs,
    },
    select: { id: true },
  });
}
