import { isUniqueViolation, type Tx } from "@/server/db";
import { policiesOn } from "@/server/features/policies";
import { hasMinutesLeft } from "@/server/features/vendors";
import { businessDate } from "@/server/kernel/dates";
import { unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { traceOfCall } from "@/server/kernel/trace-context";
import { pastSpan } from "@/server/tracing";
import type { HotelCtx } from "@/server/verbs/ctx";
import { appendAudit, emit } from "@/server/verbs/record";
import { CallStarted } from "./events";
import { openingLanguage } from "./opening-language";
import { issueCallToken, provedBy } from "./tokens";
import { chooseWorker } from "./workers";

export interface NewCall {
  channel: "twilio" | "browser" | "simulator";
  externalId?: string;
  from?: string;
  to?: string;
  /** A call that the hotel placed; inbound otherwise. */
  direction?: "inbound" | "outbound";
  /** What the call is to be held in, when it belongs to another call. */
  language?: string;
  /** Nothing is spoken, or its sound does not pass our worker: nothing is recorded. */
  unrecorded?: boolean;
  /** The sound goes between the browser and the vendor, not through the worker. */
  realtime?: boolean;
  /** The telephone account's token: its service signs the upgrade of the call's stream with it. */
  streamToken?: string;
}

export interface PlacedCall {
  callId: string;
  /** Where the media connects, without a path. */
  mediaUrl: string;
  /** Opens the call once, within a minute. */
  token: string;
}

/**
 * Makes the record of a call and a token for the worker it goes to. The same external id gives the same
 * call again (a repeated webhook). Throws `unavailable` when no worker has room or the day's minutes are used up.
 */
export async function createCall(ctx: HotelCtx, input: NewCall): Promise<PlacedCall> {
  const startedAt = Date.now();
  if (!(await hasMinutesLeft(ctx)))
    throw unavailable("The calls of the last day have used up their minutes. An owner can raise the cap.");
  const worker = await chooseWorker(ctx.deps);
  if (!worker) throw unavailable("Every line is busy right now. Try again in a moment.");
  const callId = await recordCall(ctx, input, { startedAt, attributes: { "worker.id": worker.id } });
  const token = await issueCallToken(
    ctx.deps.keys.lineSigning,
    {
      callId,
      tenantId: ctx.tenantId,
      channel: input.channel,
      ...provedBy(input.streamToken, input.channel, worker.mediaUrl),
    },
    ctx.deps.clock.now(),
  );
  return { callId, mediaUrl: worker.mediaUrl, token };
}

/** Makes the record of a call that goes to no worker yet; the same external id gives the same call again. */
export async function recordCall(
  ctx: HotelCtx,
  input: NewCall,
  { startedAt, attributes }: Partial<Answering> = {},
): Promise<string> {
  const answering = { startedAt: startedAt ?? Date.now(), attributes: attributes ?? {} };
  const { callId, fresh } = await insertOnce(ctx, input);
  traceCall(ctx, input, callId, fresh, answering);
  return callId;
}

/** Since when a call is being answered, ms since 1970, and what else its span says. */
interface Answering {
  startedAt: number;
  attributes: Record<string, string>;
}

/** The first making of a call is the root of its trace; a repeat of the webhook is a span under it. */
function traceCall(
  ctx: HotelCtx,
  { channel }: NewCall,
  callId: string,
  fresh: boolean,
  { startedAt, attributes }: Answering,
): void {
  pastSpan(`${ctx.actor.kind} call.${fresh ? "create" : "repeat"}`, {
    traceparent: traceOfCall(callId),
    root: fresh,
    attributes: { "call.id": callId, "call.channel": channel, ...attributes },
    startedAt,
    endedAt: Date.now(),
  });
}

interface Recorded {
  callId: string;
  /** Not known before by its external id. */
  fresh: boolean;
}

async function insertOnce(ctx: HotelCtx, input: NewCall): Promise<Recorded> {
  try {
    return await ctx.deps.db.transaction(ctx.tenantId, (tx) => insert(tx, ctx, input));
  } catch (error) {
    if (!input.externalId || !isUniqueViolation(error)) throw error;
    const { externalId } = input;
    return ctx.deps.db.withTenant(ctx.tenantId, async (db) => {
      const call = await db.call.findFirstOrThrow({ where: { externalId }, select: { id: true } });
      return { callId: call.id, fresh: false };
    });
  }
}

async function insert(tx: Tx, ctx: HotelCtx, input: NewCall): Promise<Recorded> {
  if (input.externalId) {
    const known = await tx.call.findFirst({ where: { externalId: input.externalId }, select: { id: true } });
    if (known) return { callId: known.id, fresh: false };
  }
  const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
  const now = ctx.deps.clock.now();
  const { line } = await policiesOn(tx, hotel.id, businessDate(now, hotel.timeZone, hotel.auditHour), [
    "line",
  ]);
  const guest = input.from
    ? await tx.guest.findFirst({
        where: { hotelId: hotel.id, phone: input.from },
        orderBy: { updatedAt: "desc" },
      })
    : null;
  const callId = newId();
  await tx.call.create({
    data: {
      tenantId: ctx.tenantId,
      id: callId,
      hotelId: hotel.id,
      channel: input.channel,
      direction: input.direction ?? "inbound",
      externalId: input.externalId ?? null,
      fromNumber: input.from ?? null,
      toNumber: input.to ?? null,
      guestId: guest?.id ?? null,
      language: input.language ?? openingLanguage(line, guest),
      recordingMode: input.unrecorded ? "off" : (line.recording ?? "notice"),
      realtime: input.realtime ?? false,
      startedAt: now,
    },
  });
  await appendAudit(tx, ctx, "call.start", {
    subject: { kind: "call", id: callId },
    after: { channel: input.channel, direction: input.direction ?? "inbound" },
  });
  await emit(tx, ctx, [CallStarted({ callId, hotelId: hotel.id })]);
  return { callId, fresh: true };
}
