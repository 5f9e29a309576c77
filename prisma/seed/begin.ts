import type { TenantDb } from "@/server/db";

/** The demo's organisation has this id everywhere, so that a run that died is found again. */
export const DEMO_TENANT = "01930000-0000-7000-8000-0000000d0e11";

/** Children before parents. Audit and outbox rows stay: they are append-only. */
const TABLES = [
  "usage_record",
  "voicemail",
  "call_transfer",
  "outbound_call",
  "text_message",
  "do_not_call",
  "recording",
  "call_token",
  "call_live",
  "call_snapshot",
  "call_handle",
  "tool_call",
  "call_turn",
  "call_event",
  "request_note",
  "request",
  "wakeup_call",
  "guest_message",
  "do_not_disturb",
  "reservation_note",
  "room_stay",
  "reservation",
  "hold",
  "call",
  "guest_preference",
  "guest",
  "knowledge_article",
  "policy_version",
  "inventory_night",
  "nightly_rate",
  "extra",
  "tax",
  "rate_plan",
  "room_block",
  "room",
  "room_type",
  "phone_number",
  "membership",
  "hotel",
];

/** Makes the organisation, or empties it when an earlier run died before its end. Returns whether it did. */
export async function beginTenant(
  db: TenantDb,
  tenantId: string,
  name: string,
  born: Date,
): Promise<boolean> {
  return db.transaction(
    tenantId,
    async (tx) => {
      const known = await tx.organisation.count({ where: { id: tenantId } });
      if (known === 0) {
        await tx.organisation.create({ data: { id: tenantId, name, createdAt: born } });
        return false;
      }
      // Row-level security limits each of these to the tenant of the transaction.
      for (const table of TABLES) await tx.$executeRawUnsafe(`DELETE FROM "${table}"`);
      return true;
    },
    120_000,
  );
}
