import type { z } from "zod";
import type { Tx } from "@/server/db";
import type { Logger } from "@/server/kernel/logger";
import {
  type CallOpening,
  type CallTokenClaims,
  type OpenRequest,
  ResumeCause,
} from "@/server/line/contract";
import type { Deps } from "@/server/verbs/ctx";
import { notifyLive } from "@/server/verbs/record";
import { LineRefusal } from "./errors";
import { CallProgressed } from "./events";
import { lineCtx } from "./line-ctx";
import { buildOpening } from "./opening";
import { openPart } from "./recording-parts";
import { loadSnapshot } from "./snapshot";
import { readCallToken } from "./tokens";
import { toolsDone } from "./tools-done";
import { keepUsage } from "./usage";

/** Gives a call to a worker: the token is consumed, the epoch goes up, effects of older epochs are refused from now on. */
export async function openCall(
  deps: Deps,
  log: Logger,
  workerId: string,
  request: z.input<typeof OpenRequest>,
): Promise<CallOpening> {
  const claims = await readCallToken(deps.keys.lineSigning, request.token, deps.clock.now());
  if (!claims || claims.role === "staff")
    throw new LineRefusal("unauthenticated", "The call token is not valid or is too old.");
  return deps.db.transaction(claims.tenantId, async (tx) => {
    await consume(tx, claims, deps.clock.now());
    await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${claims.sub}::uuid FOR NO KEY UPDATE`;
    const call = await tx.call.findFirst({ where: { id: claims.sub } });
    if (!call) throw new LineRefusal("not_found", "There is no such call.");
    if (call.endedAt) throw new LineRefusal("stale_epoch", "This call has ended.");
    const previous = call.workerId;
    const epoch = call.epoch + 1;
    if (call.epoch > 0) await keepUsage(tx, call.id, call.epoch);
    await tx.call.updateMany({ where: { id: call.id }, data: { epoch, workerId, resumeCause: null } });
    if (previous && previous !== workerId) {
      await tx.workerCommand.create({
        data: { workerId: previous, command: { type: "superseded", callId: call.id, epoch } },
        select: { id: true },
      });
    }
    const ctx = lineCtx(
      deps,
      log,
      { id: call.id, tenantId: call.tenantId, hotelId: call.hotelId, epoch },
      workerId,
    );
    const opening = await buildOpening(tx, ctx, call.id, { ownSpeech: request.ownSpeech ?? true });
    if (opening.recording !== "off")
      await openPart(tx, { tenantId: call.tenantId, id: call.id, epoch }, workerId, deps.clock.now());
    // Nobody could hear and say another: whoever reads the call learns what it is really held in, and may change to.
    const { language, languages } = opening;
    await tx.call.updateMany({ where: { id: call.id }, data: { language, languages } });
    const resumed = request.resume || epoch > 1 ? await loadSnapshot(tx, deps, call.id) : null;
    await notifyLive(tx, call.tenantId, [
      CallProgressed({ callId: call.id, hotelId: call.hotelId, position: "open" }),
    ]);
    const cause = ResumeCause.safeParse(call.resumeCause ?? (previous === workerId ? null : "moved")).data;
    if (!resumed) return opening;
    const done = await toolsDone(tx, call.id);
    return { ...opening, resumed: { ...resumed, ...(cause ? { cause } : {}), done } };
  });
}

/** Writes the token's id down; a second use finds it there. */
async function consume(tx: Tx, claims: CallTokenClaims, now: Date): Promise<void> {
  const { count } = await tx.callToken.createMany({
    data: [{ tenantId: claims.tenantId, jti: claims.jti, callId: claims.sub, consumedAt: now }],
    skipDuplicates: true,
  });
  if (count === 0) throw new LineRefusal("token_used", "This call token was used before.");
}
