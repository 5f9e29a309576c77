import type { Prisma } from "@/server/db";
import type { RequestRow } from "./schema";

/** A stored request as lists show it. */
export const toRequestRow = (row: Prisma.RequestGetPayload<object>): RequestRow => ({
  id: row.id,
  ref: row.ref,
  kind: row.kind as RequestRow["kind"],
  department: row.department,
  status: row.status as RequestRow["status"],
  urgency: row.urgency as RequestRow["urgency"],
  summary: row.summary,
  room: row.room,
  guestName: row.guestName,
  contact: row.contact,
  nameMismatch: row.nameMismatch,
  dueAt: row.dueAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  callId: row.callId,
  assigneeId: row.assigneeId,
  closedAt: row.closedAt?.toISOString() ?? null,
});
