import type { Tx } from "@/server/db";
import { endCall, recordOwnEvents } from "@/server/features/line";
import { newId } from "@/server/kernel/ids";
import { canMove } from "@/server/kernel/transitions";
import type { CallState, EndReason } from "@/server/line/contract";
import type { HotelCtx } from "@/server/verbs/ctx";
import { appendAudit } from "@/server/verbs/record";
import { canTelephone } from "./access";
import { checkDial } from "./dial";
import { tellShown } from "./events";
import { type DialRefusal, transferTransitions } from "./rules";
import { TransferState } from "./schema";

/** A transfer as the webhooks and the telephone service see it. */
export interface Transfer {
  id: string;
  callId: string;
  kind: "cold" | "warm";
  destination: string;
  spokenName: string;
  number: string;
  summary: string;
  state: TransferState;
  personSid: string | null;
  dialledAt: Date | null;
  returnedAt: Date | null;
}

const OPEN: readonly TransferState[] = ["requested", "dialing", "announced", "accepted"];

/** Dialled, and not yet taken: the guest waits, or talks to whom they were put through to without an announcement. */
export const ON_ITS_WAY: readonly TransferState[] = ["dialing", "announced"];

/** Whether a transfer of the call is in one of these states. */
export const isOnItsWay = async (tx: Tx, callId: string, states = ON_ITS_WAY): Promise<boolean> =>
  (await tx.callTransfer.count({ where: { callId, state: { in: [...states] } } })) > 0;

export interface TransferWish {
  destination: string;
  spokenName: string;
  number: string;
  summary: string;
  /** Warm: the person hears the summary first and may decline. Absent: as the hotel has set it. */
  kind?: "cold" | "warm";
}

/**
 * Notes that a call goes to a person of the directory; it is dialled once the line has let go of it. Refused where
 * the number may not be dialled. `again`: this destination was tried in this call.
 */
export async function requestTransfer(
  tx: Tx,
  ctx: HotelCtx,
  callId: string,
  { kind, ...wish }: TransferWish,
): Promise<{ transferId: string } | { refused: DialRefusal | "again" }> {
  const tried = await tx.callTransfer.findFirst({
    where: { callId, destination: wish.destination, state: { notIn: ["requested", "ended"] } },
    select: { id: true },
  });
  if (tried) return { refused: "again" };
  const leg = { number: wish.number, purpose: "transfer", consent: true } as const;
  const { refusal, settings } = await checkDial(tx, ctx, leg);
  if (refusal) return { refused: refusal };
  const now = ctx.deps.clock.now();
  // A wish that was not dialled yet gives way to the newer one.
  await tx.callTransfer.updateMany({
    where: { callId, state: "requested" },
    data: { state: "ended", settledAt: now },
  });
  await endTalk(tx, ctx, callId);
  const warm = (kind ?? settings.transfer) === "warm" && (await canTelephone(tx, ctx.deps));
  const transferId = newId();
  await tx.callTransfer.create({
    data: {
      tenantId: ctx.tenantId,
      id: transferId,
      callId,
      hotelId: ctx.hotelId,
      kind: warm ? "warm" : "cold",
      ...wish,
      createdAt: now,
    },
    select: { id: true },
  });
  return { transferId };
}

const toTransfer = (row: Omit<Transfer, "kind" | "state"> & { kind: string; state: string }): Transfer => ({
  ...row,
  kind: row.kind === "warm" ? "warm" : "cold",
  state: TransferState.parse(row.state),
});

/** The transfer under way in a call, or null. */
export async function openTransfer(tx: Tx, callId: string): Promise<Transfer | null> {
  const row = await tx.callTransfer.findFirst({
    where: { callId, state: { in: [...OPEN] } },
    orderBy: { createdAt: "desc" },
  });
  return row ? toTransfer(row) : null;
}

export async function findTransfer(tx: Tx, id: string): Promise<Transfer | null> {
  const row = await tx.callTransfer.findFirst({ where: { id } });
  return row ? toTransfer(row) : null;
}

/** States of the call that its transfer's states mean. */
const CALL_STATE: Partial<Record<TransferState, CallState>> = {
  dialing: "transferring",
  accepted: "with_person",
};

/**
 * Moves a transfer on, with the call's state, its event and the audit row; false when it cannot move there, so that
 * repeated and late news change nothing. Locks the call's row.
 */
