import { createRedactor } from "@/server/features/redaction";
import { fileRequest, requestCreated } from "@/server/features/requests";
import { businessDate } from "@/server/kernel/dates";
import { type Telephony, TelephonyError } from "@/server/providers/telephony/port";
import type { HotelCtx } from "@/server/verbs/ctx";
import { retrying } from "@/server/verbs/define-verb";
import { appendAudit, emit } from "@/server/verbs/record";
import { telephonyOf } from "./access";
import { tellShown, VoicemailReceived } from "./events";

const FETCH_DEADLINE_MS = 60_000;
/** Twilio makes a recording within minutes ("Recording status callbacks"); one that is not there by then will not be. */
const GONE_AFTER_MS = 6 * 3_600_000;
/** One that nobody has told of, and no job is fetching any more. */
const MISSED_AFTER_MS = 5 * 60_000;
const LOOKED_BACK_MS = 3 * 24 * 3_600_000;
const MOST_MISSED = 10;

const voicemailKey = (tenantId: string, callId: string): string => `t/${tenantId}/voicemails/${callId}.wav`;

/** A message was left: the desk gets a request, a job fetches the sound. Once a call; false when it was known. */
export async function receiveVoicemail(
  ctx: HotelCtx,
  callId: string,
  left: { recordingSid: string; seconds: number },
): Promise<boolean> {
  return retrying(() =>
    ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${callId}::uuid FOR NO KEY UPDATE`;
      const call = await tx.call.findFirstOrThrow({
        where: { id: callId },
        include: { hotel: true, voicemail: true },
      });
      if (call.voicemail) return false;
      const now = ctx.deps.clock.now();
      const { country, timeZone, auditHour } = call.hotel;
      const today = businessDate(now, timeZone, auditHour);
      const filed = await fileRequest(
        tx,
        {
          ...ctx,
          call: {
            callId,
            today,
            hotel: { country },
            ...(call.fromNumber ? { callerNumber: call.fromNumber } : {}),
          },
        },
        {
          kind: "other",
          summary: `Voicemail of ${left.seconds} seconds: listen and call back.`,
          urgency: "soon",
        },
      );
      await tx.voicemail.create({
        data: {
          tenantId: ctx.tenantId,
          callId,
          hotelId: ctx.hotelId,
          recordingSid: left.recordingSid,
          durationSeconds: left.seconds,
          requestId: filed.id,
          createdAt: now,
        },
        select: { callId: true },
      });
      await appendAudit(tx, ctx, "telephony.voicemail", {
        subject: { kind: "call", id: callId },
        after: { seconds: left.seconds },
      });
      await emit(tx, ctx, [requestCreated(ctx, filed), VoicemailReceived({ callId, hotelId: ctx.hotelId })]);
      return true;
    }),
  );
}

/** What became of the sound: `completed` is there to be fetched, `absent` and `failed` never will be. */
export async function noteRecording(
  ctx: HotelCtx,
  callId: string,
  told: { recordingSid: string; seconds: number; status: "completed" | "absent" | "failed" },
): Promise<void> {
  const { recordingSid, seconds, status } = told;
  if (status === "completed" && seconds > 0) {
    if (await receiveVoicemail(ctx, callId, { recordingSid, seconds })) return;
    // The job that the caller's own end of it started may wait for its next try.
    await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
      const waits = await tx.voicemail.count({ where: { callId, recordingSid, status: "received" } });
      if (waits > 0) await emit(tx, ctx, [VoicemailReceived({ callId, hotelId: ctx.hotelId })]);
    });
    return;
  }
  const row = await ctx.deps.db.withTenant(ctx.tenantId, (db) =>
    db.voicemail.findFirst({ where: { callId, recordingSid, status: "received" } }),
  );
  if (row) await settle(ctx, callId, null);
}

/** Fetches what no message told of, and what no job got or removed in its tries, until the signal. Returns how many were settled. */
export async function fetchMissedVoicemails(ctx: HotelCtx, until?: AbortSignal): Promise<number> {
  const now = ctx.deps.clock.now().getTime();
  // Bounded on both sides: all but the last days' messages have been settled.
  const createdAt = { gte: new Date(now - LOOKED_BACK_MS), lt: new Date(now - MISSED_AFTER_MS) };
  const { hotelId } = ctx;
  const rows = await ctx.deps.db.withTenant(ctx.tenantId, async (db) => [
    ...(await db.voicemail.findMany({
      where: { hotelId, status: "received", createdAt },
      orderBy: { createdAt: "asc" },
      take: MOST_MISSED,
      select: { callId: true, status: true },
    })),
    // However old: a sound is to stay nowhere but here.
    ...(await db.voicemail.findMany({
      where: { hotelId, status: "stored", removedAt: null, createdAt: { lt: createdAt.lt } },
      orderBy: { createdAt: "desc" },
      take: MOST_MISSED,
      select: { callId: true, status: true },
    })),
  ]);
  let settled = 0;
  for (const { callId, status } of rows) {
    if (until?.aborted) break;
    const became = await storeVoicemail(ctx, callId, until).catch((error: unknown) => {
      const what = "the sound of a message is not there yet, or could not be removed from the service";
      ctx.log.warn({ reason: String(error), callId }, what);
      return "none" as const;
    });
    if (became !== "none") settled += 1;
    if (became !== "stored" || status !== "received") continue;
    await ctx.deps.db.transaction(ctx.tenantId, (tx) =>
      emit(tx, ctx, [VoicemailReceived({ callId, hotelId: ctx.hotelId })]),
    );
  }
  return settled;
}

/** Keeps what was understood of a message, redacted, and adds it to the desk's request; no words mean nothing was. Once. */
export async function keepTranscript(
  ctx: HotelCtx,
  callId: string,
  heard: { recordingSid: string; text: string },
): Promise<void> {
  await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    const voicemail = await tx.voicemail.findFirst({
      where: { callId, recordingSid: heard.recordingSid, transcript: null },
      include: { call: { select: { hotel: { select: { country: true } } } } },
    });
    if (!voicemail) return;
    const { country } = voicemail.call.hotel;
    const transcript = createRedactor({ country }).redact({ turnId: "m1", text: heard.text }).redactedText;
    await tx.voicemail.updateMany({ where: { callId, transcript: null }, data: { transcript } });
    await tellShown(tx, ctx, "voicemail", callId);
    if (!voicemail.requestId || transcript.trim() === "") return;
    await tx.request.updateMany({
      where: { id: voicemail.requestId },
      data: { summary: `Voicemail: ${transcript}`.slice(0, 1000) },
    });
  });
}

/**
 * Fetches the sound of a message into the storage and removes it from the service. Safe to be done again. Throws while the
 * service does not have it yet, so that it is tried again.
 */
export async function storeVoicemail(
  ctx: HotelCtx,
  callId: string,
  until?: AbortSignal,
): Promise<"stored" | "failed" | "none"> {
  const { deps, tenantId } = ctx;
  const row = await deps.db.withTenant(tenantId, (db) => db.voicemail.findFirst({ where: { callId } }));
  const deadline = AbortSignal.timeout(FETCH_DEADLINE_MS);
  const signal = until ? AbortSignal.any([deadline, until]) : deadline;
  const telephony = await telephonyOf(deps, tenantId);
  if (row?.status === "stored" && !row.removedAt && telephony)
    return remove(ctx, telephony, callId, row.recordingSid, signal);
  if (row?.status !== "received") return "none";
  if (!telephony) return settle(ctx, callId, null);
  const sound = await telephony.fetchRecording(row.recordingSid, signal).catch((error: unknown) => {
    if (!(error instanceof TelephonyError)) throw error;
    const age = deps.clock.now().getTime() - row.createdAt.getTime();
    const isLost = error.failure === "refused" || (error.failure === "not_found" && age > GONE_AFTER_MS);
    if (!isLost) throw error;
    ctx.log.error({ callId, failure: error.failure }, "the sound of a message cannot be fetched");
    return null;
  });
  if (!sound) return settle(ctx, callId, null);
  const key = voicemailKey(tenantId, callId);
  await deps.storage.put(key, chunked(sound), { contentType: "audio/wav", signal });
  await settle(ctx, callId, key);
  return remove(ctx, telephony, callId, row.recordingSid, signal);
}

/** Removes a sound that is stored from the service. Throws where that fails, so that it is tried again. */
async function remove(
  ctx: HotelCtx,
  telephony: Telephony,
  callId: string,
  recordingSid: string,
  signal: AbortSignal,
): Promise<"stored"> {
  await telephony.deleteRecording(recordingSid, signal);
  await ctx.deps.db.withTenant(ctx.tenantId, (db) =>
    db.voicemail.updateMany({ where: { callId }, data: { removedAt: ctx.deps.clock.now() } }),
  );
  return "stored";
}

async function* chunked(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function settle(
  ctx: HotelCtx,
  callId: string,
  storageKey: string | null,
): Promise<"stored" | "failed"> {
  const status = storageKey ? "stored" : "failed";
  await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    await tx.voicemail.updateMany({ where: { callId, status: "received" }, data: { status, storageKey } });
    await tellShown(tx, ctx, "voicemail", callId);
  });
  return status;
}
