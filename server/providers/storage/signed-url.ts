import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { checkKey } from "./keys";
import { StorageError } from "./port";

const LONGEST_SECONDS = 3_600;

export interface SignedUrls {
  /** A path with query that lets anyone read one object for `seconds` (an hour at most). Throws on a bad key. */
  sign(key: string, seconds: number): string;
  /** The key a signed path is good for now, or null: expired, changed, or never ours. */
  verify(pathAndQuery: string): string | null;
}

/**
 * Short-lived links to objects: HMAC-SHA256 over key and expiry. The first secret signs, all of them verify, so
 * that a secret can be replaced without breaking links. `basePath` has no trailing slash, e.g. `/api/files`.
 */
export function createSignedUrls(options: {
  secrets: readonly string[];
  basePath: string;
  now: () => Date;
}): SignedUrls {
  const [current] = options.secrets;
  if (!current || options.secrets.some((secret) => secret.length < 32)) {
    throw new RangeError("Signed links need secrets of at least 32 characters.");
  }
  const mac = (secret: string, key: string, expires: string) =>
    createHmac("sha256", secret).update(`GET\n${key}\n${expires}`).digest("base64url");
  const same = (a: string, b: string) =>
    timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());

  return {
    sign(key, seconds) {
      if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_SECONDS) {
        throw new RangeError(`A link lasts 1 to ${LONGEST_SECONDS} seconds.`);
      }
      const expires = String(Math.floor(options.now().getTime() / 1000) + seconds);
      return `${options.basePath}/${checkKey(key)}?e=${expires}&s=${mac(current, key, expires)}`;
    },
    verify(pathAndQuery) {
      const [path = "", query = ""] = pathAndQuery.split("?");
      const parameters = new URLSearchParams(query);
      const expires = parameters.get("e") ?? "";
      const key = path.startsWith(`${options.basePath}/`) ? path.slice(options.basePath.length + 1) : "";
      const signature = parameters.get("s") ?? "";
      // All secrets are tried before expiry is looked at: the answer takes as long for every kind of bad link.
      const genuine = options.secrets
        .map((secret) => same(mac(secret, key, expires), signature))
        .includes(true);
      if (!genuine || !/^\d{1,12}$/.test(expires) || options.now().getTime() >= Number(expires) * 1000)
        return null;
      try {
        return checkKey(key);
      } catch (error) {
        if (error instanceof StorageError) return null;
        throw error;
      }
    },
  };
}