export async function moveTransfer(
  tx: Tx,
  ctx: HotelCtx,
  transfer: Pick<Transfer, "id" | "callId">,
  to: TransferState,
): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${transfer.callId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.callTransfer.findFirst({ where: { id: transfer.id } });
  if (!row) return false;
  const from = TransferState.parse(row.state);
  if (!canMove(transferTransitions, from, to)) return false;
  const now = ctx.deps.clock.now();
  await tx.callTransfer.updateMany({
    where: { id: row.id },
    data: {
      state: to,
      ...(to === "dialing" ? { dialledAt: now } : {}),
      ...(to === "accepted" ? { acceptedAt: now } : {}),
      ...(transferTransitions[to].length === 0 ? { settledAt: now } : {}),
    },
  });
  await tellShown(tx, ctx, "transfer", row.id);
  const state = CALL_STATE[to];
  if (state) {
    const call = await tx.call.findFirstOrThrow({
      where: { id: row.callId },
      select: { startedAt: true, endedAt: true },
    });
    if (!call.endedAt) {
      const atMs = Math.max(0, now.getTime() - call.startedAt.getTime());
      await recordOwnEvents(tx, ctx, row.callId, [{ type: "state", state, atMs }]);
    }
  }
  await appendAudit(tx, ctx, "telephony.transfer", {
    subject: { kind: "call", id: row.callId },
    before: { state: from },
    after: { state: to, destination: row.destination, kind: row.kind },
  });
  return true;
}

/**
 * The guest's talk with a person by telephone is over, for they are led elsewhere: nobody else tells so, because whoever is
 * redirected asks no `<Dial action>`.
 */
async function endTalk(tx: Tx, ctx: HotelCtx, callId: string): Promise<void> {
  const talk = await tx.callTransfer.findFirst({
    where: { callId, state: "accepted" },
    select: { id: true, callId: true, call: { select: { startedAt: true } } },
  });
  if (!talk || !(await moveTransfer(tx, ctx, talk, "ended"))) return;
  // With nobody by telephone, `with_person` would mean a colleague at the dashboard.
  const atMs = Math.max(0, ctx.deps.clock.now().getTime() - talk.call.startedAt.getTime());
  await recordOwnEvents(tx, ctx, callId, [{ type: "state", state: "transferring", atMs }]);
}

/** The guest has left the person they were with, where the keypad was asked for since then. Else nothing is changed. */
export async function leaveForKeypad(ctx: HotelCtx, callId: string): Promise<void> {
  await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    const talk = await tx.callTransfer.findFirst({ where: { callId, state: "accepted" } });
    if (!talk) return;
    const since = { gte: talk.acceptedAt ?? talk.createdAt };
    const wish = { callId, state: "requested", createdAt: since };
    if ((await tx.keypadPayment.count({ where: wish })) > 0) await endTalk(tx, ctx, callId);
  });
}

/** A person or a keypad that was asked for and never begun with is not wanted any more: the call has said goodbye. */
export async function dropWishes(ctx: HotelCtx, callId: string): Promise<void> {
  const now = ctx.deps.clock.now();
  await ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    await tx.callTransfer.updateMany({
      where: { callId, state: "requested" },
      data: { state: "ended", settledAt: now },
    });
    await tx.keypadPayment.updateMany({
      where: { callId, state: "requested" },
      data: { state: "not_paid", result: "abandoned", endedAt: now },
    });
  });
}

/** Ends a call that the app holds without a worker: its last event, then what every end does. A second end changes nothing. */
export async function endHeldCall(tx: Tx, ctx: HotelCtx, callId: string, reason: EndReason): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${callId}::uuid FOR NO KEY UPDATE`;
  const call = await tx.call.findFirst({
    where: { id: callId, endedAt: null },
    select: { startedAt: true, epoch: true },
  });
  if (!call) return;
  const durationMs = Math.max(0, ctx.deps.clock.now().getTime() - call.startedAt.getTime());
  await recordOwnEvents(tx, ctx, callId, [{ type: "ended", reason, atMs: durationMs }]);
  await endCall(tx, ctx, callId, {
    epoch: Math.max(1, call.epoch),
    reason,
    durationMs,
    usage: { guestSpeechMs: 0, ttsCharacters: 0, llmTokens: 0 },
    recording: false,
  });
  await tx.callTransfer.updateMany({
    where: { callId, state: { in: [...OPEN] } },
    data: { state: "ended", settledAt: ctx.deps.clock.now() },
  });
}
