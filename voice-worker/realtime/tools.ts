import { learned } from "@/server/brain/gate";
import { needsConsent } from "@/server/brain/llm/tools";
import type { CallEventBody, CallOpening, Line } from "@/server/line/contract";
import { isToolName, type ToolData, type ToolName, type ToolResult } from "@/server/tools";
import type { CallMeter } from "../call/deps";
import { type ToolRun, ToolRunner } from "../call/tool-runner";
import { type Timers, within } from "../timing";
import type { RealtimeGuard } from "./guard";
import type { RealtimeQuiet } from "./quiet";
import type { RealtimeTalk } from "./talk";
import { notAllowed, readArguments, type ToolEvent } from "./tool-event";

/** How long the words of a turn may come after its sound. */
const TRANSCRIPT_MS = 2_500;
/** What a tool came too late for is asked for anew. */
const AGAIN = "Not done yet: call it again.";

export interface RealtimeToolsDeps {
  line: Line;
  opening: CallOpening;
  timers: Timers;
  meter: CallMeter;
  /** Aborted when the call is over. */
  signal: AbortSignal;
  talk: RealtimeTalk;
  guard: RealtimeGuard;
  quiet: RealtimeQuiet;
  atMs(): number;
  event(body: CallEventBody): void;
  /** The language the call is held in now. */
  language(): string;
  /** Whether the guest's last words are a clear yes. */
  agreed(): boolean;
  /** The call is held in this language from now on. */
  speaks(language: string): void;
  sayExactly(text: string): void;
  isEnding(): boolean;
  /** The model has ended the call: what it says next is the last. */
  ends(): void;
  onStale(): void;
}

/** The tools of a realtime call, run at the line as in any call: on record, and an effect only after a clear yes. */
export class RealtimeTools {
  private readonly runner: ToolRunner;

  constructor(private readonly deps: RealtimeToolsDeps) {
    const { line, opening, timers, signal, event, atMs } = deps;
    this.runner = new ToolRunner({
      ...{ line, opening, timers, signal, after: 0, atMs, language: deps.language, onStale: deps.onStale },
      wished: ({ turnId, toolSequence, name, args, atMs }) =>
        event({ type: "wish", turnId, toolSequence, name, args, atMs }),
      started: () => event({ type: "state", state: "tool", atMs: atMs() }),
      finished: (run) => this.tell(run),
      late: (run) => this.tellLate(run),
      lineAnswers: (yes) => event({ type: "degraded", rung: "tools_off", on: !yes, atMs: atMs() }),
    });
  }

  /** Milliseconds this call has waited for tools so far. */
  get waitedMs(): number {
    return this.runner.turnMs;
  }

  /** A tool of the line's own. */
  call(name: ToolName, args: Record<string, unknown>): Promise<ToolResult> {
    return this.covered(() => this.ask(name, args));
  }

  /** A tool that the model asks for, whose result it reads. */
  async run({ call_id, response_id, name, arguments: text }: ToolEvent): Promise<void> {
    const { talk, guard, opening } = this.deps;
    if (talk.isStopped(response_id))
      return talk.toolNoted(
        call_id,
        notAllowed(talk.comesAgain ? AGAIN : "Not done: the line answers this turn itself."),
      );
    const args = readArguments(text);
    const known = isToolName(name) && opening.tools.includes(name) && args;
    const unknown = "There is no such tool, or its arguments cannot be read. Use the tools you were given.";
    const result = await this.covered(async () => (known ? this.agreed(name, args) : notAllowed(unknown)));
    if (!result || this.deps.signal.aborted) return;
    if (known) {
      learned(guard.state.ledger, opening, name, args, result);
      guard.ran(name, args, result);
    }
    if (name === ("set_language" satisfies ToolName) && result.ok)
      this.deps.speaks((result.data as ToolData<"set_language">).language);
    const last = name === ("end_call" satisfies ToolName) && result.ok && !this.deps.isEnding();
    if (last) this.deps.ends();
    talk.toolResult(call_id, result, last);
  }

  /** An effect needs a clear yes in the guest's last words. Nothing when the call is over. */
  private async agreed(name: ToolName, args: Record<string, unknown>): Promise<ToolResult | undefined> {
    if (needsConsent(name)) {
      // What the words were may come a moment after their sound.
      const { talk, timers, signal } = this.deps;
      await within(talk.transcribed(), TRANSCRIPT_MS, timers, signal).catch(() => {});
      if (!this.deps.agreed())
        return notAllowed("Read everything back first, and do it only after a clear yes.");
    }
    return this.ask(name, args).catch(() => undefined);
  }

  private ask(name: ToolName, args: Record<string, unknown>): Promise<ToolResult> {
    const { talk, signal } = this.deps;
    return this.runner.call(talk.turnId, name, args, () => signal.aborted);
  }

  /** The guest waits meanwhile, and is told so when it takes long. */
  private async covered<T>(work: () => Promise<T>): Promise<T> {
    this.deps.quiet.toolBegins();
    try {
      return await work();
    } finally {
      this.deps.quiet.toolEnds();
    }
  }

  private tell({ name, toolSequence, turnId, outcome, durationMs }: ToolRun): void {
    this.deps.event({
      ...{ type: "tool", turnId, toolSequence, name, outcome, durationMs },
      atMs: this.deps.atMs(),
    });
    this.deps.meter.tool(name, outcome, durationMs);
  }

  /** Done after the guest had heard that it was not: they are told. Where they cannot be any more, the hotel's task stays. */
  private tellLate(run: ToolRun): void {
    const { talk } = this.deps;
    if (this.deps.isEnding() || !run.result.ok || !run.result.say) return;
    this.tell(run);
    talk.note(`${run.name} could not be answered before; it has been done since. Do not do it again.`);
    this.deps.sayExactly(run.result.say);
  }
}
