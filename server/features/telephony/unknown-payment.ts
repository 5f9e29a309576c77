import type { Tx } from "@/server/db";
import { fileRequest, RequestChanged, requestCreated } from "@/server/features/requests";
import { businessDate } from "@/server/kernel/dates";
import type { HotelCtx } from "@/server/verbs/ctx";
import { appendAudit, emit } from "@/server/verbs/record";
import { tellShown } from "./events";

/** The end of a payment is told within this after its call; nobody needs half an hour for a card. */
const TOLD_AFTER_MS = 5 * 60_000;
const LONGEST_MS = 30 * 60_000;
const AT_ONCE = 50;

/**
 * The keypad had the guest, and nobody told how it ended: the card may have been charged. A person finds out, and until
 * then nothing more is taken for the stay. In the caller's transaction; once.
 */
export async function markUnknown(tx: Tx, ctx: HotelCtx, id: string): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM keypad_payment WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await tx.keypadPayment.findFirst({
    where: { id, state: "taking" },
    include: { reservation: { select: { code: true } }, call: { include: { hotel: true } } },
  });
  if (!row) return false;
  const now = ctx.deps.clock.now();
  const { hotel, fromNumber } = row.call;
  const what = row.amount === null ? "A card was to be kept as a guarantee" : "A card was to be charged";
  const stay = row.reservation ? ` for the reservation ${row.reservation.code}` : "";
  const filed = await fileRequest(
    tx,
    {
      ...ctx,
      call: {
        callId: row.callId,
        today: businessDate(now, hotel.timeZone, hotel.auditHour),
        hotel: { country: hotel.country },
        ...(fromNumber ? { callerNumber: fromNumber } : {}),
      },
    },
    {
      kind: "other",
      summary: `${what} by keypad${stay}, and nobody told whether it was. Look it up at your payment service. It was: mark this done. It was not: cancel this. Until then nothing more can be taken by keypad${stay}.`,
      urgency: "urgent",
      due: now.toISOString(),
    },
  );
  await tx.keypadPayment.updateMany({
    where: { id, state: "taking" },
    data: { state: "unknown", result: "unknown", requestId: filed.id, endedAt: now },
  });
  await appendAudit(tx, ctx, "telephony.keypadPayment", {
    subject: { kind: "keypad_payment", id },
    before: { state: "taking" },
    after: { state: "unknown", requestRef: filed.ref },
  });
  await emit(tx, ctx, [requestCreated(ctx, filed)]);
  await tellShown(tx, ctx, "payment", id);
  return true;
}

/** The service told late how it ended: the task is over, too. */
export async function closeTask(tx: Tx, ctx: HotelCtx, requestId: string, paid: boolean): Promise<void> {
  const { count } = await tx.request.updateMany({
    where: { id: requestId, hotelId: ctx.hotelId, status: { notIn: ["done", "cancelled"] } },
    data: { status: paid ? "done" : "cancelled", closedAt: ctx.deps.clock.now() },
  });
  if (count > 0) await emit(tx, ctx, [RequestChanged({ requestId, hotelId: ctx.hotelId })]);
}

/** Payments whose end was never told become a person's to look up. Returns how many. */
export async function findUntoldPayments(ctx: HotelCtx): Promise<number> {
  const { deps, tenantId, hotelId } = ctx;
  const now = deps.clock.now().getTime();
  const rows = await deps.db.withTenant(tenantId, (db) =>
    db.keypadPayment.findMany({
      where: {
        state: "taking",
        call: { hotelId },
        OR: [
          { call: { endedAt: { lt: new Date(now - TOLD_AFTER_MS) } } },
          { createdAt: { lt: new Date(now - LONGEST_MS) } },
        ],
      },
      orderBy: { createdAt: "asc" },
      take: AT_ONCE,
      select: { id: true },
    }),
  );
  let found = 0;
  for (const { id } of rows)
    if (await deps.db.transaction(tenantId, (tx) => markUnknown(tx, ctx, id))) found += 1;
  return found;
}
