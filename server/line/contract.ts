import { z } from "zod";
import { Instant, PlainDate, PlainTime } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { ToolResult } from "@/server/tools/envelope";
import { ExtraUnit } from "@/server/tools/selling";
import { CallEvent, EndReason } from "./events";
import { CallVendors, VendorUsage } from "./vendors";

export * from "./events";
export * from "./vendors";

/**
 * The contract between the app and a voice worker, over HTTP and JSON under `/api/line/`.
 * The app accepts this protocol and the one before; the worker sends it in `x-line-protocol`.
 */
export const LINE_PROTOCOL = 2;
export const LINE_PROTOCOL_HEADER = "x-line-protocol";

/** `POST /api/line/register`, `Authorization: Bearer <enrolment token>`. */
export const RegisterRequest = z.object({
  workerId: Id,
  /** Raw Ed25519 public key, base64url. */
  publicKey: z.string().length(43),
  /** Signature over `workerId.issuedAt.nonce` with that key, base64url; at most 60 s old, a nonce serves once. */
  issuedAt: Instant,
  nonce: z.string().min(16).max(64),
  signature: z.string().length(86),
  /** Where callers' media may connect, `ws://` or `wss://`, without a path. */
  mediaUrl: z.url(),
  capacity: z.int().min(1).max(2000),
  version: z.string().max(40),
});
export const RegisterReply = z.object({
  /** Bearer for every other request of this worker; renewed by each heartbeat. */
  session: z.string(),
  heartbeatMs: z.int().positive(),
  /** The app's Ed25519 public key (base64url) that call tokens are verified with. */
  tokenKey: z.string(),
  /** X25519 public key (base64url) that recordings and the spool are sealed to. */
  sealKey: z.string(),
});

/** `POST /api/line/heartbeat`. A worker missed for three beats is lost: its calls may be opened elsewhere. */
export const HeartbeatRequest = z.object({
  calls: z.array(z.object({ callId: Id, epoch: z.int().positive() })).max(2000),
  load: z.number().min(0).max(1),
  draining: z.boolean(),
});
export const HeartbeatReply = z.object({ session: z.string() });

/** Claims of a call token: a JWT signed with EdDSA by the app, valid 60 s, consumed by `open` once. */
export const CallTokenClaims = z.object({
  jti: Id,
  sub: Id,
  tenantId: Id,
  channel: z.enum(["twilio", "browser", "simulator"]),
  /** `staff` joins a running call (listen, speak); it is not consumed by `open` but by the worker that has the call. */
  role: z.enum(["guest", "staff"]).optional(),
  /** Only who signs the media socket's upgrade as the telephone service does may show this token: `upgrade-proof.ts`. */
  upgrade: z.string().max(64).optional(),
  exp: z.number(),
});
export type CallTokenClaims = z.infer<typeof CallTokenClaims>;

/** `POST /api/line/calls/open`. */
export const OpenRequest = z.object({
  token: z.string().min(20).max(2000),
  resume: z.boolean().default(false),
  /** The caller is heard and spoken to by this worker's own ear and voice: not typed, not by a vendor's realtime voice. */
  ownSpeech: z.boolean().default(true),
});

/** A tool that the app ran in a call, and what came of it. */
export const ToolDone = z.object({
  turnId: z.string(),
  toolSequence: z.int().positive(),
  name: z.string(),
  /** As the app keeps them: without what is personal. */
  args: z.record(z.string(), z.unknown()),
  result: ToolResult,
});
export type ToolDone = z.infer<typeof ToolDone>;

/**
 * Why a call comes back to the line: another worker had it (`moved`), the person did not take it (`unanswered`,
 * `declined`), a payment by keypad ended (`paid`, `not_paid`), or staff handed it back (`handed_back`).
 */
export const ResumeCause = z.enum(["moved", "unanswered", "declined", "paid", "not_paid", "handed_back"]);
export type ResumeCause = z.infer<typeof ResumeCause>;

export const DirectoryEntry = z.object({
  destination: z.string(),
  spokenName: z.string(),
  handles: z.string(),
  open: z.boolean(),
});

/** The hotel's approved words in danger, a sentence each, in order. */
const Script = z.array(z.string().max(300)).max(8);

