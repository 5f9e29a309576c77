import { createHash } from "node:crypto";
import { canonicalJson } from "@/server/kernel/json";
import type { CallEventBody, EndReason, TurnTiming } from "@/server/line/contract";
import { type NewFact, type ToolData, type ToolErrorCode, type ToolName, tools } from "@/server/tools";
import type { Rng } from "./random";

interface SeedTurn {
  ordinal: number;
  turnId: string;
  speaker: "guest" | "line";
  source: "speech" | "typed";
  text: string;
  unheard: string;
  facts: string[];
  confidence: number;
  startMs: number;
  endMs: number;
  timing: TurnTiming | null;
}
interface SeedToolCall {
  turnId: string;
  toolSequence: number;
  name: ToolName;
  effect: string;
  key: string | null;
  argsDigest: string;
  input: object;
  result: object;
  ok: boolean;
  code: string | null;
  atMs: number;
  durationMs: number;
}
export interface Done<N extends ToolName> {
  data: ToolData<N>;
  say: string;
  facts?: readonly NewFact[];
  next?: readonly string[];
  ref?: { code: string; spoken: string };
}

const LINE_MS_PER_CHAR = 62;
const GUEST_MS_PER_CHAR = 70;

/** Writes one conversation down as the worker and the app would have: turns, tool calls and events in order. */
export class Dialogue {
  readonly turns: SeedTurn[] = [];
  readonly toolCalls: SeedToolCall[] = [];
  readonly events: CallEventBody[] = [];
  ms = 0;
  spoken = 0;
  private turn = 0;
  private toolSequence = 0;
  private waited: TurnTiming = { total: 0 };

  constructor(
    private readonly rng: Rng,
    private readonly source: "speech" | "typed" = "speech",
  ) {}

  /** The first words; nobody waited for them. */
  greet(text: string): this {
    this.event({ type: "state", state: "greeting", atMs: 0 });
    this.ms = this.rng.int(250, 600);
    this.speak(text, [], "greeting", null);
    return this;
  }

  guest(text: string, confidence?: number): this {
    const { rng } = this;
    this.turn++;
    const turnId = this.turnId();
    const startMs = this.ms + rng.int(300, 1_400);
    const endMs = startMs + Math.round(text.length * GUEST_MS_PER_CHAR);
    const sure = confidence ?? Math.round(rng.around(0.9, 0.025) * 100) / 100;
    const heard = {
      turnId,
      source: this.source,
      text,
      confidence: this.source === "typed" ? 1 : sure,
      startMs,
      endMs,
    };
    this.event({ type: "guest_turn", ...heard });
    this.turns.push({
      ordinal: this.events.length,
      speaker: "guest",
      unheard: "",
      facts: [],
      timing: null,
      ...heard,
    });
    this.waited = {
      ...(this.source === "typed" ? {} : { endpointing: rng.int(280, 620), recognise: rng.int(40, 190) }),
      firstToken: rng.int(3, 28),
      total: 0,
    };
    this.ms = endMs;
    this.event({ type: "state", state: "thinking", atMs: this.ms });
    return this;
  }

  /** Runs a tool that succeeds. Returns the ids of its facts, by name. */
  use<N extends ToolName>(name: N, input: object, done: Done<N>): Record<string, string> {
    const sequence = this.toolSequence + 1;
    const facts = (done.facts ?? []).map((fact, i) => ({ ...fact, id: `c${sequence}.${i + 1}` }));
    this.record(name, input, { ok: true, ...done, facts, next: [...(done.next ?? [])] }, null);
    return Object.fromEntries(facts.map((fact) => [fact.name, fact.id]));
  }

  /** Runs a tool that is refused. */
  refused(name: ToolName, input: object, code: ToolErrorCode, ask: string): this {
    this.record(name, input, { ok: false, code, ask, options: [], facts: [] }, code);
    return this;
  }

  say(
    text: string,
    facts: readonly string[] = [],
    kind: "answer" | "question" | "readback" = "answer",
  ): this {
    const { rng } = this;
    const voice = rng.int(60, 190);
    const network = rng.int(18, 60);
    const { total: _none, ...stages } = { ...this.waited, voice, network };
    const total = Object.values(stages).reduce((sum, ms) => sum + ms, 0);
    this.ms += Math.max(0, total - (stages.tool ?? 0));
    this.speak(text, facts, kind, { ...stages, total });
    return this;
  }

  end(reason: EndReason): this {
    this.ms += this.rng.int(200, 900);
    this.event({ type: "ended", reason, atMs: this.ms });
    return this;
  }

