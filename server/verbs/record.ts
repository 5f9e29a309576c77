import { createHash, randomBytes } from "node:crypto";
import { Prisma, type Tx } from "@/server/db";
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

const jsonColumn = (value: Json | undefined) => (value === undefined || value === null ? Prisma.JsonNull : value);

/** What the digest of an audit entry covers; `audit:verify` computes the same offline. */
export interface AuditContent {
  id: string;
  tenantId: string;
  at: string;
  actorKind: string;
  actorId: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  before: Json;
  after: Json;
  origin: Json;
}

export const auditDigest = (salt: Uint8Array, content: AuditContent): Buffer =>
  createHash("sha256").update(salt).update(canonicalJson(content)).digest();

/** Appends to the audit log in the caller's transaction. The sealer chains it afterwards. */
export async function appendAudit(tx: Tx, ctx: Ctx, action: string, note: AuditNote): Promise<void> {
  const salt = randomBytes(16);
  const content: AuditContent = {
    id: newId(),
    tenantId: ctx.tenantId,
    at: ctx.deps.clock.now().toISOString(),
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    action,
    subjectKind: note.subject.kind,
    subjectId: note.subject.id,
    before: note.before ?? null,
    after: note.after ?? null,
    origin: { ...ctx.origin },
  };
  await tx.auditEntry.create({
    data: {
      ...content,
      at: new Date(content.at),
      before: jsonColumn(note.before),
      after: jsonColumn(note.after),
      origin: { ...ctx.origin },
      salt,
      digest: new Uint8Array(auditDigest(salt, content)),
    },
    select: { id: true },
  });
}

/** Writes events to the outbox and wakes the readers, in the caller's transaction. */
export async function emit(tx: Tx, ctx: Ctx, events: readonly DomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.outboxEvent.createMany({
    data: events.map((event) => ({
      tenantId: ctx.tenantId,
      id: newId(),
      name: event.name,
      data: event.data,
      createdAt: ctx.deps.clock.now(),
    })),
  });
  await notifyLive(tx, ctx.tenantId, events);
}

/** Tells running apps without an outbox row: for what is only shown, such as words being recognised. */
export async function notifyLive(tx: Tx, tenantId: string, events: readonly DomainEvent[]): Promise<void> {
  const message = JSON.stringify({ t: tenantId, e: events.slice(0, 20).map((event) => [event.name, event.data]) });
  // NOTIFY refuses more than 8,000 bytes; readers that only learn "something changed" reload.
  const payload = message.length < 7_500 ? message : JSON.stringify({ t: tenantId, e: [["many.changed", {}]] });
  await tx.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, ${payload})`;
}
