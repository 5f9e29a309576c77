import { createHash } from "node:crypto";
import type { SystemDb } from "@/server/db";
import type { Clock } from "@/server/kernel/clock";
import { DomainError } from "@/server/kernel/errors";

interface Deps {
  system: SystemDb;
  clock: Clock;
}

/** `free` attempts cost nothing; each one after that doubles the wait, up to a quarter of an hour. */
const LIMITS = { email: { free: 5 }, address: { free: 30 } } as const;
type Kind = keyof typeof LIMITS;
const LONGEST_SECONDS = 900;
const FORGET_MS = 24 * 3600_000;

const keyOf = (kind: Kind, value: string): string =>
  `${kind}:${createHash("sha256").update(value).digest("base64url")}`;

/**
 * Counts an attempt before the password is looked at, in one statement, so that parallel guesses
 * cannot slip past the limit. Throws `rate_limited` with `retryAfterMs` while the key is locked.
 */
async function reserve({ system, clock }: Deps, kind: Kind, value: string): Promise<void> {
  const now = clock.now();
  const key = keyOf(kind, value);
  const { free } = LIMITS[kind];
  const counted = await system.client.$executeRaw`
    INSERT INTO sign_in_throttle AS t (key, failures, updated_at) VALUES (${key}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN t.updated_at < ${new Date(now.getTime() - FORGET_MS)} THEN 1 ELSE t.failures + 1 END,
      locked_until = CASE
        WHEN t.updated_at < ${new Date(now.getTime() - FORGET_MS)} OR t.failures + 1 < ${free} THEN NULL
        ELSE ${now}::timestamptz
          + make_interval(secs => least(${LONGEST_SECONDS}::float8, power(2, least(t.failures + 1 - ${free}::int, 20))))
      END,
      updated_at = ${now}
    WHERE t.locked_until IS NULL OR t.locked_until <= ${now}`;
  if (counted === 1) return;
  const row = await system.client.signInThrottle.findUnique({ where: { key } });
  throw tooMany(Math.max(1_000, (row?.lockedUntil?.getTime() ?? 0) - now.getTime()));
}

/** "Wait 30 seconds": the same whether the e-mail is known or not. */
export function tooMany(retryAfterMs: number): DomainError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new DomainError("rate_limited", `Too many attempts. Try again in ${wait}.`, { retryAfterMs });
}

/** Call before checking a password. Addresses may be shared by a whole hotel, so they are allowed more. */
export async function reserveAttempt(deps: Deps, email: string, address: string): Promise<void> {
  if (address) await reserve(deps, "address", address);
  await reserve(deps, "email", email);
}

/** The password was right: the e-mail starts afresh, the attempt no longer counts against the address. */
export async function forgiveAttempt({ system, clock }: Deps, email: string, address: string): Promise<void> {
  await system.client.signInThrottle.deleteMany({
    where: {
      OR: [
        { key: keyOf("email", email) },
        { updatedAt: { lt: new Date(clock.now().getTime() - FORGET_MS) } },
      ],
    },
  });
  if (!address) return;
  await system.client.signInThrottle.updateMany({
    where: { key: keyOf("address", address), failures: { gt: 0 } },
    data: { failures: { decrement: 1 }, lockedUntil: null, updatedAt: clock.now() },
  });
}

/** Guessing tokens: counted against the address alone. */
export const reserveTokenAttempt = (deps: Deps, address: string): Promise<void> =>
  address ? reserve(deps, "address", address) : Promise.resolve();
export const forgiveTokenAttempt = async ({ system, clock }: Deps, address: string): Promise<void> => {
  await system.client.signInThrottle.updateMany({
    where: { key: keyOf("address", address), failures: { gt: 0 } },
    data: { failures: { decrement: 1 }, lockedUntil: null, updatedAt: clock.now() },
  });
};
