import { z } from "zod";
import { Instant } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { CallState, TurnTiming, VendorUsage } from "@/server/line/contract";

export const CallView = z.enum(["all", "live", "follow_up", "booked", "person"]);
export type CallView = z.infer<typeof CallView>;

export const ListCallsInput = z.object({
  view: CallView.default("all"),
  /** Words said in the call, or the start of a number or of a guest's surname. */
  search: z.string().trim().max(200).optional(),
  from: Instant.optional(),
  until: Instant.optional(),
  guestId: Id.optional(),
  page: z.int().min(1).max(10_000).default(1),
});

export const CallRow = z.object({
  id: Id,
  channel: z.enum(["twilio", "browser", "simulator"]),
  state: CallState,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  durationMs: z.number().nullable(),
  fromNumber: z.string().nullable(),
  guest: z.object({ id: Id, name: z.string() }).nullable(),
  outcome: z.string().nullable(),
  intent: z.string().nullable(),
  sentiment: z.string().nullable(),
  followUp: z.boolean(),
  latencyP50Ms: z.number().nullable(),
  summary: z.string().nullable(),
  /** The sentence in which the searched words were said, with [[marks]]. */
  sentence: z.string().nullable(),
});
export type CallRow = z.infer<typeof CallRow>;

/** Words of a person for a running call: said to the guest, or whispered to the line. */
export const TellCallInput = z.object({
  callId: Id,
  text: z.string().trim().min(1, "Write what is to be said.").max(500),
});

export const ListCallsOutput = z.object({
  rows: z.array(CallRow),
  /** Exact to 10,000. */
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
});

export const Turn = z.object({
  id: Id,
  turnId: z.string(),
  ordinal: z.int(),
  speaker: z.enum(["guest", "line", "person"]),
  source: z.string(),
  text: z.string(),
  unheard: z.string(),
  facts: z.array(z.string()),
  confidence: z.number(),
  startMs: z.int(),
  endMs: z.int(),
  timing: TurnTiming.nullable(),
});
export type Turn = z.infer<typeof Turn>;

export const ToolCallView = z.object({
  id: Id,
  turnId: z.string(),
  toolSequence: z.int(),
  name: z.string(),
  effect: z.string(),
  ok: z.boolean(),
  code: z.string().nullable(),
  atMs: z.int(),
  durationMs: z.int(),
  input: z.unknown(),
  result: z.unknown(),
});
export type ToolCallView = z.infer<typeof ToolCallView>;

export const RecordingView = z.object({
  status: z.enum(["uploading", "processing", "ready", "failed", "deleted"]),
  durationMs: z.number().nullable(),
  peaks: z.array(z.array(z.number())).nullable(),
  silenced: z.array(z.object({ startMs: z.number(), endMs: z.number(), kind: z.string() })),
  /** A worker that had the call has not brought what it may have recorded: this may not be all of it. */
  partMissing: z.boolean(),
  /** What a worker brought of the call could not be opened or stored: it will never be there. */
  partLost: z.boolean(),
});

export const CallDetail = CallRow.omit({ sentence: true }).extend({
  epoch: z.int(),
  position: z.int(),
  endReason: z.string().nullable(),
  language: z.string(),
  recordingMode: z.string(),
  recordingRefused: z.boolean(),
  intentConfidence: z.number().nullable(),
  suggestedAction: z.string().nullable(),
  /** How content the guest probably was, 1 to 5; null when the call says too little. */
  satisfaction: z.int().nullable(),
  latencyP95Ms: z.number().nullable(),
  toNumber: z.string().nullable(),
  partial: z.string(),
  turns: z.array(Turn),
  toolCalls: z.array(ToolCallView),
  recording: RecordingView.nullable(),
  reservations: z.array(z.object({ id: Id, code: z.string(), status: z.string() })),
  requests: z.array(z.object({ id: Id, ref: z.string(), kind: z.string(), status: z.string() })),
  usage: z.array(z.object({ kind: z.string(), quantity: z.number() })),
  /** What each vendor was used for, and what it cost in millionths of a US dollar; null where no vendor was used. */
  vendors: z.array(VendorUsage),
  cost: z.object({ micros: z.int(), unpriced: z.array(z.string()) }).nullable(),
});
export type CallDetail = z.infer<typeof CallDetail>;
