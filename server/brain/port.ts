import type { CallOpening, ResumeCause, ToolDone, VendorUsage } from "@/server/line/contract";
import type { ToolName, ToolResult } from "@/server/tools";

/**
 * What the dialogue expects to hear next. It selects the recogniser's grammar, lengthens the wait
 * while digits are read, and tells the keypad what a key means.
 */
export type Expectation =
  | { kind: "open" }
  | { kind: "yes_no" }
  | { kind: "date"; part: "arrival" | "departure" | "stay" | "other" }
  | { kind: "nights" }
  | { kind: "party" }
  | { kind: "time" }
  | { kind: "choice"; options: readonly string[] }
  | { kind: "digits"; purpose: "phone" | "code" | "last4" | "room"; min: number; max: number }
  /** `spelled`: letter by letter, whether it is one of the candidates or not. */
  | { kind: "name"; candidates: readonly string[]; spelled?: true }
  | { kind: "text" };

export interface GuestTurn {
  /** Unique in the call, monotonically named (`t1`, `t2`, …). */
  id: string;
  source: "speech" | "typed" | "keypad";
  text: string;
  /** 0..1; 1 for typed turns and keys. */
  confidence: number;
  alternatives?: readonly string[];
  /** What the recogniser found to be spoken, a primary subtag ("de"); absent when it does not listen for several. */
  language?: string;
}

/** One thing the brain wants done, in order. `say` is one clause or sentence in spoken form. */
export type BrainOutput =
  | {
      type: "say";
      text: string;
      kind: "answer" | "question" | "readback" | "filler";
      facts: readonly string[];
    }
  | { type: "end"; reason: "done" | "silence" | "abuse" | "wrong_number" | "cap" | "transferred" };

/** What a brain tells about how it came to its words; none of it is the guest's. */
export type BrainReport =
  | { type: "usage"; usage: VendorUsage }
  /** Milliseconds from the request to the first token; `vendor` as in the opening. */
  | { type: "first_token"; vendor: string; model: string; ms: number }
  /** The language models are away (`on`) or back: the local brain holds the call meanwhile. */
  | { type: "local_brain"; on: boolean; vendor: string }
  /** A claim without a fact was kept from being spoken. */
  | { type: "blocked_claim"; claim: string };

/** All a brain may touch of the world. */
export interface BrainIo {
  /** Runs a tool at the line. Never rejects for a domain failure; a line that is away yields `later`. */
  callTool(name: ToolName, args: Record<string, unknown>): Promise<ToolResult>;
  now(): Date;
  signal: AbortSignal;
  report?(report: BrainReport): void;
}

/** One call's conversation. Methods are called one at a time. */
export interface BrainDialogue {
  greet(io: BrainIo): AsyncIterable<BrainOutput>;
  /** `taken`: what another worker's tools did before it was lost, in this very turn or in one that was lost with it. */
  respond(turn: GuestTurn, io: BrainIo, taken?: readonly ToolDone[]): AsyncIterable<BrainOutput>;
  /** The guest said nothing; `count` is 1, 2, 3 … since the last guest turn. */
  silent(count: number, io: BrainIo): AsyncIterable<BrainOutput>;
  /** Barge-in: what of the last response was heard. What was not heard and matters is said before the next effect. */
  interrupted(heardText: string): void;
  expectation(): Expectation;
  /**
   * A partial has been stable: think ahead, without any effect. `respond` with the same words takes what was thought;
   * other words drop it. `settled`: the recogniser calls the words final. Aborted by the signal; never rejects.
   */
  speculate?(text: string, io: Pick<BrainIo, "now" | "signal" | "report">, settled?: boolean): void;
  /** The call is back for this reason (`opening.resumed.cause`): says so once and goes on. Called first after `resume`. */
  resumedWith(cause: ResumeCause, io: BrainIo): AsyncIterable<BrainOutput>;
  /** A hint of staff for what is said next; never said itself. */
  instruct?(text: string): void;
  /** JSON that lets another worker go on; nothing is asked twice after `resume`. */
  snapshot(): unknown;
}

export interface Brain {
  readonly name: string;
  start(opening: CallOpening): BrainDialogue;
  resume(opening: CallOpening, snapshot: unknown): BrainDialogue;
}
