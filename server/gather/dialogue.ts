import type { Brain, BrainDialogue, BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import { APP_WORKER_ID, type LineApp, runTool } from "@/server/features/line";
import type { CallEventBody, CallOpening, ToolDone } from "@/server/line/contract";
import { isToolName, type ToolData } from "@/server/tools";
import { isLasting } from "@/server/tools/once";
import { addUsage, type GatherState } from "./state";

/** What the guest did in a turn: said something, pressed keys, or nothing. */
export type Input =
  | { kind: "greet" }
  | { kind: "heard"; text: string; confidence: number }
  | { kind: "keys"; digits: string }
  | { kind: "silence" };

export interface Turn {
  says: string[];
  end: Extract<BrainOutput, { type: "end" }>["reason"] | null;
  events: CallEventBody[];
  state: GatherState;
  /** The language the guest is answered in, where it is no longer the opening's. */
  language?: string;
}

const DEADLINE_MS = 11_000;

/**
 * One turn of the brain in this process: what the guest did goes in, what is said and done comes out. Tools
 * run as a worker's do, once whatever repeats. Rejects when the brain fails; tools that ran keep their results, which the
 * brain gets with the guest's next words as `lost`.
 */
export async function playTurn(
  line: LineApp,
  brain: Brain,
  opening: CallOpening,
  before: GatherState,
  input: Input,
  lost: readonly ToolDone[] = [],
): Promise<Turn> {
  const atMs = () => Math.max(0, line.deps.clock.now().getTime() - new Date(opening.startedAt).getTime());
  const dialogue = before.brain === undefined ? brain.start(opening) : brain.resume(opening, before.brain);
  const number = before.turns + (input.kind === "heard" || input.kind === "keys" ? 1 : 0);
  const silences = input.kind === "silence" ? before.silences + 1 : 0;
  const turnId = turnIdOf(input, number, silences, atMs());
  const events: CallEventBody[] = [];
  const heard = guestTurn(input, turnId);
  // Numbered beyond what was lost, once the brain knows of that.
  let tools = Math.max(before.tools, ...(heard ? lost.map(({ toolSequence }) => toolSequence) : []));
  let { usage } = before;
  let language: string | undefined;
  const io: BrainIo = {
    now: () => line.deps.clock.now(),
    signal: AbortSignal.timeout(DEADLINE_MS),
    async callTool(name, args) {
      const toolSequence = ++tools;
      const began = performance.now();
      const at = atMs();
      const request = { epoch: opening.epoch, turnId, toolSequence, atMs: at, name, args };
      const result = await runTool(line, APP_WORKER_ID, opening.callId, request);
      const outcome = result.ok ? "ok" : result.code;
      const durationMs = performance.now() - began;
      events.push({ type: "tool", turnId, toolSequence, name, outcome, durationMs, atMs: at });
      if (name === "set_language" && result.ok) ({ language } = result.data as ToolData<"set_language">);
      return result;
    },
    report(report) {
      if (report.type === "usage") usage = addUsage(usage, report.usage);
      else if (report.type === "local_brain") {
        const vendor = report.vendor.slice(0, 40);
        events.push({ type: "degraded", rung: "local_brain", vendor, on: report.on, atMs: atMs() });
      } else if (report.type === "blocked_claim")
        // The claim itself may hold a guest's name or number: it stays out of the log.
        line.log.warn({ callId: opening.callId }, "a claim without a fact was kept from being spoken");
    },
  };
  if (heard) {
    const at = atMs();
    const { text, confidence, source } = heard;
    events.push({ type: "guest_turn", turnId, source, text, confidence, startMs: at, endMs: at });
  }
  const says: string[] = [];
  let end: Turn["end"] = null;
  for await (const output of outputsOf(dialogue, input, heard, silences, io, lost)) {
    if (output.type === "end") end = output.reason;
    else {
      const kind = input.kind === "greet" ? "greeting" : output.kind;
      const { text, facts } = output;
      events.push({
        ...{ type: "line_said", turnId, clause: says.length, atMs: atMs() },
        ...{ text: text.slice(0, 2000), kind, facts: facts.slice(0, 50) },
      });
      says.push(text);
    }
  }
  events.push({ type: "state", state: "listening", atMs: atMs() });
  const state = {
    v: 1,
    brain: dialogue.snapshot(),
    turns: number,
    tools,
    silences,
    troubles: 0,
    usage,
  } as const;
  return { says, end, events, state, ...(language ? { language } : {}) };
}

/** Effects of turns whose state was never kept: they failed, or their process died. The guest may say it in other words now. */
export const lostSince = (done: readonly ToolDone[], before: GatherState): ToolDone[] =>
  done
    .filter(
      ({ name, result, toolSequence }) =>
        toolSequence > before.tools && result.ok && isToolName(name) && isLasting(name),
    )
    .map((step) => ({ ...step, turnId: `lost ${step.turnId}` }));

const turnIdOf = (input: Input, number: number, silences: number, atMs: number): string =>
  input.kind === "greet" ? "greeting" : input.kind === "silence" ? `s${silences}-${atMs}` : `t${number}`;

function guestTurn(input: Input, id: string): GuestTurn | undefined {
  if (input.kind === "heard") return { id, source: "speech", text: input.text, confidence: input.confidence };
  if (input.kind === "keys") return { id, source: "keypad", text: input.digits, confidence: 1 };
  return undefined;
}

function outputsOf(
  dialogue: BrainDialogue,
  input: Input,
  heard: GuestTurn | undefined,
  silences: number,
  io: BrainIo,
  lost: readonly ToolDone[],
): AsyncIterable<BrainOutput> {
  if (input.kind === "greet") return dialogue.greet(io);
  return heard ? dialogue.respond(heard, io, lost) : dialogue.silent(silences, io);
}
