import { z } from "zod";
import type { Tx } from "@/server/db";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { canMove } from "@/server/kernel/transitions";
import { TelephonyError } from "@/server/providers/telephony/port";
import type { HotelCtx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { appendAudit, emit } from "@/server/verbs/record";
import { callbackUrl, callerIdOf, canTelephone, telephonyOf } from "./access";
import { checkDial } from "./dial";
import { OutboundCallRequested, tellShown } from "./events";
import { dropNextTry, followUp, isPromised, restoreNextTry } from "./owed-callbacks";
import { type reasonWords, sayRefusal } from "./refusals";
import { answeredByOf, type DialRefusal, outboundStatusOf, outboundTransitions } from "./rules";
import { OutboundCallView, OutboundStatus, PhoneE164, type TelephonySettings } from "./schema";

const REST_DEADLINE_MS = 10_000;
const LIMIT_SECONDS: Readonly<Record<string, number>> = { wakeup: 120 };
const LONGEST_SECONDS = 1_800;

export interface OutboundWish {
  purpose: "wakeup" | "callback" | "desk";
  number: string;
  /** The person asked for this call. */
  consent: boolean;
  wakeupId?: string;
  attempt?: number;
  requestId?: string;
  callId?: string;
}

/** Writes a call out down, if every rule allows it, and tells the jobs to dial it. In the caller's transaction. */
export async function requestOutbound(
  tx: Tx,
  ctx: HotelCtx,
  wish: OutboundWish,
): Promise<{ outboundId: string } | { refused: DialRefusal | "no_number"; settings: TelephonySettings }> {
  const { refusal, settings } = await checkDial(tx, ctx, wish);
  if (refusal) return { refused: refusal, settings };
  const from = await callerIdOf(tx, ctx.hotelId, settings);
  if (!from) return { refused: "no_number", settings };
  const outboundId = newId();
  await tx.outboundCall.create({
    data: {
      tenantId: ctx.tenantId,
      id: outboundId,
      hotelId: ctx.hotelId,
      purpose: wish.purpose,
      toNumber: wish.number,
      fromNumber: from,
      attempt: wish.attempt ?? 1,
      wakeupId: wish.wakeupId ?? null,
      requestId: wish.requestId ?? null,
      callId: wish.callId ?? null,
      createdAt: ctx.deps.clock.now(),
    },
    select: { id: true },
  });
  await emit(tx, ctx, [OutboundCallRequested({ outboundId, hotelId: ctx.hotelId })]);
  return { outboundId };
}

/** Staff has the hotel call somebody who agreed to it, or back whoever asked in a request. */
export const placeOutboundCall = defineVerb({
  name: "telephony.placeCall",
  input: z.object({
    number: PhoneE164,
    /** The person asked to be called, and staff says so with their name on it. */
    consent: z.literal(true, { error: "Only who agreed to it may be called." }),
    requestId: Id.optional(),
  }),
  output: OutboundCallView,
  permission: "calls:place",
  effect: "telephony",
  async run(tx, ctx, { number, requestId }) {
    if (!(await canTelephone(tx, ctx.deps)))
      throw conflict("No telephone account is set up, so nobody can be called from here.");
    if (requestId && (await tx.request.count({ where: { id: requestId, hotelId: ctx.hotelId } })) === 0)
      throw notFound("This request");
    const purpose = requestId ? ("callback" as const) : ("desk" as const);
    const wished = await requestOutbound(tx, ctx, {
      purpose,
      number,
      consent: true,
      ...(requestId ? { requestId } : {}),
    });
    if ("refused" in wished) throw conflict(sayRefusal(wished.refused, wished.settings));
    return {
      result: { id: wished.outboundId, purpose, status: "queued" as const, reason: null },
      audit: { subject: { kind: "outbound_call", id: wished.outboundId }, after: { purpose, consent: true } },
    };
  },
});

/**
 * Dials a call that was written down; once, whatever repeats. The rules are asked again: hours and caps may have
 * changed. False: it was not dialled, and its row says why.
 */
export async function dialOutbound(ctx: HotelCtx, outboundId: string): Promise<boolean> {
  const { deps, tenantId } = ctx;
  const row = await deps.db.transaction(tenantId, async (tx) => {
    const found = await tx.outboundCall.findFirst({ where: { id: outboundId, status: "queued" } });
    if (!found) return null;
    const purpose = found.purpose as OutboundWish["purpose"];
    const { refusal, settings, secondsLeft } = await checkDial(tx, ctx, {
      number: found.toNumber,
      purpose,
      consent: true,
    });
    // Who was promised a call waits for the hours.
    if (refusal === "hours" && isPromised(found)) return null;
    const status = refusal ? "refused" : "dialing";
    const claimed = await tx.outboundCall.updateMany({
      where: { id: outboundId, status: "queued" },
      data: { status, reason: refusal, [refusal ? "endedAt" : "dialledAt"]: deps.clock.now() },
    });
    if (claimed.count === 1 && refusal)
      await followUp(tx, ctx, found, { status: "refused", reason: refusal });
    await tellShown(tx, ctx, "call_out", outboundId);
    const { ringSeconds } = settings;
    return claimed.count === 1 && !refusal ? { ...found, ringSeconds, secondsLeft } : null;
  });
  if (!row) return false;
  const telephony = await telephonyOf(deps, tenantId);
  const query = { t: tenantId, o: outboundId };
  try {
    if (!telephony) throw new TelephonyError("unavailable", "There is no telephone account.");
    const placed = await telephony.placeCall(
      {
        to: row.toNumber,
        from: row.fromNumber,
        url: callbackUrl(deps, "outbound", query),
        statusUrl: callbackUrl(deps, "outbound-status", query),
        ringSeconds: row.ringSeconds,
        machineUrl: callbackUrl(deps, "outbound-machine", query),
        limitSeconds: Math.min(row.secondsLeft, LIMIT_SECONDS[row.purpose] ?? LONGEST_SECONDS),
      },
      AbortSignal.timeout(REST_DEADLINE_MS),
    );
    await deps.db.withTenant(tenantId, (db) =>
      db.outboundCall.updateMany({
        where: { id: outboundId, externalId: null },
        data: { externalId: placed.callSid },
      }),
    );
    return true;
  } catch (error) {
    const reason = error instanceof TelephonyError ? error.failure : "unavailable";
    ctx.log.warn({ err: error, outboundId }, "a call out was not placed");
    await deps.db.transaction(tenantId, async (tx) => {
      const { count } = await tx.outboundCall.updateMany({
        where: { id: outboundId, status: "dialing" },
        data: { status: "failed", reason, endedAt: deps.clock.now() },
      });
      if (count === 1) await followUp(tx, ctx, row, { status: "failed", reason });
      await tellShown(tx, ctx, "call_out", outboundId);
    });
    return false;
  }
}

/** Writes down that a caller is put through to the desk because no line was free, so that its minutes count. */
export async function noteDeskLeg(ctx: HotelCtx, to: string): Promise<string> {
  const id = newId();
  await ctx.deps.db.withTenant(ctx.tenantId, (db) =>
    db.outboundCall.create({
      data: {
        ...{ tenantId: ctx.tenantId, id, hotelId: ctx.hotelId, purpose: "transfer" },
        ...{ toNumber: to, fromNumber: "", status: "dialing", createdAt: ctx.deps.clock.now() },
      },
      select: { id: true },
    }),
  );
  return id;
}

export interface LegNews {
  status: string;
  answeredBy?: string;
  callSid?: string;
  durationSeconds?: number;
  /** Why it ended, where nobody told: a key of `reasonWords`. */
  reason?: keyof typeof reasonWords;
}

/** Takes news of a leg; they may repeat and come in any order. The status it has now, or null when there is no such leg. */
export async function noteOutbound(
  ctx: HotelCtx,
  outboundId: string,
  news: LegNews,
): Promise<OutboundStatus | null> {
  return ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM outbound_call WHERE id = ${outboundId}::uuid FOR NO KEY UPDATE`;
    const row = await tx.outboundCall.findFirst({ where: { id: outboundId, hotelId: ctx.hotelId } });
    if (!row) return null;
    const from = OutboundStatus.parse(row.status);
    const answeredBy = answeredByOf(news.answeredBy);
    const next = outboundStatusOf(news.status, row.answeredBy ?? news.answeredBy);
    const moves = next !== null && canMove(outboundTransitions, from, next);
    const over = moves && next !== null && outboundTransitions[next].length === 0;
    const callSid = row.externalId ? undefined : news.callSid;
    // Which call was a silent leg's is a guess from number and time: a wrong one keeps no news from the leg it is of.
    const isTaken = callSid ? (await tx.outboundCall.count({ where: { externalId: callSid } })) > 0 : false;
    await tx.outboundCall.updateMany({
      where: { id: outboundId },
      data: {
        ...(moves ? { status: next } : {}),
        ...(over ? { endedAt: ctx.deps.clock.now(), ...(news.reason ? { reason: news.reason } : {}) } : {}),
        ...(answeredBy && !row.answeredBy ? { answeredBy } : {}),
        ...(callSid && !isTaken ? { externalId: callSid } : {}),
        ...(news.durationSeconds !== undefined && row.durationSeconds === null
          ? { durationSeconds: news.durationSeconds }
          : {}),
      },
    });
    if (moves) await tellShown(tx, ctx, "call_out", outboundId);
    if (over) {
      await followUp(tx, ctx, row, { status: next });
      await appendAudit(tx, ctx, "telephony.callEnded", {
        subject: { kind: "outbound_call", id: outboundId },
        after: { status: next, purpose: row.purpose },
      });
    }
    // A request to the service that timed out may have placed the call. Nobody is dialled while they talk to the line.
    if (from === "failed" && next !== null) {
      const machine = (row.answeredBy ?? answeredBy) === "machine";
      if (next === "completed" || (next === "answered" && !machine)) await dropNextTry(tx, ctx, row);
      else if (next === "no_answer") await restoreNextTry(tx, ctx, row);
    }
    return moves ? next : from;
  });
}

/** The number a caller would be called back from, or null when theirs may not be dialled. Outside the hours it waits for them. */
async function fromForCallBack(tx: Tx, ctx: HotelCtx, number: string): Promise<string | null> {
  if (!(await canTelephone(tx, ctx.deps))) return null;
  const { refusal, settings } = await checkDial(tx, ctx, { number, purpose: "callback", consent: true });
  return refusal && refusal !== "hours" ? null : callerIdOf(tx, ctx.hotelId, settings);
}

/** Whether this caller can be offered a call-back. */
export const mayCallBack = async (tx: Tx, ctx: HotelCtx, number: string): Promise<boolean> =>
  (await fromForCallBack(tx, ctx, number)) !== null;

/** A caller who found every line busy wants to be called back. False when their number may not be dialled. Once a call. */
export async function requestCallBack(
  ctx: HotelCtx,
  caller: { callId: string; number: string },
): Promise<boolean> {
  return ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${caller.callId}::uuid FOR NO KEY UPDATE`;
    const { callId, number } = caller;
    if ((await tx.outboundCall.count({ where: { callId, purpose: "callback" } })) > 0) return true;
    const from = await fromForCallBack(tx, ctx, number);
    if (!from) return false;
    const data = { tenantId: ctx.tenantId, id: newId(), hotelId: ctx.hotelId, purpose: "callback" };
    await tellShown(tx, ctx, "call_out", data.id);
    await tx.outboundCall.create({
      data: { ...data, toNumber: number, fromNumber: from, callId, createdAt: ctx.deps.clock.now() },
      select: { id: true },
    });
    await appendAudit(tx, ctx, "telephony.callBack", {
      subject: { kind: "call", id: callId },
      after: { purpose: "callback", consent: true },
    });
    return true;
  });
}
