import { randomInt } from "node:crypto";
import { sameSecret } from "@/server/crypto/compare";
import type { Tx } from "@/server/db";
import { newId } from "@/server/kernel/ids";
import type { HotelCtx } from "@/server/verbs/ctx";
import { CODE_DIGITS, codeOf, hashOf } from "./code-hash";
import type { TextRefusal } from "./rules";
import { PhoneE164 } from "./schema";
import { requestText } from "./texts";

/** Ten minutes. */
const LIFE_MS = 10 * 60_000;
const TRIES = 5;
/** Codes for one reservation within the life of a code, whoever asks. */
const MOST_AT_ONCE = 3;

export interface SentCode {
  maskedContact: string;
  expiresInSeconds: number;
}

/** Sends a code to the telephone on file for a reservation. Only its hash is kept; it serves once, for ten minutes. */
export async function sendCode(
  tx: Tx,
  ctx: HotelCtx,
  to: { callId: string; reservationId: string; phone: string | null },
): Promise<SentCode | { refused: TextRefusal }> {
  const phone = PhoneE164.safeParse(to.phone).data;
  if (!phone) return { refused: "not_a_number" };
  const { deps } = ctx;
  const now = deps.clock.now();
  const recent = await tx.oneTimeCode.count({
    where: { reservationId: to.reservationId, createdAt: { gte: new Date(now.getTime() - LIFE_MS) } },
  });
  if (recent >= MOST_AT_ONCE) return { refused: "too_many" };
  const id = newId();
  const sent = await requestText(tx, ctx, { kind: "otp", to: phone, callId: to.callId, codeId: id });
  if ("refused" in sent) return sent;
  // An earlier code of this call is no longer good.
  await tx.oneTimeCode.updateMany({
    where: { callId: to.callId, usedAt: null },
    data: { usedAt: now },
  });
  const salt = randomInt(2 ** 31);
  await tx.oneTimeCode.create({
    data: {
      tenantId: ctx.tenantId,
      id,
      callId: to.callId,
      reservationId: to.reservationId,
      // The salt stands before the hash: with the app's key it gives the code, for the one text.
      hash: Buffer.concat([saltBytes(salt), hashOf(deps, id, codeOf(deps, id, salt))]),
      expiresAt: new Date(now.getTime() + LIFE_MS),
      createdAt: now,
    },
    select: { id: true },
  });
  return { maskedContact: `••••${phone.slice(-3)}`, expiresInSeconds: LIFE_MS / 1000 };
}

const saltBytes = (salt: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(salt);
  return bytes;
};

export type CodeCheck = { good: true; reservationId: string } | { good: false; triesLeft: number };

/** Checks a code said on the call it was sent for. Five tries, then it is gone; a good one serves once. */
export async function checkCode(tx: Tx, ctx: HotelCtx, callId: string, said: string): Promise<CodeCheck> {
  const { deps } = ctx;
  const row = await tx.oneTimeCode.findFirst({
    where: { callId, usedAt: null, expiresAt: { gt: deps.clock.now() }, tries: { lt: TRIES } },
    orderBy: { createdAt: "desc" },
  });
  if (!row) return { good: false, triesLeft: 0 };
  const digits = said.replace(/\D/g, "");
  const kept = Buffer.from(row.hash).subarray(4).toString("hex");
  const good =
    digits.length === CODE_DIGITS &&
    sameSecret(Buffer.from(hashOf(deps, row.id, digits)).toString("hex"), kept);
  await tx.oneTimeCode.updateMany({
    where: { id: row.id },
    data: good ? { usedAt: deps.clock.now() } : { tries: { increment: 1 } },
  });
  return good
    ? { good: true, reservationId: row.reservationId }
    : { good: false, triesLeft: TRIES - row.tries - 1 };
}
