import { createHash, randomBytes } from "node:crypto";

/** A link's secret: 256 random bits, URL-safe. Only its hash is stored. */
export const newLinkToken = (): string => randomBytes(32).toString("base64url");

/** A fast hash serves: the token is random, so there is nothing to guess. Looking it up by hash is constant enough. */
export const hashLinkToken = (token: string): string => createHash("sha256").update(token).digest("hex");
