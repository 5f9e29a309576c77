import { type NextRequest, NextResponse } from "next/server";
import { sessionCookie, sessionIdOf } from "@/server/auth/cookie";

/** First segments anybody may open; the pages themselves decide what they show. */
const OPEN = new Set([
  "sign-in",
  "sign-up",
  "invite",
  "reset",
  "pricing",
  "status",
  "widget",
  "check-in",
  "pay",
  "surveys",
  "health",
  "metrics",
]);

/**
 * Only a gate: sends browsers without a session cookie of ours to sign in. Whether the session still stands
 * and what it may do is checked where the data is read.
 */
export async function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  const segment = pathname.split("/")[1] ?? "";
  if (segment === "" || OPEN.has(segment)) return NextResponse.next();
  const { name } = sessionCookie(process.env.APP_URL ?? "");
  const token = request.cookies.get(name)?.value;
  if (await sessionIdOf(token, process.env.NEXTAUTH_SECRET ?? "")) return NextResponse.next();
  const to = new URL("/sign-in", request.url);
  to.searchParams.set("from", `${pathname}${search}`);
  return NextResponse.redirect(to);
}

export const config = {
  // API routes answer for themselves; files have a dot.
  matcher: ["/((?!api/|_next/|.*\\.).*)"],
};
