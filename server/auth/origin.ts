import type { Origin } from "./sessions";

/**
 * Where a request came from. The last hop of X-Forwarded-For is the one the nearest proxy (or Next itself)
 * wrote; everything before it is the caller's own claim.
 */
export function originOf(headers: { get(name: string): string | null }): Origin {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",");
  return {
    address: (hops.at(-1) ?? "").trim().slice(0, 64),
    userAgent: (headers.get("user-agent") ?? "").slice(0, 300),
  };
}

/** False for a browser request that another site started. Requests without an Origin are not a browser's. */
export function sameOrigin(headers: { get(name: string): string | null }): boolean {
  const origin = headers.get("origin");
  if (!origin) return true;
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return URL.canParse(origin) && new URL(origin).host === host;
}
