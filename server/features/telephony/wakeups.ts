import type { Tx } from "@/server/db";
import { policyValues } from "@/server/features/policies";
import { fileRequest, requestCreated, WakeupChanged } from "@/server/features/requests";
import { addDays, businessDate, dateFromDb, dateToDb, instantAt, localDate } from "@/server/kernel/dates";
import type { HotelCtx } from "@/server/verbs/ctx";
import { appendAudit, emit } from "@/server/verbs/record";
import { canTelephone, telephonySettings } from "./access";
import { requestOutbound } from "./outbound";
import { OutboundStatus, PhoneE164 } from "./schema";
import { planWakeup } from "./wakeup-plan";

const SECOND_CALL_MINUTES = 10;
const AT_ONCE = 200;

/** Rings the wake-up calls of a hotel that are due, tries again, and alarms the desk for who did not confirm. Returns how many moved. */
export async function ringWakeups(ctx: HotelCtx): Promise<number> {
  const { deps, tenantId } = ctx;
  const now = deps.clock.now();
  const due = await deps.db.withTenant(tenantId, async (db) => {
    const hotel = await db.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const today = localDate(now, hotel.timeZone);
    const rows = await db.wakeupCall.findMany({
      where: {
        hotelId: ctx.hotelId,
        status: "set",
        date: { gte: dateToDb(addDays(today, -1)), lte: dateToDb(today) },
      },
      orderBy: [{ date: "asc" }, { time: "asc" }, { id: "asc" }],
      take: AT_ONCE,
    });
    return rows
      .filter((row) => instantAt(dateFromDb(row.date), row.time, hotel.timeZone) <= now)
      .map((row) => row.id);
  });
  let moved = 0;
  for (const id of due) {
    const step = await deps.db.transaction(tenantId, (tx) => ringOne(tx, ctx, id));
    if (step) moved += 1;
  }
  return moved;
}

/** A guest pressed a key: they are awake. A repeat changes nothing. */
export async function confirmAwake(ctx: HotelCtx, outboundId: string): Promise<void> {
  await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    const { count } = await tx.outboundCall.updateMany({
      where: { id: outboundId, hotelId: ctx.hotelId, purpose: "wakeup", confirmedAt: null },
      data: { confirmedAt: ctx.deps.clock.now(), answeredBy: "human" },
    });
    if (count === 0) return;
    await appendAudit(tx, ctx, "telephony.wakeupConfirmed", {
      subject: { kind: "outbound_call", id: outboundId },
    });
  });
}

/** One wake-up call, under its row's lock. */
async function ringOne(tx: Tx, ctx: HotelCtx, id: string): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM wakeup_call WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const wakeup = await tx.wakeupCall.findFirst({ where: { id, status: "set" }, include: { hotel: true } });
  if (!wakeup) return false;
  const now = ctx.deps.clock.now();
  const { hotel } = wakeup;
  const today = businessDate(now, hotel.timeZone, hotel.auditHour);
  const { secondCallMinutes } = await policyValues(tx, hotel.id, "wakeup", today);
  const rows = await tx.outboundCall.findMany({
    where: { wakeupId: id },
    orderBy: { attempt: "asc" },
    select: { status: true, answeredBy: true, createdAt: true, endedAt: true, confirmedAt: true },
  });
  const step = planWakeup({
    due: instantAt(dateFromDb(wakeup.date), wakeup.time, hotel.timeZone),
    now,
    attempts: rows.map((row) => ({ ...row, status: OutboundStatus.parse(row.status) })),
    secondCall: wakeup.secondCall,
    secondAfterMs: (secondCallMinutes ?? SECOND_CALL_MINUTES) * 60_000,
  });
  if (step.do === "wait") return false;
  if (step.do === "done") return settle(tx, ctx, wakeup, "done");
  if (step.do === "missed") {
    const pickedUp = rows.some((row) => row.status === "completed" && row.answeredBy !== "machine");
    const why = pickedUp ? "answered, but nobody pressed a key" : "nobody answered";
    return alarmDesk(tx, ctx, wakeup, today, why);
  }
  const number = await numberOf(tx, ctx, wakeup);
  if (!number) return alarmDesk(tx, ctx, wakeup, today, "no number to ring");
  if (!(await canTelephone(tx, ctx.deps))) return alarmDesk(tx, ctx, wakeup, today, "no telephone account");
  const wished = await requestOutbound(tx, ctx, {
    purpose: "wakeup",
    number,
    consent: true,
    wakeupId: id,
    attempt: step.attempt,
    ...(wakeup.callId ? { callId: wakeup.callId } : {}),
  });
  if ("refused" in wished) return alarmDesk(tx, ctx, wakeup, today, wished.refused.replaceAll("_", " "));
  return true;
}

interface Wakeup {
  id: string;
  room: string;
  time: string;
  callId: string | null;
  nameMismatch: boolean;
  hotel: { country: string };
}

/**
 * The room's own telephone, where its number is all digits: "12A" has none of that pattern, and 12 is another room. Else the
 * number of the call that asked for it, where the name fitted the room.
 */
async function numberOf(tx: Tx, ctx: HotelCtx, wakeup: Wakeup): Promise<string | null> {
  const { roomNumber } = await telephonySettings(tx, ctx.hotelId);
  const direct = /^\d+$/.test(wakeup.room) ? roomNumber?.replace("{room}", wakeup.room) : undefined;
  if (direct && PhoneE164.safeParse(direct).success) return direct;
  if (!wakeup.callId || wakeup.nameMismatch) return null;
  const call = await tx.call.findFirst({ where: { id: wakeup.callId }, select: { fromNumber: true } });
  return PhoneE164.safeParse(call?.fromNumber).data ?? null;
}

async function settle(tx: Tx, ctx: HotelCtx, wakeup: Wakeup, status: "done" | "missed"): Promise<boolean> {
  const { count } = await tx.wakeupCall.updateMany({
    where: { id: wakeup.id, status: "set" },
    data: { status },
  });
  if (count === 0) return false;
  await appendAudit(tx, ctx, "telephony.wakeup", {
    subject: { kind: "wakeup", id: wakeup.id },
    before: { status: "set" },
    after: { status },
  });
  await emit(tx, ctx, [WakeupChanged({ wakeupId: wakeup.id, hotelId: ctx.hotelId })]);
  return true;
}

/** A guest who could not be woken is somebody's business now. */
async function alarmDesk(
  tx: Tx,
  ctx: HotelCtx,
  wakeup: Wakeup,
  today: string,
  why: string,
): Promise<boolean> {
  if (!(await settle(tx, ctx, wakeup, "missed"))) return false;
  const { country } = wakeup.hotel;
  const filed = await fileRequest(
    tx,
    { ...ctx, call: { callId: wakeup.callId, today, hotel: { country } } },
    {
      kind: "other",
      summary: `Wake room ${wakeup.room} by hand now: the ${wakeup.time} wake-up call failed (${why}).`,
      room: wakeup.room,
      urgency: "urgent",
      due: ctx.deps.clock.now().toISOString(),
    },
  );
  await emit(tx, ctx, [requestCreated(ctx, filed)]);
  return true;
}
