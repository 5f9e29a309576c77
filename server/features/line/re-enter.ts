import type { ResumeCause } from "@/server/line/contract";
import type { HotelCtx } from "@/server/verbs/ctx";
import { chooseAnsweringWorker } from "./answering-worker";
import type { PlacedCall } from "./create-call";
import { issueCallToken, provedBy } from "./tokens";

/**
 * Sends a running call to a worker again: a new token, and why it comes back. Another worker than the last one
 * where there is one. `streamToken` as in `NewCall`. Null when no worker has room, or the call is over.
 */
export async function reenterCall(
  ctx: HotelCtx,
  callId: string,
  cause: ResumeCause,
  streamToken?: string,
): Promise<PlacedCall | null> {
  const { deps } = ctx;
  const call = await deps.db.withTenant(ctx.tenantId, (db) =>
    db.call.findFirst({
      where: { id: callId, endedAt: null },
      select: { workerId: true, channel: true },
    }),
  );
  if (!call) return null;
  const worker = await chooseAnsweringWorker(deps, call.workerId ?? undefined);
  if (!worker) return null;
  await deps.db.withTenant(ctx.tenantId, (db) =>
    db.call.updateMany({ where: { id: callId, endedAt: null }, data: { resumeCause: cause } }),
  );
  const channel = call.channel as "twilio" | "browser" | "simulator";
  const token = await issueCallToken(
    deps.keys.lineSigning,
    { callId, tenantId: ctx.tenantId, channel, ...provedBy(streamToken, channel, worker.mediaUrl) },
    deps.clock.now(),
  );
  return { callId, mediaUrl: worker.mediaUrl, token };
}
