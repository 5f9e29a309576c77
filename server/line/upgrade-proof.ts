import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Characters of one proof: 48 bits. A token opens one call once, within a minute, so there is no second guess. */
const LENGTH = 8;

const proofOf = (signature: string): string =>
  createHash("sha256").update(signature).digest("base64url").slice(0, LENGTH);

/**
 * What a worker compares the signature of a stream's upgrade with, without the account's token. Twilio signs the
 * address without parameters; whether as `wss:` or `https:`, with a slash at its end or not, is not documented: each of
 * the four fits. Short, because a stream parameter has at most 500 characters.
 */
export function upgradeProofs(authToken: string, mediaUrl: string): string {
  const bare = mediaUrl.replace(/\/$/, "");
  const urls = [bare, `${bare}/`].flatMap((url) => [url, url.replace(/^ws/, "http")]);
  return urls.map((url) => proofOf(createHmac("sha1", authToken).update(url).digest("base64"))).join("");
}

/** Whether a signature is one of those the proofs were made of; in constant time. */
export function isProved(proofs: string, signature: string | undefined): boolean {
  const given = Buffer.from(proofOf(signature ?? ""));
  let fits = false;
  for (let at = 0; at + LENGTH <= proofs.length; at += LENGTH)
    fits = timingSafeEqual(given, Buffer.from(proofs.slice(at, at + LENGTH))) || fits;
  return fits;
}