  /** Moves every time of the conversation, in ms from its start: for a recording that takes its own time. */
  retime(at: (ms: number) => number): void {
    for (const turn of this.turns) Object.assign(turn, { startMs: at(turn.startMs), endMs: at(turn.endMs) });
    for (const call of this.toolCalls) call.atMs = at(call.atMs);
    for (const event of this.events) {
      if (event.type === "guest_turn")
        Object.assign(event, { startMs: at(event.startMs), endMs: at(event.endMs) });
      else event.atMs = at(event.atMs);
    }
    for (const turn of this.turns) {
      const heardMs = turn.endMs - turn.startMs;
      if (turn.timing?.heard !== undefined) turn.timing = { ...turn.timing, heard: heardMs };
      const told = this.events.find((event) => event.type === "line_heard" && event.turnId === turn.turnId);
      if (turn.speaker === "line" && told) Object.assign(told, { heardMs });
    }
    this.ms = at(this.ms);
  }

  /** Guest's last word to the line's first sound, in ms: median and 95th percentile. */
  latency(): { p50: number; p95: number } | null {
    const totals = this.turns
      .flatMap((turn) => (turn.timing ? [turn.timing.total] : []))
      .sort((a, b) => a - b);
    if (totals.length === 0) return null;
    const at = (share: number) =>
      Math.round(totals[Math.min(totals.length - 1, Math.floor(share * totals.length))] ?? 0);
    return { p50: at(0.5), p95: at(0.95) };
  }

  private speak(
    text: string,
    facts: readonly string[],
    kind: "greeting" | "answer" | "question" | "readback",
    timing: TurnTiming | null,
  ): void {
    const { rng } = this;
    // The line speaks again though nobody answered: a turn of its own.
    if (this.turns.some((turn) => turn.speaker === "line" && turn.turnId === this.turnId())) this.turn++;
    const turnId = this.turnId();
    const startMs = this.ms;
    this.event({ type: "line_said", turnId, clause: 0, text, kind, facts: [...facts], atMs: startMs });
    const ordinal = this.events.length;
    this.event({ type: "state", state: "speaking", atMs: startMs });
    // Now and then a guest who knows what comes next speaks into a long sentence.
    const words = text.split(" ");
    const cut =
      kind === "answer" && words.length > 14 && rng.chance(0.06)
        ? Math.floor(words.length * 0.7)
        : words.length;
    const heard = words.slice(0, cut).join(" ");
    const unheard = words.slice(cut).join(" ");
    this.spoken += text.length;
    this.ms = startMs + heard.length * LINE_MS_PER_CHAR;
    if (timing) this.event({ type: "timing", turnId, timing, atMs: startMs });
    const heardMs = this.ms - startMs;
    this.event({ type: "line_heard", turnId, heard, unheard, cut: unheard !== "", heardMs, atMs: this.ms });
    this.event({ type: "state", state: "listening", atMs: this.ms });
    this.turns.push({
      ordinal,
      turnId,
      speaker: "line",
      source: "speech",
      text: heard,
      unheard,
      facts: [...facts],
      confidence: 1,
      startMs,
      endMs: this.ms,
      timing: timing && { ...timing, heard: heardMs },
    });
  }

  private record(
    name: ToolName,
    input: object,
    result: { ok: boolean } & Record<string, unknown>,
    code: string | null,
  ): void {
    const { rng } = this;
    const effect = tools[name].effect;
    const durationMs = effect === "read" ? rng.int(3, 26) : rng.int(14, 70);
    const toolSequence = ++this.toolSequence;
    const turnId = this.turnId();
    const argsDigest = createHash("sha256")
      .update(`${name}\n${canonicalJson(input)}`)
      .digest("base64url");
    const once =
      effect !== "read" &&
      result.ok &&
      name !== "quote_stay" &&
      name !== "verify_guest" &&
      name !== "end_call";
    this.ms += durationMs;
    this.waited = { ...this.waited, tool: (this.waited.tool ?? 0) + durationMs };
    const call = { turnId, toolSequence, name, durationMs, atMs: this.ms };
    this.toolCalls.push({
      ...call,
      effect,
      key: once ? argsDigest : null,
      argsDigest,
      input,
      result,
      ok: result.ok,
      code,
    });
    this.event({ type: "tool", ...call, outcome: code ?? "ok" });
  }

  private turnId = (): string => `t${this.turn}`;
  private event(body: CallEventBody): void {
    this.events.push(body);
  }
}
