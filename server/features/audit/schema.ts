import { z } from "zod";
import { Instant } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";

const word = z.string().trim().min(1).max(80);

export const ListAuditInput = z.object({
  /** What was changed: `{ kind: "reservation", id }`; either alone serves too. */
  subjectKind: word.optional(),
  subjectId: word.optional(),
  /** Who changed it. */
  actorKind: z.enum(["user", "call", "job", "webhook", "system"]).optional(),
  actorId: word.optional(),
  action: word.optional(),
  from: Instant.optional(),
  until: Instant.optional(),
  page: z.int().min(1).max(10_000).default(1),
});

export const AuditRowView = z.object({
  id: Id,
  at: Instant,
  actor: z.object({ kind: z.string(), id: z.string() }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
  origin: z.record(z.string(), z.unknown()),
  /** Its place in the chain; null for the second or two until it is sealed. */
  sequence: z.int().nullable(),
  /** Its content was erased; that it happened stays. */
  erased: z.boolean(),
});
export type AuditRowView = z.infer<typeof AuditRowView>;

export const ListAuditOutput = z.object({
  rows: z.array(AuditRowView),
  page: z.int(),
  pageSize: z.int(),
  more: z.boolean(),
});
