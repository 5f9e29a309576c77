import { DomainError } from "@/server/kernel/errors";
import { passwordFits } from "./password";
import { SignInInput } from "./schema";
import { type AuthDeps, type Origin, openSession } from "./sessions";
import { forgiveAttempt, reserveAttempt } from "./throttle";

export interface SignedIn {
  userId: string;
  sessionId: string;
  name: string;
  email: string;
}

const wrong = () =>
  new DomainError(
    "unauthenticated",
    "E-mail or password is not right. Check both, or ask an owner for a reset link.",
  );

/** Checks a person's password without opening a session. Throws `unauthenticated` or `rate_limited`. */
export async function provePassword(deps: AuthDeps, raw: unknown, address: string) {
  const parsed = SignInInput.safeParse(raw);
  if (!parsed.success) throw wrong();
  const { email, password } = parsed.data;
  await reserveAttempt(deps, email, address);
  const user = await deps.system.client.userAccount.findUnique({ where: { email } });
  const fits = await passwordFits(user?.passwordHash, password);
  if (!user || !fits || user.disabledAt) throw wrong();
  await forgiveAttempt(deps, email, address);
  return user;
}

/**
 * Opens a session for an e-mail and a password. The answer, its text and its duration are the same for an
 * unknown e-mail and a wrong password. Throws `unauthenticated` or `rate_limited` (details.retryAfterMs).
 */
export async function signIn(deps: AuthDeps, raw: unknown, origin: Origin): Promise<SignedIn> {
  const user = await provePassword(deps, raw, origin.address);
  const sessionId = await openSession(deps, user.id, origin);
  return { userId: user.id, sessionId, name: user.name, email: user.email };
}
