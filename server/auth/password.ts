import { hash, verify } from "@node-rs/argon2";
import { unavailable } from "@/server/kernel/errors";

/**
 * Argon2id (the library's default algorithm) at OWASP's "m=19 MiB, t=2, p=1".
 * Source: OWASP Password Storage Cheat Sheet. Memory in KiB.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = 2;
const MAX_WAITING = 64;

let running = 0;
const waiting: (() => void)[] = [];

/** Hashing is slow on purpose: only a few at once, so that a flood of sign-ins cannot take the whole process. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MAX_WAITING)
      throw unavailable("Many people are signing in right now. Try again in a few seconds.");
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, COST));

let decoy: Promise<string> | undefined;

/** True when the password fits. Without a hash (unknown e-mail, no password set) it works as long and says no. */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password");
  const against = stored ?? (await decoy);
  const fits = await inTurn(() => verify(against, password));
  return fits && Boolean(stored);
}
