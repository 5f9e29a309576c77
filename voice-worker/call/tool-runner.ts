import type { CallOpening, Line } from "@/server/line/contract";
import { type ToolName, type ToolResult, tools } from "@/server/tools";
import { isStale } from "../line/errors";
import type { Timers } from "../timing";

export interface ToolRun {
  name: ToolName;
  toolSequence: number;
  turnId: string;
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
  started(name: ToolName): void;
  finished(run: ToolRun): void;
  /** The line was asked in vain, or answers again after that. Told on each change. */
  lineAnswers(yes: boolean): void;
  onStale(): void;
}

/** What the brain hears when the line cannot be asked: the caller is told kindly and offered a call-back. */
export const later = (): ToolResult => ({
  ok: false,
  code: "later",
  ask: "I cannot reach our booking system just now. May someone call you back about this?",
  options: [{ say: "a call back", args: {} }],
  facts: [],
});

/**
 * Runs the brain's tools at the line and counts them. Never rejects for a domain failure; a line that is away yields
 * `later`. A tool that has begun is never aborted by a barge-in, only by the end of the call.
 */
export class ToolRunner {
  private sequence: number;
  private answers = true;
  running = 0;
  /** Milliseconds the current turn has waited for tools. */
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
    const { line, opening, timers, signal } = this.deps;
    const at = timers.now();
    const toolSequence = ++this.sequence;
    this.running += 1;
    this.deps.started(name);
    let result: ToolResult;
    try {
      const request = { epoch: opening.epoch, turnId, toolSequence, atMs: this.deps.atMs(), name, args };
      result = await line.tool(opening.callId, request, signal);
      this.note(true);
    } catch (error) {
      if (isStale(error)) this.deps.onStale();
      else if (!signal.aborted) this.note(false);
      result = later();
    }
    this.running -= 1;
    const durationMs = timers.now() - at;
    this.turnMs += durationMs;
    const outcome = result.ok ? "ok" : result.code;
    this.deps.finished({ name, toolSequence, turnId, result, outcome, durationMs, at });
    return result;
  }

  private note(answers: boolean): void {
    if (answers === this.answers) return;
    this.answers = answers;
    this.deps.lineAnswers(answers);
  }
}

/** The data of a successful result, if it has the shape its contract promises. */
export function dataOf<N extends ToolName>(name: N, result: ToolResult): unknown {
  if (!result.ok) return undefined;
  const parsed = tools[name].data.safeParse(result.data);
  return parsed.success ? parsed.data : undefined;
}
