import type { z } from "zod";
import type { Tx } from "@/server/db";
import { DomainError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { asJson } from "@/server/kernel/json";
import type { Logger } from "@/server/kernel/logger";
import type { ToolRequest } from "@/server/line/contract";
import { isToolName, type ToolName, type ToolResult, tools } from "@/server/tools";
import { countsOnce } from "@/server/tools/once";
import type { Deps } from "@/server/verbs/ctx";
import { TooLate, type ToolCtx, type ToolOutcome, type ToolVerb } from "@/server/verbs/define-tool";
import { retrying } from "@/server/verbs/define-verb";
import { appendAudit, emit } from "@/server/verbs/record";
import { earlierResult } from "./earlier-result";
import { LineRefusal } from "./errors";
import { CallProgressed } from "./events";
import { lineCtx } from "./line-ctx";
import { locateCall } from "./locate-call";
import { redactJson } from "./redact-json";
import { digestOf, dropEmpty } from "./tool-digest";
import { badArguments, fromError, isVerified, unverified } from "./tool-failures";
import { toolScope } from "./tool-scope";

/** The implementation of every tool, by name; `server/line-tools.ts` collects them from the features. */
export type ToolImplementations = Readonly<Record<ToolName, ToolVerb>>;

export interface ToolRunner {
  deps: Deps;
  log: Logger;
  tools: ToolImplementations;
  /** Told of every tool that ran, for metrics. */
  meter?: { tool(name: ToolName, outcome: string, ms: number): void };
}

/**
 * Runs one tool of a running call: epoch → arguments → verification → once → the feature's verb, in one
 * transaction with its audit and events, and after these with what the verb leaves for last. A repeat of the same request or effect
 * returns the first result.
 */
export async function runTool(
  { deps, log, tools: implementations, meter }: ToolRunner,
  workerId: string,
  callId: string,
  request: ToolRequest,
): Promise<ToolResult> {
  const call = await locateCall(deps, workerId, callId, request.epoch);
  const name = request.name;
  if (!isToolName(name)) throw new LineRefusal("invalid", `There is no tool called ${name.slice(0, 60)}.`);
  const ctx = lineCtx(deps, log, call, workerId);
  const args = dropEmpty(request.args);
  const digest = digestOf(name, args);
  const asked = { ...request, name, args, digest };
  const started = performance.now();
  const attempt = () =>
    deps.db.transaction(call.tenantId, async (tx) => {
      const scope = await toolScope(tx, ctx, callId, request.epoch);
      const known = await earlierResult(tx, scope, asked);
      if (known) return known;
      const outcome = await runOnce(implementations[name], tx, scope, args);
      const ran = performance.now() - started;
      const result = await record(tx, scope, { ...request, name }, args, digest, outcome, ran);
      if (outcome.ok) await outcome.last?.();
      return result;
    });
  const measured = (result: ToolResult): ToolResult => {
    meter?.tool(name, result.ok ? "ok" : result.code, performance.now() - started);
    return result;
  };
  try {
    return measured(await retrying(attempt));
  } catch (error) {
    if (error instanceof LineRefusal) throw error;
    // The transaction is gone, so nothing was done: the caller hears that and what is possible instead. Unless only its
    // last word was lost: it holds the call's row until it is over, so what it did is seen here.
    const late = error instanceof TooLate ? error.refusal : undefined;
    if (!late && !(error instanceof DomainError)) ctx.log.error({ err: error, tool: name }, "tool failed");
    const failed = await deps.db.transaction(call.tenantId, async (tx) => {
      const scope = await toolScope(tx, ctx, callId, request.epoch);
      const done = await earlierResult(tx, scope, asked);
      if (done) return done;
      const outcome = late ?? fromError(error, scope.call.language);
      return record(tx, scope, { ...request, name }, args, digest, outcome, performance.now() - started);
    });
    return measured(failed);
  }
}

async function runOnce(
  verb: ToolVerb,
  tx: Tx,
  scope: ToolCtx,
  args: unknown,
): Promise<ToolOutcome<ToolName>> {
  const contract = tools[verb.name];
  const parsed = contract.input.safeParse(args);
  if (!parsed.success) return badArguments(parsed.error as z.ZodError, scope.call.language);
  if (!isVerified(scope.call.verification, contract.verification)) return unverified(scope.call.language);
  return verb.run(tx, scope, parsed.data as never);
}

/** What the brain is told of an outcome: its facts numbered, without what is kept here or left for last. */
function toldOf(outcome: ToolOutcome<ToolName>, sequence: number): ToolResult {
  const facts = (outcome.facts ?? []).map((fact, i) => ({ ...fact, id: `c${sequence}.${i + 1}` }));
  if (!outcome.ok) {
    const { audit, events, ...told } = outcome;
    return { ...told, facts, options: [...(told.options ?? [])] };
  }
  const { audit, events, last, ...told } = outcome;
  return { ...told, facts, next: [...(told.next ?? [])] };
}

async function record(
  tx: Tx,
  scope: ToolCtx,
  request: ToolRequest & { name: ToolName },
  args: unknown,
  digest: string,
  outcome: ToolOutcome<ToolName>,
  durationMs: number,
): Promise<ToolResult> {
  const effect = tools[request.name].effect;
  const result = toldOf(outcome, request.toolSequence);
  await tx.toolCall.create({
    data: {
      tenantId: scope.tenantId,
      id: newId(),
      callId: scope.call.callId,
      turnId: request.turnId,
      toolSequence: request.toolSequence,
      name: request.name,
      effect,
      key: outcome.ok && countsOnce(request.name) ? digest : null,
      epoch: request.epoch,
      argsDigest: digest,
      input: asJson(redactJson(args, scope.call.hotel.country)),
      result: asJson(result),
      ok: outcome.ok,
      code: outcome.ok ? null : outcome.code,
      atMs: request.atMs,
      durationMs: Math.round(durationMs),
      createdAt: scope.deps.clock.now(),
    },
    select: { id: true },
  });
  const { audit, events = [] } = outcome;
  for (const note of audit ? (Array.isArray(audit) ? audit : [audit]) : []) {
    await appendAudit(tx, scope, `line.${request.name}`, note);
  }
  const progressed = CallProgressed({ callId: scope.call.callId, hotelId: scope.hotelId, position: "tool" });
  await emit(tx, scope, events, [progressed]);
  return result;
}
