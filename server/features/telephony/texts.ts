import type { Tx } from "@/server/db";
import { MessageTaken } from "@/server/features/requests";
import { newCode, newId } from "@/server/kernel/ids";
import { TelephonyError } from "@/server/providers/telephony/port";
import type { HotelCtx } from "@/server/verbs/ctx";
import { appendAudit, emit } from "@/server/verbs/record";
import { callbackUrl, callerIdOf, canTelephone, telephonyOf, telephonySettings } from "./access";
import { openCodeText } from "./code-hash";
import { isDoNotCall } from "./do-not-call";
import { TextRequested, tellShown } from "./events";
import { refusalToText, type TextRefusal } from "./rules";

const REST_DEADLINE_MS = 10_000;
const DAY_MS = 24 * 3_600_000;

export interface TextWish {
  kind: "otp" | "info";
  to: string;
  /** Absent for a one-time code, whose words are never kept. */
  body?: string;
  callId: string;
  /** The code that this text carries. */
  codeId?: string;
}

/** Whether a text may go to a number, and from which. */
async function textChannel(
  tx: Tx,
  ctx: HotelCtx,
  { to, kind }: Pick<TextWish, "to" | "kind">,
): Promise<{ from: string } | { refused: TextRefusal }> {
  if (!(await canTelephone(tx, ctx.deps))) return { refused: "no_channel" };
  const settings = await telephonySettings(tx, ctx.hotelId);
  const { country } = await tx.hotel.findFirstOrThrow({
    where: { id: ctx.hotelId },
    select: { country: true },
  });
  const since = new Date(ctx.deps.clock.now().getTime() - DAY_MS);
  const sent = {
    hotelId: ctx.hotelId,
    direction: "out",
    kind: { in: ["otp", "info"] },
    createdAt: { gte: since },
  };
  const refused = refusalToText({
    ...{ number: to, kind, settings, country },
    doNotText: await isDoNotCall(tx, to, "text"),
    sent: {
      hotel: await tx.textMessage.count({ where: sent }),
      number: await tx.textMessage.count({ where: { ...sent, toNumber: to } }),
    },
  });
  if (refused) return { refused };
  const from = settings.textFrom ?? (await callerIdOf(tx, ctx.hotelId, settings));
  return from ? { from } : { refused: "no_channel" };
}

/** Writes a text down and tells the jobs to send it. In the caller's transaction. */
export async function requestText(
  tx: Tx,
  ctx: HotelCtx,
  wish: TextWish,
): Promise<{ textId: string } | { refused: TextRefusal }> {
  const channel = await textChannel(tx, ctx, wish);
  if ("refused" in channel) return channel;
  const textId = wish.codeId ?? newId();
  await tx.textMessage.create({
    data: {
      tenantId: ctx.tenantId,
      id: textId,
      hotelId: ctx.hotelId,
      direction: "out",
      kind: wish.kind,
      fromNumber: channel.from,
      toNumber: wish.to,
      body: wish.body ?? null,
      callId: wish.callId,
      createdAt: ctx.deps.clock.now(),
    },
    select: { id: true },
  });
  await emit(tx, ctx, [TextRequested({ textId, hotelId: ctx.hotelId })]);
  return { textId };
}

