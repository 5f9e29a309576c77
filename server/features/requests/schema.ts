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
});
export type RequestRow = z.infer<typeof RequestRow>;

export const ListRequestsInput = z.object({
  view: z.enum(["open", "done", "all"]).default("open"),
  department: z.string().max(80).optional(),
  page: z.int().min(1).max(10_000).default(1),
});

export interface RequestItem {
  item: string;
  qty: number;
}
