import { z } from "zod";
import { Instant } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { RequestKind, Urgency } from "@/server/tools/requests";

export const RequestStatus = z.enum(["new", "doing", "waiting", "done", "cancelled"]);
export type RequestStatus = z.infer<typeof RequestStatus>;

export const RequestRow = z.object({
  id: Id,
  ref: z.string(),
  kind: RequestKind,
  department: z.string(),
  status: RequestStatus,
  urgency: Urgency,
  summary: z.string(),
  room: z.string().nullable(),
  guestName: z.string().nullable(),
  contact: z.string().nullable(),
  nameMismatch: z.boolean(),
  dueAt: Instant.nullable(),
  createdAt: Instant,
  callId: Id.nullable(),
  assigneeId: Id.nullable(),
  closedAt: Instant.nullable(),
});
export type RequestRow = z.infer<typeof RequestRow>;

export const ListRequestsInput = z.object({
  view: z.enum(["open", "done", "all"]).default("open"),
  department: z.string().max(80).optional(),
  page: z.int().min(1).max(10_000).default(1),
});

export const RequestItem = z.object({ item: z.string(), qty: z.int() });
export type RequestItem = z.infer<typeof RequestItem>;

export const RequestDetail = RequestRow.extend({
  items: z.array(RequestItem),
  /** The number or address given parses as one. */
  contactChecked: z.boolean(),
  notes: z.array(z.object({ id: Id, text: z.string(), at: Instant })),
  history: z.array(
    z.object({
      id: Id,
      at: Instant,
      action: z.string(),
      actorKind: z.string(),
      actorId: z.string(),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
});
export type RequestDetail = z.infer<typeof RequestDetail>;

const text = (most: number) => z.string().trim().max(most);

/** A request that a person writes down, for example what they promised a guest on the phone. */
export const CreateRequestInput = z.object({
  kind: RequestKind,
  summary: text(500).min(1, "Say what is to be done."),
  room: text(12).optional(),
  guestName: text(120).optional(),
  contact: text(60).optional(),
  urgency: Urgency.default("normal"),
  /** The call it was promised in. */
  callId: Id.optional(),
});

export const RequestTarget = z.object({ requestId: Id });
export const AddRequestNoteInput = RequestTarget.extend({ text: text(500).min(1, "Write the note first.") });
export const AssignRequestInput = RequestTarget.extend({
  /** A colleague of this hotel; null gives it back to everybody. */
  assigneeId: Id.nullable(),
});
