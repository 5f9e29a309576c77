import { runTool, type ToolImplementations } from "@/server/features/line";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import type { ToolInput, ToolName, ToolResult } from "@/server/tools";
import type { Deps } from "@/server/verbs/ctx";
import type { ToolVerb } from "@/server/verbs/define-tool";

export interface TestCall {
  callId: string;
  /** Runs a tool as a worker would: through the runner, with the next sequence unless one is given. */
  tool<N extends ToolName>(
    name: N,
    args: ToolInput<N> | Record<string, unknown>,
    sequence?: number,
  ): Promise<ToolResult>;
}

/** A running call whose tools go through the real runner. Only the given tools exist. */
export async function startCall(
  deps: Deps,
  hotel: { tenantId: string; hotelId: string },
  tools: readonly ToolVerb[],
  over: { from?: string; channel?: "twilio" | "browser" | "simulator"; language?: string } = {},
): Promise<TestCall> {
  const callId = newId();
  const workerId = newId();
  await deps.db.withTenant(hotel.tenantId, (db) =>
    db.call.create({
      data: {
        tenantId: hotel.tenantId,
        id: callId,
        hotelId: hotel.hotelId,
        channel: over.channel ?? "simulator",
        fromNumber: over.from ?? null,
        language: over.language ?? "en",
        epoch: 1,
        workerId,
      },
    }),
  );
  const implementations = Object.fromEntries(
    tools.map((tool) => [tool.name, tool]),
  ) as unknown as ToolImplementations;
  let last = 0;
  return {
    callId,
    tool(name, args, sequence) {
      last = sequence ?? last + 1;
      const request = { epoch: 1, turnId: `t${last}`, toolSequence: last, atMs: last * 1_000, name, args };
      return runTool({ deps, log: silentLogger, tools: implementations }, workerId, callId, request);
    },
  };
}

/** Puts a policy area in force since long ago. */
export async function putPolicy(
  deps: Deps,
  hotel: { tenantId: string; hotelId: string },
  area: string,
  values: object,
): Promise<void> {
  await deps.db.withTenant(hotel.tenantId, (db) =>
    db.policyVersion.create({
      data: {
        tenantId: hotel.tenantId,
        id: newId(),
        hotelId: hotel.hotelId,
        area,
        values,
        validFrom: new Date("2020-01-01"),
        changedBy: "test",
      },
    }),
  );
}
