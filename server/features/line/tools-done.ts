import type { Tx } from "@/server/db";
import { RedactedKind } from "@/server/features/redaction";
import type { ToolDone } from "@/server/line/contract";
import { ToolResult } from "@/server/tools";

/** More than a turn may have. */
const NEWEST = 50;
const TAKEN_OUT = new RegExp(`\\[(?:${RedactedKind.options.join("|")})\\]`);

/**
 * What the call's tools have done last, oldest first: whoever answers an unfinished turn again goes on from it. Complete when
 * it is read by who opens the call and holds its row: a tool of an earlier epoch has ended, or is refused.
 */
export async function toolsDone(tx: Tx, callId: string): Promise<ToolDone[]> {
  const rows = await tx.toolCall.findMany({
    where: { callId },
    orderBy: { toolSequence: "desc" },
    take: NEWEST,
    select: { turnId: true, toolSequence: true, name: true, input: true, result: true },
  });
  return rows.reverse().flatMap(({ input, result, ...row }) => {
    const read = ToolResult.safeParse(result);
    const args = (known(input) ?? {}) as Record<string, unknown>;
    return read.success ? [{ ...row, args, result: read.data }] : [];
  });
}

/** What was personal in the arguments is not kept: nothing is said of it rather than its placeholder. */
function known(value: unknown): unknown {
  if (typeof value === "string") return TAKEN_OUT.test(value) ? undefined : value;
  if (Array.isArray(value)) return value.map(known).filter((item) => item !== undefined);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const kept = known(item);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}
