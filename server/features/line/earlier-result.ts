import type { Tx } from "@/server/db";
import type { ToolRequest } from "@/server/line/contract";
import type { ToolResult } from "@/server/tools";
import type { ToolCtx } from "@/server/verbs/define-tool";

/**
 * The result of what was done before: the same numbered request, or the same effect. A turn that another worker answers
 * again goes on from what `toolsDone` told it, so that nothing is judged by its words here.
 */
export async function earlierResult(
  tx: Tx,
  scope: ToolCtx,
  { toolSequence, digest }: ToolRequest & { digest: string },
): Promise<ToolResult | null> {
  const known = await tx.toolCall.findFirst({
    where: { callId: scope.call.callId, argsDigest: digest, OR: [{ toolSequence }, { key: digest }] },
    orderBy: { toolSequence: "asc" },
    select: { result: true },
  });
  return known && ({ ...(known.result as object), repeated: true } as ToolResult);
}
