import { randomBytes } from "node:crypto";
import type { Tx } from "@/server/db";
import { type AuditEntry, digestOf } from "@/server/kernel/audit-chain";
import { newId } from "@/server/kernel/ids";
import { canonicalJson, type Json } from "@/server/kernel/json";
import { actorId, type Ctx } from "./ctx";
import type { DomainEvent } from "./events";

/** The channel on which running apps learn that something changed: ids only, one message a transaction. */
export const LIVE_CHANNEL = "voicehive_live";

export interface AuditNote {
  subject: { kind: string; id: string };
  before?: Json;
  after?: Json;
}

const jsonText = (value: Json | undefined): string | null =>
  value === undefined || value === null ? null : canonicalJson(value);

/** A row of `audit_entry` as the chain's digest covers it: what is null in a column is absent here. */
export function auditContent(row: {
  tenantId: string;
  id: string;
  at: Date;
  actorKind: string;
  actorId: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  before: unknown;
  after: unknown;
  origin: unknown;
}): AuditEntry {
  return {
    tenantId: row.tenantId,
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, origin: row.origin },
    action: row.action,
    subject: { kind: row.subjectKind, id: row.subjectId },
    ...(row.before === null || row.before === undefined ? {} : { before: row.before }),
    ...(row.after === null || row.after === undefined ? {} : { after: row.after }),
  };
}

/** Appends to the audit log in the caller's transaction. The sealer chains it afterwards. */
export async function appendAudit(tx: Tx, ctx: Ctx, action: string, note: AuditNote): Promise<void> {
  const salt = randomBytes(16);
  const row = {
    tenantId: ctx.tenantId,
    id: newId(),
    at: ctx.deps.clock.now(),
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    action,
    subjectKind: note.subject.kind,
    subjectId: note.subject.id,
    origin: { ...ctx.origin },
  };
  const { before, after } = note;
  const digest = digestOf(auditContent({ ...row, before, after }), salt.toString("hex"));
  // As text: Prisma's own JSON writer can move a fraction's last digit, and the digest would not fit any more.
  await tx.$executeRaw`
    INSERT INTO audit_entry (tenant_id, id, at, actor_kind, actor_id, action, subject_kind, subject_id, before, after,
      origin, salt, digest)
    VALUES (${row.tenantId}::uuid, ${row.id}::uuid, ${row.at}::timestamptz, ${row.actorKind},
      ${row.actorId}, ${action}, ${row.subjectKind}, ${row.subjectId}, ${jsonText(before)}::text::jsonb,
      ${jsonText(after)}::text::jsonb, ${jsonText(row.origin)}::text::jsonb, ${salt}, ${Buffer.from(digest, "hex")})`;
}

/** Writes events to the outbox and wakes the readers, in the caller's transaction; of `shown` readers alone are told. */
export async function emit(
  tx: Tx,
  ctx: Ctx,
  events: readonly DomainEvent[],
  shown: readonly DomainEvent[] = [],
): Promise<void> {
  if (events.length > 0) await keep(tx, ctx, events);
  if (events.length + shown.length > 0) await notifyLive(tx, ctx.tenantId, [...events, ...shown]);
}

async function keep(tx: Tx, ctx: Ctx, events: readonly DomainEvent[]): Promise<void> {
  await tx.outboxEvent.createMany({
    data: events.map((event) => ({
      tenantId: ctx.tenantId,
      id: newId(),
      name: event.name,
      data: event.data,
      createdAt: ctx.deps.clock.now(),
    })),
  });
}

/** Tells running apps without an outbox row: for what is only shown, such as words being recognised. */
export async function notifyLive(tx: Tx, tenantId: string, events: readonly DomainEvent[]): Promise<void> {
  const message = JSON.stringify({
    t: tenantId,
    e: events.slice(0, 20).map((event) => [event.name, event.data]),
  });
  // NOTIFY refuses more than 8,000 bytes; readers that only learn "something changed" reload.
  const payload =
    message.length < 7_500 ? message : JSON.stringify({ t: tenantId, e: [["many.changed", {}]] });
  await tx.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, ${payload})`;
}
