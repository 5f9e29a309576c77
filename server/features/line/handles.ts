import type { Tx } from "@/server/db";
import { asJson, canonicalJson } from "@/server/kernel/json";
import type { Handles } from "@/server/verbs/define-tool";

/** The handles of one call, in the open transaction. The caller holds the lock on the call's row. */
export function callHandles(tx: Tx, scope: { tenantId: string; callId: string; now: Date }): Handles {
  const create = async (prefix: string, payload: unknown): Promise<string> => {
    const { tenantId, callId, now } = scope;
    const [made] = await tx.$queryRaw<{ handle: string }[]>`
      INSERT INTO call_handle (tenant_id, call_id, handle, kind, payload, created_at)
      SELECT ${tenantId}::uuid, ${callId}::uuid, ${prefix} || '_' || (count(*) + 1), ${prefix},
        ${JSON.stringify(asJson(payload))}::text::jsonb, ${now}::timestamptz
      FROM call_handle WHERE call_id = ${callId}::uuid AND kind = ${prefix} RETURNING handle`;
    if (!made) throw new Error("No handle was made");
    return made.handle;
  };
  return {
    create,
    async find<T>(handle: string) {
      const row = await tx.callHandle.findFirst({ where: { callId: scope.callId, handle } });
      return row ? (row.payload as T) : null;
    },
    async reuse(prefix, payload) {
      const wanted = canonicalJson(payload);
      const rows = await tx.callHandle.findMany({ where: { callId: scope.callId, kind: prefix } });
      return rows.find((row) => canonicalJson(row.payload) === wanted)?.handle ?? create(prefix, payload);
    },
  };
}
