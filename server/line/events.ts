import { z } from "zod";
import { Instant } from "@/server/kernel/dates";

export const CallState = z.enum([
  "ringing",
  "greeting",
  "listening",
  "thinking",
  "tool",
  "speaking",
  "on_hold",
  "transferring",
  "with_person",
  "ended",
  "failed",
]);
export type CallState = z.infer<typeof CallState>;

export const EndReason = z.enum([
  "done",
  "guest_hung_up",
  "silence",
  "abuse",
  "wrong_number",
  "cap",
  "transferred",
  "staff_hung_up",
  "worker_lost",
  "refused",
  "failed",
]);
export type EndReason = z.infer<typeof EndReason>;

/**
 * Milliseconds a stage of one turn took. Those up to `network` add up to `total`, the guest's wait; absent stages did not
 * happen.
 */
export const TurnTiming = z.object({
  endpointing: z.number().nonnegative().optional(),
  /** To the recogniser's final. */
  recognise: z.number().nonnegative().optional(),
  /** From the final to the model's first token; without a model, to the brain's first words. Tools are not in it. */
  firstToken: z.number().nonnegative().optional(),
  /** From the model's first token to the first words that can be said. */
  think: z.number().nonnegative().optional(),
  tool: z.number().nonnegative().optional(),
  /** From the first words to their first sound. */
  voice: z.number().nonnegative().optional(),
  network: z.number().nonnegative().optional(),
  total: z.number().nonnegative(),
  /** After the wait: from the first sound until all was heard, or was cut. */
  heard: z.number().nonnegative().optional(),
});
export type TurnTiming = z.infer<typeof TurnTiming>;

const turnId = z.string().min(1).max(20);
/** Milliseconds from the start of the recording. */
const atMs = z.int().nonnegative();

/** What happened in a call, as the worker tells it. Text is raw here; the app redacts before it stores. */
export const CallEventBody = z.discriminatedUnion("type", [
  z.object({ type: z.literal("state"), state: CallState, atMs }),
  z.object({
    type: z.literal("guest_turn"),
    turnId,
    source: z.enum(["speech", "typed", "keypad"]),
    text: z.string().max(4000),
    confidence: z.number().min(0).max(1),
    startMs: atMs,
    endMs: atMs,
    words: z
      .array(z.object({ text: z.string(), startMs: atMs, endMs: atMs }))
      .max(600)
      .optional(),
  }),
  z.object({
    type: z.literal("line_said"),
    turnId,
    clause: z.int().nonnegative(),
    text: z.string().max(2000),
    kind: z.enum(["greeting", "answer", "question", "readback", "filler"]),
    facts: z.array(z.string()).max(50),
    atMs,
  }),
  /** What of a response reached the guest's ear, by the marks. `unheard` was written but cut. */
  z.object({
    type: z.literal("line_heard"),
    turnId,
    heard: z.string().max(4000),
    unheard: z.string().max(4000),
    cut: z.boolean(),
    /** Milliseconds from the first sound to this moment; absent when nothing of it sounded. */
    heardMs: z.number().nonnegative().optional(),
    atMs,
  }),
  z.object({
    type: z.literal("tool"),
    turnId,
    toolSequence: z.int().nonnegative(),
    name: z.string(),
    outcome: z.string(),
    durationMs: z.number().nonnegative(),
    atMs,
  }),
  z.object({
    type: z.literal("timing"),
    turnId,
    timing: TurnTiming,
    /** Who heard, thought and spoke in this turn, for example `deepgram`, `openai`, `elevenlabs`. */
    vendors: z
      .object({
        asr: z.string().max(40).optional(),
        llm: z.string().max(40).optional(),
        tts: z.string().max(40).optional(),
      })
      .optional(),
    atMs,
  }),
  z.object({
    type: z.literal("keys"),
    count: z.int().positive(),
    /** When their tones sounded, where no turn tells it: they were taken back, or the call ended before they did. */
    unsaid: z.object({ startMs: atMs, endMs: atMs }).optional(),
    atMs,
  }),
  z.object({ type: z.literal("recording"), on: z.boolean(), atMs }),
  z.object({
    type: z.literal("degraded"),
    /** The degradation ladder, from the top. `no_voice`: the call left the worker for the carrier's own voice. */
    rung: z.enum(["local_brain", "next_ear", "keys_only", "next_voice", "no_voice", "tools_off", "spooling"]),
    /** The vendor that failed or came back, when one did. */
    vendor: z.string().max(40).optional(),
    on: z.boolean(),
    atMs,
  }),
  /**
   * An effect that the guest has agreed to and that could not be done, for the app did not answer: a person of the hotel
   * sees to it. The arguments are the tool's, raw here. A `tool` event with the same sequence and `ok` takes it back.
   */
  z.object({
    type: z.literal("wish"),
    turnId,
    toolSequence: z.int().nonnegative(),
    name: z.string().max(60),
    args: z
      .record(z.string(), z.unknown())
      .refine((args) => JSON.stringify(args).length <= 16_000, "The arguments are too long."),
    atMs,
  }),
  /** The person who had taken the call over sent nothing any more: the line has it back. */
  z.object({ type: z.literal("person_lost"), atMs }),
  /** `wordless`: the guest was told nothing, for the line had no voice left or broke. */
  z.object({ type: z.literal("ended"), reason: EndReason, wordless: z.literal(true).optional(), atMs }),
]);
export type CallEventBody = z.infer<typeof CallEventBody>;

export const CallEvent = z.object({
  /** From 1, without gaps, within one epoch of the call. */
  sequence: z.int().positive(),
  at: Instant,
  body: CallEventBody,
});
export type CallEvent = z.infer<typeof CallEvent>;
