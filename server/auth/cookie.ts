import { decode } from "next-auth/jwt";

/** The session cookie: readable by the server only, sent on navigation but never with another site's requests. */
export const sessionCookie = (appUrl: string) => {
  const secure = appUrl.startsWith("https://");
  return {
    name: secure ? "__Host-voicehive-session" : "voicehive-session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
};

/** One cookie of a Cookie header. */
export function cookieValue(header: string | null | undefined, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** The session id inside the encrypted cookie. Null when it is absent, forged, too old or of another key. */
export async function sessionIdOf(token: string | undefined, secret: string): Promise<string | null> {
  if (!token || token.length > 4_096) return null;
  try {
    const claims = await decode({ token, secret });
    return typeof claims?.sid === "string" ? claims.sid : null;
  } catch {
    return null;
  }
}
