import type { Tx } from "@/server/db";
import { asJson, canonicalJson } from "@/server/kernel/json";
import type { Handles } from "@/server/verbs/define-tool";

/** The handles of one call, in the open transaction. The caller holds the lock on the call's row. */
export function callHandles(tx: Tx, scope: { tenantId: string; callId: string; now: Date }): Handles {
  const create = async (prefix: string, payload: unknown): Promise<string> => {
    const used = await tx.callHandle.count({ where: { callId: scope.callId, kind: prefix } });
    const handle = `${prefix}_${used + 1}`;
    await tx.callHandle.create({
      data: {
        tenantId: scope.tenantId,
        callId: scope.callId,
        handle,
        kind: prefix,
        payload: asJson(payload),
        createdAt: scope.now,
      },
    });
    return handle;
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
