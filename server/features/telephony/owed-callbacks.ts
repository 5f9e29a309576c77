import type { Tx } from "@/server/db";
import { fileRequest, requestCreated } from "@/server/features/requests";
import { businessDate, localDate, localTime } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import type { HotelCtx } from "@/server/verbs/ctx";
import { emit } from "@/server/verbs/record";
import { tellShown } from "./events";
import type { reasonWords } from "./refusals";
import type { OutboundStatus } from "./schema";

/** Dialled once, and twice more when nobody was reached. */
const TRIES = 3;
/** Between two tries, milliseconds: who was busy may have hung up by then. */
export const RETRY_MS = 5 * 60_000;

/** A call-back that a caller was promised; one of a request has the request to remember it. */
export const isPromised = (row: { purpose: string; requestId: string | null }): boolean =>
  row.purpose === "callback" && row.requestId === null;

const NOT_REACHED: readonly string[] = ["busy", "no_answer", "failed"] satisfies OutboundStatus[];

/** A call out, as far as it matters what follows on its end. */
export interface Ended {
  id: string;
  purpose: string;
  requestId: string | null;
  callId: string | null;
  toNumber: string;
  fromNumber: string;
  attempt: number;
  createdAt: Date;
}

/**
 * A call out ended. A promised one that reached nobody is tried again, and is the desk's when nothing more can be tried. In
 * the transaction that ended its row, so once.
 */
export async function followUp(
  tx: Tx,
  ctx: HotelCtx,
  row: Ended,
  end: { status: OutboundStatus; reason?: string | null },
): Promise<void> {
  if (!isPromised(row)) return;
  if (NOT_REACHED.includes(end.status)) return row.attempt < TRIES ? again(tx, ctx, row) : owe(tx, ctx, row);
  // Who wants no calls any more is owed none.
  if (end.status === "refused" && end.reason !== "do_not_call") await owe(tx, ctx, row, end.reason);
}

/** The next try, which waits for a free line and the hours as the first did. */
async function again(tx: Tx, ctx: HotelCtx, row: Ended): Promise<void> {
  const { tenantId, hotelId } = ctx;
  const { toNumber, fromNumber, callId } = row;
  const id = newId();
  await tx.outboundCall.create({
    data: {
      ...{ tenantId, id, hotelId, purpose: "callback", toNumber, fromNumber, callId },
      ...{ attempt: row.attempt + 1, createdAt: ctx.deps.clock.now() },
    },
    select: { id: true },
  });
  await tellShown(tx, ctx, "call_out", id);
}

const REACHED = "reached" satisfies keyof typeof reasonWords;

/** A try that was taken for failed has reached the caller after all: the next one is dropped. */
export async function dropNextTry(tx: Tx, ctx: HotelCtx, row: Ended): Promise<void> {
  if (!isPromised(row) || row.callId === null) return;
  const next = { callId: row.callId, purpose: "callback", status: "queued", requestId: null };
  const waiting = await tx.outboundCall.findMany({ where: next, select: { id: true } });
  for (const { id } of waiting) {
    await tx.outboundCall.updateMany({
      where: { id, status: "queued" },
      data: { status: "cancelled", reason: REACHED, endedAt: ctx.deps.clock.now() },
    });
    await tellShown(tx, ctx, "call_out", id);
  }
}

/** Whoever answered was a machine: the try that was dropped for it is owed again, from now on. */
export async function restoreNextTry(tx: Tx, ctx: HotelCtx, row: Ended): Promise<void> {
  if (!isPromised(row) || row.callId === null) return;
  const dropped = { callId: row.callId, purpose: "callback", status: "cancelled", reason: REACHED };
  const tries = await tx.outboundCall.findMany({ where: dropped, select: { id: true } });
  for (const { id } of tries) {
    await tx.outboundCall.updateMany({
      where: { id, status: "cancelled" },
      data: { status: "queued", reason: null, endedAt: null, createdAt: ctx.deps.clock.now() },
    });
    await tellShown(tx, ctx, "call_out", id);
  }
}

const why: Partial<Record<keyof typeof reasonWords, string>> = {
  too_late: "for a day no line was free at an hour when guests may be called",
  spend_cap: "today's minutes for calls out are used up",
};

/** The desk has to call: an urgent request with the number and the call. */
async function owe(tx: Tx, ctx: HotelCtx, row: Ended, reason?: string | null): Promise<void> {
  const now = ctx.deps.clock.now();
  const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
  const call = row.callId
    ? await tx.call.findFirst({ where: { id: row.callId }, select: { startedAt: true } })
    : null;
  const failed = reason
    ? `it was not dialled (${why[reason as keyof typeof reasonWords] ?? reason.replaceAll("_", " ")})`
    : `${row.attempt} tries reached nobody`;
  const at = call?.startedAt ?? row.createdAt;
  const when = `${localDate(at, hotel.timeZone)} at ${localTime(at, hotel.timeZone)}`;
  const filed = await fileRequest(
    tx,
    {
      ...ctx,
      call: {
        callId: row.callId,
        today: businessDate(now, hotel.timeZone, hotel.auditHour),
        hotel: { country: hotel.country },
      },
    },
    {
      kind: "other",
      summary: `Call this number back: on ${when} no line was free, a call-back was promised, and ${failed}.`,
      contact: row.toNumber,
      urgency: "urgent",
      due: now.toISOString(),
    },
  );
  await tx.outboundCall.updateMany({ where: { id: row.id }, data: { requestId: filed.id } });
  await emit(tx, ctx, [requestCreated(ctx, filed)]);
}
