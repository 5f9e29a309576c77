import type { CallOpening, Line, ToolRequest } from "@/server/line/contract";
import { type ToolName, type ToolResult, tools } from "@/server/tools";
import { isLasting } from "@/server/tools/once";
import { backOff } from "../line/backoff";
import { isStale, LineAway } from "../line/errors";
import { DeadlineError, type Timers, within } from "../timing";
import { isWish, later, noted } from "./later";

/** A line that neither answers nor refuses; its own deadline is a little shorter. */
const HANGS_MS = 12_000;
/** An effect whose answer never came is asked for this long again, while the call goes on. */
const AFTERWARDS_MS = 60_000;

export interface ToolRun {
  name: ToolName;
  toolSequence: number;
  turnId: string;
  args: Record<string, unknown>;
  result: ToolResult;
  outcome: string;
  durationMs: number;
  at: number;
}

export interface ToolRunnerDeps {
  line: Line;
  opening: CallOpening;
  timers: Timers;
  atMs(): number;
  signal: AbortSignal;
  /** The last number an earlier worker may have used. */
  after: number;
  /** The language the call is held in now; the opening's when absent. */
  language?(): string;
  /** The guest wants what cannot be done now: it goes on record, so that a person of the hotel sees to it. */
  wished(request: ToolRequest & { name: ToolName }): void;
  started(name: ToolName): void;
  finished(run: ToolRun): void;
  /** An effect that was given up for later was done after all. */
  late?(run: ToolRun): void;
  /** The line was asked in vain, or answers again after that. Told on each change. */
  lineAnswers(yes: boolean): void;
  onStale(): void;
}

/**
 * Runs the brain's tools at the line and counts them. Never rejects for a domain failure; a line that is away yields
 * `later`. A tool that has begun is never aborted by a barge-in, only by the end of the call.
 */
export class ToolRunner {
  private sequence: number;
  private answers = true;
  /** Effects asked for again after `later`; a new try of the same tool ends the old one's. */
  private readonly pending = new Map<ToolName, AbortController>();
  running = 0;
  private runningSince = 0;
  /** Milliseconds the current turn has waited for tools; tools that run beside each other are waited for once. */
  turnMs = 0;

  constructor(private readonly deps: ToolRunnerDeps) {
    this.sequence = deps.after;
  }

  /** Tool calls counted so far. */
  get count(): number {
    return this.sequence;
  }

  async call(
    turnId: string,
    name: ToolName,
    args: Record<string, unknown>,
    cut: () => boolean,
  ): Promise<ToolResult> {
    if (cut()) throw new Error("The guest has interrupted: no further step is taken in this turn.");
    const { opening, timers } = this.deps;
    const at = timers.now();
    const toolSequence = ++this.sequence;
    const request = { epoch: opening.epoch, turnId, toolSequence, atMs: this.deps.atMs(), name, args };
    this.pending.get(name)?.abort(new Error("The tool is asked for anew."));
    if (this.running === 0) this.runningSince = at;
    this.running += 1;
    this.deps.started(name);
    const result = await this.ask(request).catch((error: unknown) => this.failed(error, request, at));
    this.running -= 1;
    const durationMs = timers.now() - at;
    if (this.running === 0) this.turnMs += timers.now() - this.runningSince;
    this.deps.finished({ ...request, name, result, outcome: outcomeOf(result), durationMs, at });
    return result;
  }

  private async ask(request: ToolRequest, signal = this.deps.signal): Promise<ToolResult> {
    const { line, opening, timers } = this.deps;
    const result = await within(line.tool(opening.callId, request, signal), HANGS_MS, timers, signal);
    this.note(true);
    return result;
  }

  private failed(error: unknown, request: ToolRequest & { name: ToolName }, at: number): ToolResult {
    const { signal, onStale } = this.deps;
    if (isStale(error)) onStale();
    else if (!signal.aborted) {
      this.note(false);
      const unknown = error instanceof LineAway || error instanceof DeadlineError;
      if (unknown && isLasting(request.name)) void this.afterwards(request, at);
      // Danger goes on record whatever kept the alarm from being raised; raised after all, it is the same alarm.
      if ((unknown && isWish(request.name)) || request.name === "raise_emergency") {
        this.deps.wished(request);
        return noted(this.language, request, this.deps.opening);
      }
    }
    return later(this.language);
  }

  private get language(): string {
    return this.deps.language?.() ?? this.deps.opening.language;
  }

  /**
   * Nobody knows whether the effect was done: its answer may be what got lost. The same numbered request is repeated, so
   * it is done at most once, and the guest hears of it when it was.
   */
  private async afterwards(request: ToolRequest & { name: ToolName }, at: number): Promise<void> {
    const { timers } = this.deps;
    const controller = new AbortController();
    this.pending.set(request.name, controller);
    const signal = AbortSignal.any([this.deps.signal, controller.signal]);
    const until = timers.now() + AFTERWARDS_MS;
    for (let attempt = 2; timers.now() < until && (await backOff(attempt, timers, signal)); attempt++) {
      const result = await this.ask(request, signal).catch((error: unknown) => {
        if (isStale(error)) this.deps.onStale();
        return error instanceof LineAway || error instanceof DeadlineError ? undefined : later(this.language);
      });
      if (!result || signal.aborted) continue;
      const run = { ...request, result, outcome: outcomeOf(result), durationMs: timers.now() - at, at };
      if (result.ok) this.deps.late?.(run);
      break;
    }
    if (this.pending.get(request.name) === controller) this.pending.delete(request.name);
  }

  private note(answers: boolean): void {
    if (answers === this.answers) return;
    this.answers = answers;
    this.deps.lineAnswers(answers);
  }
}

const outcomeOf = (result: ToolResult): string => (result.ok ? "ok" : result.code);

/** The data of a successful result, if it has the shape its contract promises. */
export function dataOf<N extends ToolName>(name: N, result: ToolResult): unknown {
  if (!result.ok) return undefined;
  const parsed = tools[name].data.safeParse(result.data);
  return parsed.success ? parsed.data : undefined;
}
