import type { z } from "zod";
import { afterCommit, type Tx } from "@/server/db";
import { releaseCallHolds } from "@/server/features/inventory";
import { newId } from "@/server/kernel/ids";
import type { Logger } from "@/server/kernel/logger";
import { type CloseRequest, TurnTiming } from "@/server/line/contract";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";
import { retrying } from "@/server/verbs/define-verb";
import { appendAudit, emit } from "@/server/verbs/record";
import { CallEnded } from "./events";
import { lineCtx } from "./line-ctx";
import { locateCall } from "./locate-call";
import { noPart, tellParts } from "./recording-parts";
import { keepUsage } from "./usage";

type Close = z.output<typeof CloseRequest>;

/** Ends a call: state, latency, usage, holds let go, jobs told. A second close changes nothing. */
export async function closeCall(
  deps: Deps,
  log: Logger,
  workerId: string,
  callId: string,
  request: Close,
): Promise<void> {
  const call = await locateCall(deps, workerId, callId, request.epoch, { ended: true });
  const ctx = lineCtx(deps, log, call, workerId);
  await retrying(() =>
    deps.db.transaction(call.tenantId, async (tx) => {
      if (!request.recording) await noPart(tx, callId, request.epoch);
      if (await leavesTheLine(tx, callId, request)) return leaveTheLine(tx, ctx, callId, request);
      return endCall(tx, ctx, callId, request);
    }),
  );
}

const AWAY = ["requested", "dialing", "announced", "accepted"];

/**
 * The guest goes to a person, to the keypad or to another worker: this worker is done, the call is not. A worker whose
 * stream was taken away takes that for a guest who hung up; who really did is told by the telephone service.
 */
async function leavesTheLine(tx: Tx, callId: string, end: Close): Promise<boolean> {
  if (end.reason !== "transferred" && end.reason !== "guest_hung_up") return false;
  const call = await tx.call.findFirst({
    where: { id: callId, endedAt: null },
    select: { channel: true, resumeCause: true },
  });
  if (call?.channel !== "twilio") return false;
  if (call.resumeCause !== null) return true;
  const state = end.reason === "transferred" ? { not: "ended" } : { in: AWAY };
  if ((await tx.callTransfer.count({ where: { callId, state } })) > 0) return true;
  return (await tx.keypadPayment.count({ where: { callId, state: { in: ["requested", "taking"] } } })) > 0;
}

async function leaveTheLine(tx: Tx, ctx: HotelCtx, callId: string, end: Close): Promise<void> {
  await keepUsage(tx, callId, end.epoch, end.usage);
  await tx.call.updateMany({
    where: { id: callId, endedAt: null, state: { notIn: ["with_person", "on_hold"] } },
    data: { state: "transferring" },
  });
  if (end.recording) await expectRecording(tx, ctx, callId);
}

const expectRecording = (tx: Tx, ctx: HotelCtx, callId: string) =>
  tx.recording.createMany({
    data: [{ tenantId: ctx.tenantId, callId, createdAt: ctx.deps.clock.now() }],
    skipDuplicates: true,
  });

/** The end of a call inside a transaction; also used for calls whose worker was lost. */
export async function endCall(tx: Tx, ctx: HotelCtx, callId: string, end: Close): Promise<void> {
  const now = ctx.deps.clock.now();
  const latency = await latencyOf(tx, callId);
  const ended = await tx.call.updateMany({
    where: { id: callId, endedAt: null },
    data: {
      state: end.reason === "failed" || end.reason === "worker_lost" ? "failed" : "ended",
      endReason: end.reason,
      endedAt: now,
      durationMs: end.durationMs,
      redactorState: null,
      latencyP50Ms: latency?.p50 ?? null,
      latencyP95Ms: latency?.p95 ?? null,
    },
  });
  if (ended.count === 0) return;
  await releaseCallHolds(tx, ctx, callId);
  await tx.callLive.deleteMany({ where: { callId } });
  await recordUsage(tx, ctx, callId, end, now);
  if (end.recording) await expectRecording(tx, ctx, callId);
  await tellParts(tx, ctx, callId);
  await appendAudit(tx, ctx, "call.end", {
    subject: { kind: "call", id: callId },
    after: { reason: end.reason, durationMs: end.durationMs },
  });
  await emit(tx, ctx, [CallEnded({ callId, hotelId: ctx.hotelId })]);
  await tellEnded(tx, ctx, callId, end);
}

/** For the metrics, once it is written down. */
async function tellEnded(tx: Tx, ctx: HotelCtx, callId: string, end: Close): Promise<void> {
  const { callEnded } = ctx.deps;
  if (!callEnded) return;
  const { channel, direction } = await tx.call.findFirstOrThrow({
    where: { id: callId },
    select: { channel: true, direction: true },
  });
  const phone = direction === "outbound" ? "outbound" : "inbound";
  const type = channel === "browser" || channel === "simulator" ? channel : phone;
  const { reason, durationMs } = end;
  afterCommit(tx, () => callEnded({ hotelId: ctx.hotelId, reason, type, durationMs }));
}

async function recordUsage(tx: Tx, ctx: HotelCtx, callId: string, end: Close, at: Date): Promise<void> {
  const used = await keepUsage(tx, callId, end.epoch, end.usage);
  const quantities = {
    call_seconds: Math.ceil(end.durationMs / 1000),
    tts_characters: used.ttsCharacters,
    llm_tokens: used.llmTokens,
  };
  const rows = Object.entries(quantities)
    .filter(([, quantity]) => quantity > 0)
    .map(([kind, quantity]) => ({
      tenantId: ctx.tenantId,
      id: newId(),
      hotelId: ctx.hotelId,
      callId,
      kind,
      quantity: BigInt(quantity),
      at,
    }));
  if (rows.length > 0) await tx.usageRecord.createMany({ data: rows, skipDuplicates: true });
}

async function latencyOf(tx: Tx, callId: string): Promise<{ p50: number; p95: number } | null> {
  const turns = await tx.callTurn.findMany({ where: { callId, speaker: "line" }, select: { timing: true } });
  const totals = turns
    .map((turn) => TurnTiming.safeParse(turn.timing).data?.total)
    .filter((total): total is number => total !== undefined)
    .sort((a, b) => a - b);
  if (totals.length === 0) return null;
  const at = (share: number) =>
    Math.round(totals[Math.min(totals.length - 1, Math.floor(share * totals.length))] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}
