import type { Tx } from "@/server/db";
import type { ToolRequest } from "@/server/line/contract";
import type { ToolName, ToolResult } from "@/server/tools";
import { countsOnce, sameEffect } from "@/server/tools/same-effect";
import type { ToolCtx } from "@/server/verbs/define-tool";
import { redactJson } from "./redact-json";

interface Asked extends ToolRequest {
  name: ToolName;
  digest: string;
}

/** The result of what was done before: the same request, the same effect, or an effect of this turn in other words. */
export async function earlierResult(tx: Tx, scope: ToolCtx, asked: Asked): Promise<ToolResult | null> {
  const { toolSequence, digest, epoch } = asked;
  const { callId } = scope.call;
  const repeat = await tx.toolCall.findFirst({
    where: {
      callId,
      OR: [{ argsDigest: digest, OR: [{ toolSequence }, { key: digest }] }, { againAs: { has: digest } }],
    },
    orderBy: { toolSequence: "asc" },
  });
  const known = repeat ?? (await inOtherWords(tx, scope, asked));
  if (!known) return null;
  const again = repeat ? {} : { againAs: { push: digest } };
  // One that this epoch has asked for stands for no other of its turn.
  if (known.epoch !== null && known.epoch < epoch)
    await tx.toolCall.updateMany({ where: { id: known.id }, data: { epoch, ...again } });
  return { ...(known.result as object), repeated: true } as ToolResult;
}

/**
 * A turn that another worker answers again asks a model again, which words its arguments anew: of what the turn has done
 * in an earlier epoch, the first that nothing shows to be another thing.
 */
async function inOtherWords(tx: Tx, scope: ToolCtx, { epoch, turnId, name, args }: Asked) {
  if (epoch === 1 || !countsOnce(name)) return undefined;
  const done = await tx.toolCall.findMany({
    where: { callId: scope.call.callId, turnId, name, key: { not: null }, epoch: { lt: epoch } },
    orderBy: { toolSequence: "asc" },
  });
  const words = redactJson(args, scope.call.hotel.country) as Record<string, unknown>;
  return done.find(({ input }) => sameEffect(name, input as Record<string, unknown>, words));
}
