import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const WINDOW_SECONDS = 300;
const bareKey = (signingKey: string) => signingKey.replace(/^signkey-\w+-/, "");

/** Equality that takes the same time wherever the texts differ. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const mac = (body: string, signingKey: string, seconds: string) =>
  createHmac("sha256", bareKey(signingKey)).update(body).update(seconds).digest("hex");

/** The `x-inngest-signature` value of a body (canonical JSON) at an instant in milliseconds. */
export function sign(body: string, signingKey: string, nowMs = Date.now()): string {
  const seconds = String(Math.floor(nowMs / 1000));
  return `t=${seconds}&s=${mac(body, signingKey, seconds)}`;
}

/** Whether a signature is ours, over exactly this body, and at most five minutes old. */
export function verify(header: string | null, body: string, signingKey: string, nowMs = Date.now()): boolean {
  const parts = new URLSearchParams(header ?? "");
  const seconds = parts.get("t") ?? "";
  if (!/^\d{1,12}$/.test(seconds) || Math.abs(nowMs / 1000 - Number(seconds)) > WINDOW_SECONDS) return false;
  return sameText(parts.get("s") ?? "", mac(body, signingKey, seconds));
}

/** What the SDK sends as bearer token when it registers: the key's prefix and the SHA-256 of its bytes. */
export function registrationToken(signingKey: string): string {
  const prefix = signingKey.match(/^signkey-\w+-/)?.[0] ?? "";
  return (
    prefix +
    createHash("sha256")
      .update(Buffer.from(bareKey(signingKey), "hex"))
      .digest("hex")
  );
}
