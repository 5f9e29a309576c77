import { createHmac } from "node:crypto";
import { deriveKey } from "@/server/crypto/at-rest";
import type { Tx } from "@/server/db";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";
import { callLanguage } from "./languages";
import { textWords } from "./text-words";

export const CODE_DIGITS = 6;

const keyOf = (deps: Deps, id: string) => deriveKey(deps.keys.dataEncryption, "voicehive one-time code", id);

/** The code of an id: made from the app's key, so that it can be sent later without being kept. */
export const codeOf = (deps: Deps, id: string, salt: number): string => {
  const digest = createHmac("sha256", keyOf(deps, id)).update(`code ${salt}`).digest();
  return String(digest.readUIntBE(0, 6) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, "0");
};

/** What is kept of a code. */
export const hashOf = (deps: Deps, id: string, code: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac("sha256", keyOf(deps, id)).update(`hash ${code}`).digest());

/** The words of a code's text, or null once it is used or over. */
export async function openCodeText(
  tx: Tx,
  ctx: HotelCtx,
  id: string,
  hotelName: string,
): Promise<string | null> {
  const row = await tx.oneTimeCode.findFirst({
    where: { id, usedAt: null, expiresAt: { gt: ctx.deps.clock.now() } },
  });
  if (!row) return null;
  const code = codeOf(ctx.deps, id, Buffer.from(row.hash).readUInt32BE(0));
  return textWords(await callLanguage(tx, ctx, row.callId)).code(hotelName, code);
}
