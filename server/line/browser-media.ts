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
export type PageExpectation = z.infer<typeof PageExpectation>;

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

/**
 * What a person of the hotel and the voice worker say to each other on `/media/staff`, in a call that is running there.
 * The person opens with `hello` within five seconds. From then on the worker sends binary frames of 16-bit little-endian
 * mono PCM at `STAFF_SAMPLE_RATE`, 100 ms each, guest and line mixed, without a gap until the call ends, and as text
 * frames what the guest's page is told as well as `joined` and `floor`.
 *
 * The person may send binary frames of the same PCM, at most 200 ms each. They reach the guest only from the one person
 * who has the floor: a `take_over` command of the app opens it (state `with_person`), `speak` asks for it, and it ends
 * with `speak` off, with the socket, or when the call is handed back. Frames sent without the floor, and anything sent
 * before `joined` has come, are dropped.
 * A staff token serves once. At most `STAFF_LISTENERS` people are in a call.
 */
export const STAFF_SAMPLE_RATE = 16_000;
export const STAFF_LISTENERS = 4;

export const StaffMessage = z.discriminatedUnion("type", [
  /** `token` is a call token whose role is `staff` and whose subject is the call. */
  z.object({ type: z.literal("hello"), token: z.string().min(20).max(2000) }),
  z.object({ type: z.literal("speak"), on: z.boolean() }),
  z.object({ type: z.literal("bye") }),
]);
export type StaffMessage = z.infer<typeof StaffMessage>;

/** Updates of the call that people in it see as its page does: `level`, `state` and the words as they come. */
export const staffSees = [
  "state",
  "guest",
  "line",
  "heard",
  "tool",
  "recording",
  "level",
  "ended",
  "error",
] as const satisfies readonly WorkerMessage["type"][];

const StaffOwn = z.discriminatedUnion("type", [
  z.object({ type: z.literal("joined"), callId: z.string(), state: CallState, recording: z.boolean() }),
  /** `yours`: what you send is heard by the guest. `open`: the call is taken over and `speak` may be asked for. */
  z.object({ type: z.literal("floor"), open: z.boolean(), yours: z.boolean() }),
]);
const StaffUpdate = WorkerMessage.refine(
  (message) => (staffSees as readonly string[]).includes(message.type),
  "not for staff",
);
/** `error` codes: `refused` (token), `not_here` (the call is not at this worker), `full`, `overrun`. */
export const ToStaff = z.union([StaffOwn, StaffUpdate]);
export type ToStaff = z.infer<typeof StaffOwn> | Extract<WorkerMessage, { type: (typeof staffSees)[number] }>;
