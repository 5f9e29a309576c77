import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { DomainError } from "@/server/kernel/errors";
import { cookieValue, sessionCookie, sessionIdOf } from "./cookie";
import { originOf } from "./origin";
import { type AuthDeps, readIdentity, revokeSession, rotateSession } from "./sessions";
import { signIn } from "./sign-in";

declare module "next-auth/jwt" {
  interface JWT {
    /** The session's row; the cookie is worth nothing once that is revoked. */
    sid?: string;
  }
}
declare module "next-auth" {
  interface User {
    sid: string;
  }
}

const MAX_AGE_SECONDS = 30 * 24 * 3600;

/** next-auth for e-mail and password. The cookie carries only ids; all else is read from the session's row. */
export function authOptions(deps: AuthDeps, config: { appUrl: string; secret: string }): AuthOptions {
  const cookie = sessionCookie(config.appUrl);
  return {
    secret: config.secret,
    session: { strategy: "jwt", maxAge: MAX_AGE_SECONDS },
    cookies: { sessionToken: cookie },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials, request) {
          const headers = new Headers(request.headers);
          try {
            const person = await signIn(deps, credentials, originOf(headers));
            await endFormer(deps, cookieValue(headers.get("cookie"), cookie.name), config.secret);
            return { id: person.userId, name: person.name, email: person.email, sid: person.sessionId };
          } catch (error) {
            // The page turns these codes into sentences; next-auth puts the message into a URL.
            throw new Error(signInFailure(error));
          }
        },
      }),
    ],
    callbacks: {
      async jwt({ token, user, trigger }) {
        if (user) return { sub: user.id, sid: user.sid };
        // A changed password asks for this: the old id, perhaps stolen, stops working.
        if (trigger === "update" && token.sid) {
          const sid = await rotateSession(deps, token.sid);
          return { sub: token.sub, sid: sid ?? undefined };
        }
        return token;
      },
      async session({ session, token }) {
        const person = token.sid ? await readIdentity(deps, token.sid) : null;
        // next-auth answers a throw here by clearing the cookie.
        if (!person) throw new Error("The session is over");
        return { ...session, user: { name: person.name, email: person.email } };
      },
    },
    events: {
      async signOut({ token }) {
        if (token?.sub && token.sid) await revokeSession(deps, token.sub, token.sid);
      },
    },
    logger: { error() {}, warn() {}, debug() {} },
  };
}

/** `locked:SECONDS`, `busy` or `wrong`. */
export function signInFailure(error: unknown): string {
  if (!(error instanceof DomainError)) return "failed";
  if (error.code === "rate_limited")
    return `locked:${Math.ceil((error.details?.retryAfterMs ?? 1_000) / 1000)}`;
  return error.code === "unauthenticated" ? "wrong" : "busy";
}

/** Somebody signed in over an open session of the same browser: that one ends. */
async function endFormer(deps: AuthDeps, token: string | undefined, secret: string): Promise<void> {
  const sid = await sessionIdOf(token, secret);
  const former = sid ? await readIdentity(deps, sid) : null;
  if (former) await revokeSession(deps, former.userId, former.sessionId);
}
