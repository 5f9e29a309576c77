import type { Logger } from "@/server/kernel/logger";
import type { Deps } from "@/server/verbs/ctx";
import { settleRecording } from "./settle";

const STALE_MS = 24 * 3_600_000;
const BATCH = 200;

/**
 * Forgets uploads begun more than a day ago and gives up recordings of that tenant that never arrived or were never
 * finished: their worker, or the job, is gone. Returns how many recordings were given up.
 */
export async function giveUpStaleUploads(deps: Deps, log: Logger, tenantId: string): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - STALE_MS);
  const stale = await deps.db.withTenant(tenantId, (db) =>
    db.recording.findMany({
      where: { status: { in: ["uploading", "processing"] }, createdAt: { lt: before } },
      select: { callId: true, call: { select: { hotelId: true } } },
      take: BATCH,
    }),
  );
  for (const { callId, call } of stale) {
    const ctx = {
      tenantId,
      hotelId: call.hotelId,
      actor: { kind: "job", name: "nightly" } as const,
      deps,
      log,
    };
    await settleRecording(ctx, callId, "failed");
  }
  return stale.length;
}
