import { createPublicKey, type KeyObject } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { newId } from "@/server/kernel/ids";
import { CallTokenClaims } from "@/server/line/contract";
import { upgradeProofs } from "@/server/line/upgrade-proof";

const CALL_AUDIENCE = "voicehive:call";
const WORKER_AUDIENCE = "voicehive:worker";
const CALL_TOKEN_SECONDS = 60;
const WORKER_SESSION_SECONDS = 60;

/** A token that opens one call once, within a minute. */
export function issueCallToken(
  key: KeyObject,
  call: {
    callId: string;
    tenantId: string;
    channel: CallTokenClaims["channel"];
    role?: CallTokenClaims["role"];
    upgrade?: CallTokenClaims["upgrade"];
  },
  now: Date,
): Promise<string> {
  const { tenantId, channel, role, upgrade } = call;
  return new SignJWT({ tenantId, channel, ...(role ? { role } : {}), ...(upgrade ? { upgrade } : {}) })
    .setProtectedHeader({ alg: "EdDSA" })
    .setJti(newId())
    .setSubject(call.callId)
    .setAudience(CALL_AUDIENCE)
    .setExpirationTime(Math.floor(now.getTime() / 1000) + CALL_TOKEN_SECONDS)
    .sign(key);
}

/** What a telephone call's token says of the upgrade of its stream; a simulator's is not signed. */
export const provedBy = (
  streamToken: string | undefined,
  channel: CallTokenClaims["channel"],
  mediaUrl: string,
): { upgrade?: string } =>
  streamToken && channel === "twilio"
    ? { upgrade: upgradeProofs(streamToken, `${mediaUrl}/media/twilio`) }
    : {};

/** The claims, or null when the token is forged, foreign or too old. */
export async function readCallToken(
  key: KeyObject,
  token: string,
  now: Date,
): Promise<CallTokenClaims | null> {
  return read(key, token, CALL_AUDIENCE, now, (payload) => CallTokenClaims.safeParse(payload).data ?? null);
}

/** Whether this token was once given to the guest of this call, used up and too old or not. */
export async function wasGivenTo(
  key: KeyObject,
  token: string,
  call: { callId: string; tenantId: string },
): Promise<boolean> {
  const claims = await readCallToken(key, token, new Date(0));
  return claims?.sub === call.callId && claims.tenantId === call.tenantId && claims.role !== "staff";
}

/** What a registered worker shows with each request; every heartbeat renews it. */
export function issueWorkerSession(key: KeyObject, workerId: string, now: Date): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: "EdDSA" })
    .setSubject(workerId)
    .setAudience(WORKER_AUDIENCE)
    .setExpirationTime(Math.floor(now.getTime() / 1000) + WORKER_SESSION_SECONDS)
    .sign(key);
}

export async function readWorkerSession(key: KeyObject, token: string, now: Date): Promise<string | null> {
  return read(key, token, WORKER_AUDIENCE, now, (payload) => payload.sub ?? null);
}

async function read<T>(
  key: KeyObject,
  token: string,
  audience: string,
  now: Date,
  pick: (payload: { sub?: string }) => T | null,
): Promise<T | null> {
  try {
    const options = { audience, algorithms: ["EdDSA"], currentDate: now };
    const { payload } = await jwtVerify(token, createPublicKey(key), options);
    return pick(payload);
  } catch {
    return null;
  }
}
