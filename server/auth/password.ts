import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import { unavailable } from "@/server/kernel/errors";

/**
 * Argon2id (the library's default algorithm) at OWASP's "m=19 MiB, t=2, p=1".
 * Source: OWASP Password Storage Cheat Sheet. Memory in KiB.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = 2;
const MAX_WAITING = 64;

const COMMON = new Set([
  "password12",
  "password123",
  "1234567890",
  "12345678910",
  "qwertyuiop",
  "qwerty12345",
  "iloveyou123",
  "welcome1234",
  "administrator",
  "letmein1234",
]);

/** A password somebody chooses: 10 to 200 characters, none of the first ones an attacker tries. */
export const NewPassword = z
  .string()
  .min(10, "Use at least 10 characters. A short sentence works well.")
  .max(200, "Use at most 200 characters.")
  .refine((text) => new Set(text).size >= 4, "Use at least four different characters.")
  .refine(
    (text) => !COMMON.has(text.toLowerCase()),
    "This is among the most used passwords. Choose another.",
  );

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