export const CallOpening = z.object({
  callId: Id,
  epoch: z.int().positive(),
  channel: z.enum(["twilio", "browser", "simulator"]),
  startedAt: Instant,
  now: Instant,
  hotel: z.object({
    id: Id,
    name: z.string(),
    spokenName: z.string(),
    timeZone: z.string(),
    country: z.string().length(2),
    currency: z.string().length(3),
    businessDate: PlainDate,
    auditHour: z.int(),
    checkInFrom: PlainTime.optional(),
    checkOutUntil: PlainTime.optional(),
  }),
  persona: z.object({ name: z.string(), voice: z.string().optional(), instructions: z.string() }),
  /** Said first; already carries the assistant and recording notices. */
  greeting: z.string(),
  closing: z.string(),
  language: z.string(),
  languages: z.array(z.string()),
  roomTypes: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      spokenName: z.string(),
      maxGuests: z.int(),
      beds: z.string(),
    }),
  ),
  /** `unit`: what the price counts. Charged once a booking unless it counts persons. */
  extras: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      unit: ExtraUnit.optional(),
    }),
  ),
  directory: z.array(DirectoryEntry),
  /** What a caller in danger is told while the app does not answer. An older app sends none. */
  emergency: z
    .object({
      number: z.string().max(12),
      scripts: z.object({ medical: Script, fire: Script, security: Script }),
    })
    .optional(),
  vocabulary: z.array(z.string()),
  tools: z.array(z.string()),
  rules: z.object({
    offersPerCall: z.int(),
    verificationFactors: z.array(z.enum(["code", "card_last4", "phone", "email", "room", "otp"])),
    maxNights: z.int(),
    maxRooms: z.int(),
    groupThreshold: z.int(),
    maxMinutes: z.int(),
    silenceSeconds: z.number(),
    /** Language-model tokens this call may use; after them the local brain goes on. */
    maxLlmTokens: z.int().positive(),
  }),
  /** Speech and language services of this tenant, with its keys. */
  vendors: CallVendors,
  /** Titles of what the hotel's knowledge has an article on. */
  knowledge: z.array(z.string().max(200)).max(200),
  /** W3C trace context of the webhook that created the call. */
  traceparent: z.string().max(100).optional(),
  /** A hint, never a verification. */
  caller: z.object({
    number: z.string().optional(),
    guest: z.object({ first: z.string(), last: z.string() }).optional(),
    language: z.string().optional(),
  }),
  /** Surnames worth listening for: today's arrivals and in-house guests. For the recogniser only; never spoken. */
  names: z.array(z.string()),
  recording: z.enum(["off", "notice", "ask"]),
  /** Set when the call was here before: go on from here. */
  resumed: z
    .object({
      snapshot: z.unknown(),
      elapsedMs: z.int().nonnegative(),
      cause: ResumeCause.optional(),
      /** The newest tools of the call, oldest first, whether the snapshot tells of them or not. */
      done: z.array(ToolDone).max(100).optional(),
    })
    .optional(),
});
export type CallOpening = z.infer<typeof CallOpening>;

/** `POST /api/line/calls/{callId}/tools` → `ToolResult`. The app derives the idempotency key. */
export const ToolRequest = z.object({
  epoch: z.int().positive(),
  turnId: z.string().max(20),
  /** Counts the tool calls of this call, from 1; facts are numbered after it. */
  toolSequence: z.int().positive(),
  atMs: z.int().nonnegative(),
  name: z.string().max(60),
  args: z.record(z.string(), z.unknown()),
});
export type ToolRequest = z.infer<typeof ToolRequest>;

/** `POST /api/line/calls/{callId}/events`. Repeats are harmless; a gap is answered with the last accepted sequence. */
export const EventsRequest = z.object({
  epoch: z.int().positive(),
  events: z.array(CallEvent).max(200),
  /** What the recogniser hears right now; shown live, not kept. */
  partial: z.object({ turnId: z.string().max(20), text: z.string().max(1000) }).nullish(),
});
export const EventsReply = z.object({ accepted: z.int().nonnegative() });

/** What one epoch of a call has used: the worker's own, never what another worker used before it. */
export const CallUsage = z.object({
  guestSpeechMs: z.int().nonnegative(),
  ttsCharacters: z.int().nonnegative(),
  llmTokens: z.int().nonnegative(),
  vendors: z.array(VendorUsage).max(20).optional(),
});
export type CallUsage = z.infer<typeof CallUsage>;

