import { z } from "zod";
import { ToolDone } from "@/server/line/contract";

const Turn = z.object({
  id: z.string(),
  source: z.enum(["speech", "typed", "keypad"]),
  text: z.string(),
  confidence: z.number(),
  alternatives: z.array(z.string()).optional(),
  language: z.string().optional(),
});

/** A tool that ran in the turn that was going on. Older workers told neither its number nor, before, its turn. */
const Done = ToolDone.partial({ turnId: true, toolSequence: true });
export type Done = z.infer<typeof Done>;

const Snapshot = z.object({
  v: z.literal(1),
  /** The dialogue as it was before the turn that was going on. */
  brain: z.unknown(),
  turns: z.int().nonnegative(),
  tools: z.int().nonnegative(),
  /** Guest turns that were not answered yet, oldest first. */
  unanswered: z.array(Turn).default([]),
  done: z.array(Done).default([]),
  /** What the line had said and the guest had not heard. */
  unheard: z.string().default(""),
  /** The guest was in the middle of a sentence. */
  guestTalking: z.boolean().default(false),
  /** How long the call may last in all, in milliseconds: a person who had it may have made that more. */
  capMs: z.number().nonnegative().optional(),
  /** What the guest said last of being recorded; absent while they have said nothing. */
  recordingAgreed: z.boolean().optional(),
});

/** What another worker needs to go on: the dialogue, what of it was under way, and the counters of this call. */
export type CallSnapshot = Omit<z.infer<typeof Snapshot>, "v">;
/** One to go on from: its counters are beyond what the lost worker may have used, and `toolsTold` is what it told of. */
export type EarlierSnapshot = CallSnapshot & { toolsTold: number };

/** Calls a lost worker may have made after its last snapshot; numbers are never used twice, gaps are harmless. */
const HEADROOM = 20;

export const packSnapshot = (snapshot: CallSnapshot): unknown => ({ v: 1, ...snapshot });

/** Throws when the snapshot is none of ours: the call cannot be resumed from it. */
export function unpackSnapshot(stored: unknown): EarlierSnapshot {
  const { v: _version, ...snapshot } = Snapshot.parse(stored);
  const { turns, tools } = snapshot;
  return { ...snapshot, turns: turns + HEADROOM, tools: tools + HEADROOM, toolsTold: tools };
}
