import type { Tx } from "@/server/db";
import {
  canTelephone,
  hotelLanguage,
  ringAlarm,
  sendText,
  writeAlarmLegs,
} from "@/server/features/telephony";
import type { HotelCtx } from "@/server/verbs/ctx";
import { notifyLive } from "@/server/verbs/record";
import { AlarmChanged } from "./events";
import { linkOf } from "./link";
import { attemptsOf, memberAt, ringSecondsOf, UNTOLD_SECONDS } from "./rules";
import { AlarmKind, Chain, type ChainMember } from "./schema";
import { staffTexts } from "./staff-words";

/** The tellings of one start of an alarm in their order; none once it is taken, without a telephone account, or when there is no such alarm. */
export async function planAlarm(ctx: HotelCtx, alarmId: string, start = 1): Promise<number[]> {
  return ctx.deps.db.withTenant(ctx.tenantId, async (db) => {
    const alarm = await db.alarm.findFirst({
      where: { id: alarmId, hotelId: ctx.hotelId, takenAt: null },
    });
    if (!alarm || !(await canTelephone(db, ctx.deps))) return [];
    return attemptsOf(Chain.parse(alarm.chain), start).map(({ attempt }) => attempt);
  });
}

export interface Told {
  /** Somebody has taken it. */
  over: boolean;
  /** Until the next of the chain is told. */
  waitSeconds: number;
}

/**
 * Tells one of the chain: rings and texts. A repeat rings and texts nobody twice, because both are written down once and
 * claimed before they go out. Their texts hold no name and no number of a guest.
 */
export async function tellMember(ctx: HotelCtx, alarmId: string, attempt: number): Promise<Told> {
  const { deps, tenantId } = ctx;
  const begun = await deps.db.transaction(tenantId, (tx) => writeDown(tx, ctx, alarmId, attempt));
  if (begun === "over") return { over: true, waitSeconds: 0 };
  if (begun === "nobody") return { over: false, waitSeconds: UNTOLD_SECONDS };
  const { outboundId, textId, member } = begun;
  await Promise.all([ringAlarm(ctx, outboundId, ringSecondsOf(member)), sendText(ctx, textId)]);
  const rang = await deps.db.withTenant(tenantId, (db) =>
    db.outboundCall.count({ where: { id: outboundId, status: { notIn: ["queued", "failed", "refused"] } } }),
  );
  const texted = await deps.db.withTenant(tenantId, (db) =>
    db.textMessage.count({ where: { id: textId, status: { in: ["sent", "delivered"] } } }),
  );
  return { over: false, waitSeconds: rang + texted > 0 ? member.seconds : UNTOLD_SECONDS };
}

type Begun = "over" | "nobody" | { outboundId: string; textId: string; member: ChainMember };

async function writeDown(tx: Tx, ctx: HotelCtx, alarmId: string, attempt: number): Promise<Begun> {
  const { deps, tenantId, hotelId } = ctx;
  // Whoever takes it meanwhile waits for this, or this sees it.
  await tx.$queryRaw`SELECT 1 FROM alarm WHERE id = ${alarmId}::uuid FOR NO KEY UPDATE`;
  const alarm = await tx.alarm.findFirst({
    where: { id: alarmId, hotelId, takenAt: null },
    include: { hotel: { select: { name: true } } },
  });
  if (!alarm) return "over";
  const chain = Chain.parse(alarm.chain);
  const member = memberAt(chain, attempt);
  if (!member?.number) return "nobody";
  const t = staffTexts(await hotelLanguage(tx, ctx));
  const link = linkOf(deps, { tenantId, alarmId, member: (attempt - 1) % chain.length });
  const kind = t.kinds[AlarmKind.parse(alarm.kind)];
  const legs = await writeAlarmLegs(tx, ctx, {
    ...{ alarmId, attempt, number: member.number, callId: alarm.callId },
    text: t.text(alarm.hotel.name, kind, await roomIn(tx, hotelId, alarm.place), link),
  });
  await notifyLive(tx, tenantId, [AlarmChanged({ alarmId, hotelId })]);
  if ("refused" in legs) {
    ctx.log.warn(
      { alarmId, attempt, refused: legs.refused },
      "nobody may be told of an alarm at this number",
    );
    return "nobody";
  }
  return { ...legs, member };
}

/** The hotel's own room that the words name, or null: other words might be a person's. */
async function roomIn(tx: Tx, hotelId: string, place: string): Promise<string | null> {
  const said = place.match(/\d{1,5}\p{L}?/gu) ?? [];
  if (said.length === 0) return null;
  const room = await tx.room.findFirst({
    where: { hotelId, number: { in: said } },
    select: { number: true },
  });
  return room?.number ?? null;
}

/** The chain is at its end and nobody took it: the dashboard goes on showing it, and says so. */
export async function endUnanswered(ctx: HotelCtx, alarmId: string): Promise<boolean> {
  const { deps, tenantId, hotelId } = ctx;
  return deps.db.transaction(tenantId, async (tx) => {
    const { count } = await tx.alarm.updateMany({
      where: { id: alarmId, hotelId, takenAt: null, unansweredAt: null },
      data: { unansweredAt: deps.clock.now() },
    });
    if (count > 0) await notifyLive(tx, tenantId, [AlarmChanged({ alarmId, hotelId })]);
    return count > 0;
  });
}