/** Sends a text that was written down; at most once, whatever repeats. False: it was not sent, and its row says so. */
export async function sendText(ctx: HotelCtx, textId: string): Promise<boolean> {
  const { deps, tenantId } = ctx;
  const row = await deps.db.transaction(tenantId, async (tx) => {
    const found = await tx.textMessage.findFirst({
      where: { id: textId, direction: "out", status: "queued", externalId: null },
      include: { hotel: { select: { name: true } } },
    });
    if (!found) return null;
    // Claimed before it is sent: a text that may have gone out is not sent again.
    const claimed = await tx.textMessage.updateMany({
      where: { id: textId, status: "queued" },
      data: { status: "sent" },
    });
    if (claimed.count === 0) return null;
    const code = found.kind === "otp" ? await openCodeText(tx, ctx, textId, found.hotel.name) : null;
    return { ...found, words: code ?? found.body };
  });
  if (!row) return false;
  const telephony = await telephonyOf(deps, tenantId);
  try {
    if (!telephony || !row.words)
      throw new TelephonyError("unavailable", "There is nothing to send, or no account.");
    const { messageSid } = await telephony.sendText(
      {
        to: row.toNumber,
        from: row.fromNumber,
        body: row.words,
        statusUrl: callbackUrl(deps, "text-status", { t: tenantId, m: textId }),
      },
      AbortSignal.timeout(REST_DEADLINE_MS),
    );
    await deps.db.withTenant(tenantId, (db) =>
      db.textMessage.updateMany({
        where: { id: textId, externalId: null },
        data: { externalId: messageSid },
      }),
    );
    return true;
  } catch (error) {
    const errorCode = error instanceof TelephonyError ? String(error.code ?? error.failure) : "unavailable";
    ctx.log.warn({ err: error, textId }, "a text was not sent");
    await deps.db.transaction(tenantId, async (tx) => {
      await tx.textMessage.updateMany({ where: { id: textId }, data: { status: "failed", errorCode } });
      await tellShown(tx, ctx, "text", textId);
    });
    return false;
  }
}

const RANK: Readonly<Record<string, number>> = {
  queued: 0,
  sent: 1,
  delivered: 2,
  undelivered: 2,
  failed: 2,
};

/** Takes news of a text; they may repeat and come in any order, and never go backwards. */
export async function noteText(
  ctx: HotelCtx,
  textId: string,
  news: { status: string; errorCode?: string },
): Promise<void> {
  const next = RANK[news.status];
  if (next === undefined) return;
  const earlier = Object.keys(RANK).filter((status) => (RANK[status] ?? 0) < next);
  await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    const { count } = await tx.textMessage.updateMany({
      where: { id: textId, direction: "out", status: { in: earlier } },
      data: { status: news.status, ...(news.errorCode ? { errorCode: news.errorCode } : {}) },
    });
    if (count > 0) await tellShown(tx, ctx, "text", textId);
  });
}

/** Words of carriers' rules that end or resume texts (Twilio, "Advanced Opt-Out": the default keywords). */
const STOP = /^\s*(stop|stopall|unsubscribe|cancel|end|quit|optout|revoke)\s*$/i;
const START = /^\s*(start|yes|unstop)\s*$/i;

/** A text from a guest: kept as a message for the desk; STOP and START are obeyed. The same text again changes nothing. */
export async function receiveText(
  ctx: HotelCtx,
  text: { from: string; to: string; body: string; messageSid: string },
): Promise<"guest" | "stop" | "start" | "known"> {
  return ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    const kind = STOP.test(text.body) ? "stop" : START.test(text.body) ? "start" : "guest";
    const now = ctx.deps.clock.now();
    const { tenantId, hotelId } = ctx;
    const body = text.body.slice(0, 1_600);
    const { count } = await tx.textMessage.createMany({
      data: [
        {
          ...{ tenantId, id: newId(), hotelId, direction: "in", kind, body, createdAt: now },
          ...{ fromNumber: text.from, toNumber: text.to, status: "received", externalId: text.messageSid },
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return "known";
    await tellShown(tx, ctx, "text", text.messageSid);
    if (kind === "stop")
      await tx.doNotCall.createMany({
        data: [{ tenantId, number: text.from, channel: "text", reason: "stop", createdAt: now }],
        skipDuplicates: true,
      });
    if (kind === "start") await tx.doNotCall.deleteMany({ where: { number: text.from, channel: "text" } });
    const messageId = newId();
    if (kind === "guest") {
      await tx.guestMessage.create({
        data: {
          ...{ tenantId, id: messageId, hotelId, ref: newCode(5), recipientLast: "Front desk" },
          ...{ sender: text.from, callback: text.from, text: body, createdAt: now },
        },
        select: { id: true },
      });
      await emit(tx, ctx, [MessageTaken({ messageId, hotelId })]);
    }
    await appendAudit(tx, ctx, "telephony.text", {
      subject: {
        kind: kind === "guest" ? "message" : "do_not_call",
        id: kind === "guest" ? messageId : "text",
      },
      after: { kind },
    });
    return kind;
  });
}
