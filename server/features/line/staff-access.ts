import { conflict } from "@/server/kernel/errors";
import { CallTokenClaims } from "@/server/line/contract";
import type { HotelCtx } from "@/server/verbs/ctx";
import { issueCallToken } from "./tokens";

export interface StaffAccess {
  /** Where the person's browser connects, without a path. */
  mediaUrl: string;
  /** Lets one person into this call once, within a minute. */
  token: string;
}

/**
 * The way of a person's browser into a running call: straight to the worker that holds it. The caller has checked
 * that the person may. Throws `conflict` when nobody holds the call.
 */
export async function staffAccess(ctx: HotelCtx, callId: string): Promise<StaffAccess> {
  const { deps, tenantId, hotelId } = ctx;
  const call = await deps.db.withTenant(tenantId, (db) =>
    db.call.findFirst({ where: { id: callId, hotelId, endedAt: null } }),
  );
  const worker = call?.workerId
    ? await deps.system.client.voiceWorker.findUnique({ where: { id: call.workerId } })
    : null;
  if (!call) throw conflict("This call is already over.");
  if (!worker) throw conflict("No line has this call at the moment. Try again in a few seconds.");
  const channel = CallTokenClaims.shape.channel.parse(call.channel);
  const token = await issueCallToken(
    deps.keys.lineSigning,
    { callId, tenantId, channel, role: "staff" },
    deps.clock.now(),
  );
  return { mediaUrl: worker.mediaUrl, token };
}
