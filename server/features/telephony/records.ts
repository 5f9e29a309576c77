import { z } from "zod";
import { Instant, PlainDate, PlainTime } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { CallPurpose, OutboundStatus, TransferState } from "./schema";

/** Rows a page of the telephone's lists. */
export const PAGE = 50;
/** Totals are exact to one less. */
export const COUNT_LIMIT = 10_001;

const Page = z.int().min(1).max(10_000).default(1);
/** A list verb's answer for rows of a kind. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), total: z.int(), page: z.int(), pageSize: z.int() });

/** Who was on the telephone; both null where the number was withheld. */
const Caller = z.object({ number: z.string().nullable(), name: z.string().nullable() });

export const VoicemailView = z.enum(["unheard", "all"]);
export const ListVoicemailsInput = z.object({ view: VoicemailView.default("unheard"), page: Page });
export const VoicemailRow = z.object({
  callId: Id,
  receivedAt: Instant,
  durationSeconds: z.int(),
  caller: Caller,
  /** Redacted; null while the words are not there, or never will be: `words` says which. */
  transcript: z.string().nullable(),
  words: z.enum(["written", "nothing", "coming", "failed", "no_recogniser"]),
  /** What it was probably spoken in, ISO 639-1. */
  language: z.string(),
  sound: z.enum(["fetching", "ready", "failed"]),
  heardAt: Instant.nullable(),
  heardBy: Id.nullable(),
  request: z.object({ id: Id, ref: z.string(), status: z.string() }).nullable(),
});
export type VoicemailRow = z.infer<typeof VoicemailRow>;

export const CallsOutView = z.enum(["owed", "callback", "desk", "wakeup"]);
export const ListCallsOutInput = z.object({ view: CallsOutView.default("owed"), page: Page });
export const CallOutRow = z.object({
  id: Id,
  purpose: CallPurpose,
  toNumber: z.string(),
  name: z.string().nullable(),
  status: OutboundStatus,
  answeredBy: z.enum(["human", "machine", "unknown"]).nullable(),
  /** Why it was refused or failed, a key of `reasonWords`. */
  reason: z.string().nullable(),
  attempt: z.int(),
  createdAt: Instant,
  /** A call-back that was not dialled by then is left to the desk. */
  until: Instant.nullable(),
  endedAt: Instant.nullable(),
  durationSeconds: z.int().nullable(),
  callId: Id.nullable(),
  requestId: Id.nullable(),
});
export type CallOutRow = z.infer<typeof CallOutRow>;

export const TransfersView = z.enum(["all", "not_taken", "taken"]);
export const ListTransfersInput = z.object({ view: TransfersView.default("all"), page: Page });
export const TransferRow = z.object({
  id: Id,
  callId: Id,
  kind: z.enum(["cold", "warm"]),
  spokenName: z.string(),
  number: z.string(),
  summary: z.string(),
  state: TransferState,
  caller: Caller,
  createdAt: Instant,
  dialledAt: Instant.nullable(),
  acceptedAt: Instant.nullable(),
  settledAt: Instant.nullable(),
  returnedAt: Instant.nullable(),
});
export type TransferRow = z.infer<typeof TransferRow>;

export const ListWakeupsInput = z.object({ day: z.enum(["today", "tomorrow"]).default("today") });
export const WakeupRow = z.object({
  id: Id,
  room: z.string(),
  guestName: z.string(),
  /** The name given does not fit the room. */
  nameMismatch: z.boolean(),
  date: PlainDate,
  time: PlainTime,
  status: z.enum(["set", "cancelled", "done", "missed"]),
  secondCall: z.boolean(),
  ref: z.string(),
  callId: Id.nullable(),
  attempts: z.array(
    z.object({ attempt: z.int(), at: Instant, status: OutboundStatus, reason: z.string().nullable() }),
  ),
});
export type WakeupRow = z.infer<typeof WakeupRow>;

export const TextsView = z.enum(["all", "sent", "received", "not_delivered"]);
export const ListTextsInput = z.object({ view: TextsView.default("all"), page: Page });
export const TextRow = z.object({
  id: Id,
  direction: z.enum(["in", "out"]),
  kind: z.enum(["otp", "info", "guest", "stop", "start", "alarm"]),
  /** The guest's. */
  number: z.string(),
  /** Null for a one-time code, whose words are never kept. */
  body: z.string().nullable(),
  status: z.enum(["queued", "sent", "delivered", "undelivered", "failed", "received"]),
  errorCode: z.string().nullable(),
  callId: Id.nullable(),
  createdAt: Instant,
});
export type TextRow = z.infer<typeof TextRow>;

/** A guest who waits on hold while a person's telephone rings or is being told what it is about. */
export const TransferOffer = z.object({
  id: Id,
  callId: Id,
  spokenName: z.string(),
  summary: z.string(),
  state: z.enum(["dialing", "announced"]),
  caller: Caller,
  /** The telephone stops ringing then. */
  ringsUntil: Instant,
});
export type TransferOffer = z.infer<typeof TransferOffer>;

export const Waiting = z.object({
  unheard: z.int(),
  owed: z.int(),
  /** Calls out and texts are possible. */
  ready: z.boolean(),
});
