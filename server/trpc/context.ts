import { ctxFor } from "@/server/auth/context";
import { originOf } from "@/server/auth/origin";
import { identityOfRequest, requestIdOf } from "@/server/auth/request";
import { composition } from "@/server/composition";
import { DomainError } from "@/server/kernel/errors";
import type { TrpcContext } from "./init";

/** The context of a tRPC request. `hotel` is a slug, null for none; by default it comes from `x-hotel`. */
export async function trpcContext(
  request: { headers: Pick<Headers, "get"> },
  hotel: string | null = request.headers.get("x-hotel"),
): Promise<TrpcContext> {
  const { deps, log } = composition();
  const requestId = requestIdOf(request);
  const origin = originOf(request.headers);
  const identity = await identityOfRequest(request);
  const visitor = { deps, log, requestId, origin, identity };
  if (!identity) return { ctx: null, visitor, requestId };
  try {
    return { ctx: ctxFor(deps, identity, { hotel, origin, requestId, log }), visitor, requestId };
  } catch (error) {
    if (error instanceof DomainError) return { ctx: null, refusal: error, visitor, requestId };
    throw error;
  }
}
