import { deriveKey, encrypt } from "@/server/crypto/at-rest";
import type { Tx } from "@/server/db";
import { newId } from "@/server/kernel/ids";
import type { HotelCtx } from "@/server/verbs/ctx";
import { appendAudit } from "@/server/verbs/record";
import { telephonySettings } from "./access";
import { tellShown } from "./events";
import { closeTask, markUnknown } from "./unknown-payment";

/** What `<Pay>` may take. */
export interface KeypadCharge {
  /** Minor units; absent: the card is only kept as a guarantee. */
  amount?: number;
  currency: string;
  /** The stay that is paid. */
  reservationId?: string;
}

/**
 * Why no payment was begun: no connector is set, a card is being typed for this call or this stay right now, or nobody
 * knows yet how the last one ended.
 */
export type KeypadRefusal = "no_connector" | "under_way" | "unsettled";

/** Written by us where the service had not told how a payment ended; what it tells later still counts. */
const GIVEN_UP = ["replaced", "abandoned", "checked"];

/** Notes that the guest pays by keypad once the line has let go of the call. A stay is paid in one call at a time. */
export async function requestKeypadPayment(
  tx: Tx,
  ctx: HotelCtx,
  callId: string,
  charge: KeypadCharge,
): Promise<{ paymentId: string } | { refused: KeypadRefusal }> {
  const { payConnector } = await telephonySettings(tx, ctx.hotelId);
  if (!payConnector) return { refused: "no_connector" };
  const { reservationId = null } = charge;
  if (reservationId)
    await tx.$queryRaw`SELECT 1 FROM reservation WHERE id = ${reservationId}::uuid FOR UPDATE`;
  const now = ctx.deps.clock.now();
  // Whoever rang off before the keypad came left a wish behind that nobody carries out any more.
  const over = { state: "requested", call: { endedAt: { not: null } } };
  if (reservationId)
    await tx.keypadPayment.updateMany({
      where: { ...over, reservationId },
      data: { state: "not_paid", result: "abandoned", endedAt: now },
    });
  const taking = await tx.keypadPayment.findFirst({
    where: {
      OR: [
        { callId, state: { in: ["taking", "unknown"] } },
        ...(reservationId
          ? [
              { reservationId, state: "unknown" },
              { reservationId, state: { in: ["requested", "taking"] }, NOT: { callId } },
            ]
          : []),
      ],
    },
    select: { state: true, call: { select: { endedAt: true } } },
  });
  if (taking) {
    const untold = taking.state === "unknown" || taking.call.endedAt !== null;
    return { refused: untold ? "unsettled" : "under_way" };
  }
  await tx.keypadPayment.updateMany({
    where: { callId, state: "requested" },
    data: { state: "not_paid", result: "replaced", endedAt: now },
  });
  const paymentId = newId();
  await tx.keypadPayment.create({
    data: {
      tenantId: ctx.tenantId,
      id: paymentId,
      callId,
      reservationId,
      amount: charge.amount === undefined ? null : BigInt(charge.amount),
      currency: charge.currency,
      connector: payConnector,
      createdAt: now,
    },
    select: { id: true },
  });
  await tellShown(tx, ctx, "payment", paymentId);
  return { paymentId };
}

export interface TakenPayment {
  id: string;
  callId: string;
  amount: number | null;
  currency: string;
  connector: string;
}

/**
 * The payment a call is about to make: once, for the card may have been charged by the time this is asked again.
 * `unknown`: it was begun before, and how it ended is a person's to find out.
 */
export async function beginKeypadPayment(
  tx: Tx,
  ctx: HotelCtx,
  callId: string,
): Promise<TakenPayment | "unknown" | null> {
  const row = await tx.keypadPayment.findFirst({
    where: { callId, state: { in: ["requested", "taking"] } },
    orderBy: { createdAt: "desc" },
  });
  if (!row) return null;
  const begun = await tx.keypadPayment.updateMany({
    where: { id: row.id, state: "requested" },
    data: { state: "taking" },
  });
  if (begun.count === 0) {
    await markUnknown(tx, ctx, row.id);
    return "unknown";
  }
  const { id, currency, connector } = row;
  return { id, callId, currency, connector, amount: row.amount === null ? null : Number(row.amount) };
}

/** What the service tells of a card, as far as anything of it may be kept. */
export interface PayResult {
  /** `success`, or what went wrong. */
  result: string;
  /** The connector's token of the card. */
  token?: string;
  /** The gateway's reference of a charge; one that is only kept has a token. */
  confirmationCode?: string;
  /** The masked number, as `xxxx-xxxx-xxxx-1234`. */
  maskedNumber?: string;
  brand?: string;
}

const WORD = /^[a-z-]{1,40}$/;
/** What a reference may look like; never as long a number as a card has. */
const CODE = /^(?!.*\d{13})[A-Za-z0-9_.:-]{1,100}$/;
const MASKED = /^[x*\- ]*(\d{4})$/i;

/**
 * Writes how a payment ended; once. Of the card only the last four digits, the brand and the connector's token
 * (sealed) are kept, and only where the service has masked the rest. The cause of the call's return.
 */
export async function endKeypadPayment(
  tx: Tx,
  ctx: HotelCtx,
  id: string,
  told: PayResult,
): Promise<{ callId: string; cause: "paid" | "not_paid" } | null> {
  await tx.$queryRaw`SELECT 1 FROM keypad_payment WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await tx.keypadPayment.findFirst({ where: { id } });
  if (!row) return null;
  const cause = told.result === "success" ? "paid" : "not_paid";
  const known = row.state === "paid" || (row.state === "not_paid" && !GIVEN_UP.includes(row.result ?? ""));
  if (known) return { callId: row.callId, cause: row.state === "paid" ? "paid" : "not_paid" };
  const key = deriveKey(ctx.deps.keys.dataEncryption, "voicehive card token", id);
  const code =
    cause === "paid" && told.confirmationCode && CODE.test(told.confirmationCode)
      ? told.confirmationCode
      : null;
  const last4 = MASKED.exec(told.maskedNumber ?? "")?.[1];
  await tx.keypadPayment.updateMany({
    where: { id },
    data: {
      state: cause,
      result: WORD.test(told.result) ? told.result : "unknown",
      last4: last4 ?? null,
      brand: told.brand && WORD.test(told.brand) ? told.brand : null,
      token:
        cause === "paid" && told.token
          ? new Uint8Array(encrypt(key, new TextEncoder().encode(told.token), `card:${id}`))
          : null,
      confirmationCode: code,
      endedAt: ctx.deps.clock.now(),
    },
  });
  if (row.requestId) await closeTask(tx, ctx, row.requestId, cause === "paid");
  await appendAudit(tx, ctx, "telephony.keypadPayment", {
    subject: { kind: "keypad_payment", id },
    before: { state: row.state },
    after: { state: cause, ...(last4 ? { last4 } : {}), ...(code ? { confirmationCode: code } : {}) },
  });
  await tellShown(tx, ctx, "payment", id);
  return { callId: row.callId, cause };
}
