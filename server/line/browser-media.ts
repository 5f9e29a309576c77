import { z } from "zod";
import { CallState, EndReason, TurnTiming } from "./events";

/**
 * What page and voice worker say to each other on `/media/browser`. Text frames are this JSON; binary frames are
 * 16-bit little-endian mono PCM at 16 kHz, at most 200 ms each. The page opens with `hello` within five seconds.
 */
export const BROWSER_SAMPLE_RATE = 16_000;

export const PageMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    token: z.string().min(20).max(2000),
    /** False for a call that is only typed: nothing is synthesised and clauses count as heard when sent. */
    audio: z.boolean().default(true),
  }),
  z.object({ type: z.literal("text"), text: z.string().trim().min(1).max(1000) }),
  z.object({ type: z.literal("dtmf"), digit: z.string().regex(/^[0-9*#A-D]$/) }),
  /** The page's playback has reached this mark. Marks dropped by `clear` may be sent back too. */
  z.object({ type: z.literal("mark"), name: z.string().min(1).max(60) }),
  z.object({ type: z.literal("bye") }),
]);
export type PageMessage = z.infer<typeof PageMessage>;

/** What the dialogue expects next, as far as a page can use it: a keypad for digits, buttons for choices. */
export const PageExpectation = z.object({
  kind: z.enum(["open", "yes_no", "date", "nights", "party", "time", "choice", "digits", "name", "text"]),
  options: z.array(z.string()).optional(),
  min: z.int().optional(),
  max: z.int().optional(),
});

export const WorkerMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("ready"),
    callId: z.string(),
    audio: z.boolean(),
    recording: z.boolean(),
    /** The ear understands short phrases only; say so where the guest can see it. */
    demoEar: z.boolean(),
  }),
  z.object({ type: z.literal("mark"), name: z.string() }),
  /** Drop all audio that waits to be played. */
  z.object({ type: z.literal("clear") }),
  /** `listening` is true when it is the guest's turn and nothing is being said. */
  z.object({
    type: z.literal("state"),
    state: CallState,
    listening: z.boolean(),
    expectation: PageExpectation,
  }),
  z.object({
    type: z.literal("guest"),
    turnId: z.string(),
    text: z.string(),
    final: z.boolean(),
    source: z.enum(["speech", "typed", "keypad"]),
  }),
  z.object({
    type: z.literal("line"),
    turnId: z.string(),
    clause: z.int(),
    text: z.string(),
    kind: z.enum(["greeting", "answer", "question", "readback", "filler"]),
  }),
  z.object({
    type: z.literal("heard"),
    turnId: z.string(),
    heard: z.string(),
    unheard: z.string(),
    cut: z.boolean(),
  }),
  z.object({
    type: z.literal("tool"),
    turnId: z.string(),
    name: z.string(),
    outcome: z.string(),
    durationMs: z.number(),
    ref: z.object({ code: z.string(), spoken: z.string() }).optional(),
  }),
  z.object({ type: z.literal("timing"), turnId: z.string(), timing: TurnTiming }),
  z.object({ type: z.literal("recording"), on: z.boolean() }),
  /** Loudness 0..1, about ten times a second while somebody speaks. */
  z.object({ type: z.literal("level"), guest: z.number(), line: z.number() }),
  z.object({ type: z.literal("ended"), reason: EndReason }),
  /** Why the worker will not go on; the socket closes after it. */
  z.object({ type: z.literal("error"), code: z.string(), message: z.string() }),
]);
export type WorkerMessage = z.infer<typeof WorkerMessage>;