/** `PUT /api/line/calls/{callId}/snapshot`: stored encrypted with a key of this call, gone an hour after it. */
export const SnapshotRequest = z.object({
  epoch: z.int().positive(),
  elapsedMs: z.int().nonnegative(),
  snapshot: z.unknown(),
  /** So far; counts when this epoch never closes the call, because it went elsewhere. */
  usage: CallUsage.optional(),
});

/**
 * `POST /api/line/reports`, since protocol 2: events and snapshots of many calls in one request, each as its own endpoint
 * takes it. What is wrong with one of them is its own answer and no other's.
 */
export const Report = z.union([
  z.object({ callId: Id, events: EventsRequest }),
  z.object({ callId: Id, snapshot: SnapshotRequest }),
]);
export type Report = z.infer<typeof Report>;
export const MAX_REPORTS = 100;
export const ReportsRequest = z.object({ reports: z.array(z.unknown()).min(1).max(MAX_REPORTS) });

/** `POST /api/line/calls/{callId}/close`. */
export const CloseRequest = z.object({
  epoch: z.int().positive(),
  reason: EndReason,
  durationMs: z.int().nonnegative(),
  usage: CallUsage,
  /** A sealed recording follows through the upload; none when the guest refused. */
  recording: z.boolean(),
});

/**
 * Recording upload, resumable: `POST /api/line/calls/{callId}/recording` opens (or finds) the session,
 * `PATCH …/recording?offset=N` appends raw bytes, `POST …/recording/complete` finishes with the digest. Each epoch has its
 * own file, brought by the worker that had it, also when another has the call by then or it is over.
 */
export const UploadState = z.object({ offset: z.int().nonnegative(), complete: z.boolean() });
export const UploadComplete = z.object({
  epoch: z.int().positive(),
  bytes: z.int().positive(),
  sha256: z.string().length(64),
});

/** `GET /api/line/commands`: an event stream a worker keeps open, one JSON command a `data:` line. */
export const Command = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hang_up"), callId: Id, reason: EndReason }),
  /** Said to the guest in the line's voice. */
  z.object({ type: z.literal("say"), callId: Id, text: z.string().max(500) }),
  /** Whispered to the brain: a hint of staff for what it says next; the guest does not hear it. */
  z.object({ type: z.literal("instruct"), callId: Id, text: z.string().max(500) }),
  /** A person speaks instead of the line (`on`), or gives the call back. `announce` is said to the guest first. */
  z.object({
    type: z.literal("take_over"),
    callId: Id,
    on: z.boolean(),
    announce: z.string().max(300).optional(),
  }),
  z.object({ type: z.literal("superseded"), callId: Id, epoch: z.int().positive() }),
]);
export type Command = z.infer<typeof Command>;

/** Every failure of a line endpoint. `stale_epoch`: another worker has the call; stop all effects at once. */
export const LineError = z.object({
  error: z.enum([
    "unauthenticated",
    "protocol",
    "invalid",
    "not_found",
    "stale_epoch",
    "token_used",
    "full",
    "internal",
  ]),
  message: z.string(),
});
export type LineError = z.infer<typeof LineError>;

/**
 * One line of JSON for each report, by its place in the request, as soon as it is done and in no order: a call that waits
 * in the app keeps no other waiting.
 */
export const ReportReply = z.object({
  report: z.int().nonnegative(),
  accepted: z.int().nonnegative().optional(),
  refused: LineError.optional(),
});
export type ReportReply = z.infer<typeof ReportReply>;

export interface OpenOptions {
  resume: boolean;
  /** True when absent. */
  ownSpeech?: boolean;
  signal: AbortSignal;
}

/** The worker's side of the contract: the real HTTP client and the test double both are one of these. */
export interface Line {
  open(token: string, options: OpenOptions): Promise<CallOpening>;
  tool(
    callId: string,
    request: ToolRequest,
    signal: AbortSignal,
  ): Promise<import("@/server/tools").ToolResult>;
  events(
    callId: string,
    request: z.input<typeof EventsRequest>,
    signal: AbortSignal,
  ): Promise<z.infer<typeof EventsReply>>;
  snapshot(callId: string, request: z.input<typeof SnapshotRequest>, signal: AbortSignal): Promise<void>;
  close(callId: string, request: z.input<typeof CloseRequest>, signal: AbortSignal): Promise<void>;
  uploadRecording(callId: string, epoch: number, file: string, signal: AbortSignal): Promise<void>;
}
