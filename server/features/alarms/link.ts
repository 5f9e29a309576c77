import { createHmac } from "node:crypto";
import { deriveKey } from "@/server/crypto/at-rest";
import { sameSecret } from "@/server/crypto/compare";
import type { Deps } from "@/server/verbs/ctx";

/** What a text's link stands for: one person of one alarm's chain. */
export interface LinkTo {
  tenantId: string;
  alarmId: string;
  /** The place in the chain, from 0. */
  member: number;
}

const UUID_BYTES = 16;
const PROOF_BYTES = 16;
const LENGTH = 2 * UUID_BYTES + 1 + PROOF_BYTES;

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll("-", ""), "hex");
const uuidOf = (bytes: Buffer): string =>
  bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

const proofOf = (keys: Deps["keys"], body: Buffer): Buffer =>
  createHmac("sha256", deriveKey(keys.dataEncryption, "voicehive alarm link", "link"))
    .update(body)
    .digest()
    .subarray(0, PROOF_BYTES);

/** The last part of the link's address: 66 signs, good for this alarm alone, made by nobody without the app's key. */
export function tokenOf(keys: Deps["keys"], { tenantId, alarmId, member }: LinkTo): string {
  const body = Buffer.concat([bytesOf(tenantId), bytesOf(alarmId), Buffer.from([member])]);
  return Buffer.concat([body, proofOf(keys, body)]).toString("base64url");
}

/** What a token stands for; null when it was not made here. */
export function readToken(keys: Deps["keys"], token: string): LinkTo | null {
  if (!/^[\w-]{66}$/.test(token)) return null;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== LENGTH) return null;
  const body = bytes.subarray(0, LENGTH - PROOF_BYTES);
  const shown = bytes.subarray(LENGTH - PROOF_BYTES).toString("hex");
  if (!sameSecret(shown, proofOf(keys, body).toString("hex"))) return null;
  return {
    tenantId: uuidOf(body.subarray(0, UUID_BYTES)),
    alarmId: uuidOf(body.subarray(UUID_BYTES, 2 * UUID_BYTES)),
    member: body[2 * UUID_BYTES] ?? 0,
  };
}

/** The address that a text leads to. */
export const linkOf = (deps: Deps, to: LinkTo): string =>
  new URL(
    `/api/alarm/${tokenOf(deps.keys, to)}`,
    deps.telephony?.publicOrigin ?? "http://localhost",
  ).toString();
