import { randomUUID } from "node:crypto";
import { composition } from "@/server/composition";
import type { Ctx } from "@/server/verbs/ctx";
import { ctxFor, identityOf, signedOut } from "./context";
import { originOf } from "./origin";
import type { Identity } from "./sessions";

interface Asked {
  headers: Pick<Headers, "get">;
}

/** The id a log line and an error message share; a proxy's is kept when it looks like one. */
export function requestIdOf(request: Asked): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Who is signed in, or null. */
export async function identityOfRequest(request: Asked): Promise<Identity | null> {
  const { deps, auth } = composition();
  return identityOf(deps, auth, request.headers.get("cookie"));
}

/** The context of a request, or null when nobody is signed in. `hotel` defaults to the header `x-hotel`. */
export async function ctxOfRequest(request: Asked, hotel?: string | null): Promise<Ctx | null> {
  const { deps, log } = composition();
  const identity = await identityOfRequest(request);
  if (!identity) return null;
  return ctxFor(deps, identity, {
    hotel: hotel === undefined ? request.headers.get("x-hotel") : hotel,
    origin: originOf(request.headers),
    requestId: requestIdOf(request),
    log,
  });
}

/** As `ctxOfRequest`; throws `unauthenticated` when nobody is signed in. For route handlers. */
export async function requireCtx(request: Asked, hotel?: string | null): Promise<Ctx> {
  const ctx = await ctxOfRequest(request, hotel);
  if (!ctx) throw signedOut();
  return ctx;
}
