import { z } from "zod";

/** Something changed for a tenant: event names with the ids they carry. */
export interface Notice {
  /** Counts up in this process; with the process's own name it is the SSE id. */
  sequence: number;
  /** Null: every tenant, because notices may have been lost. */
  tenantId: string | null;
  events: readonly LiveEvent[];
}

export type LiveEvent = readonly [name: string, ids: Readonly<Record<string, string>>];

/** "Anything may have changed: read again." */
export const MANY_CHANGED: LiveEvent = ["many.changed", {}];

const Payload = z.object({
  t: z.uuid(),
  e: z.array(z.tuple([z.string(), z.record(z.string(), z.string())])),
});

/** A NOTIFY payload; null when it is not one of ours. */
export function parsePayload(text: string): { tenantId: string; events: LiveEvent[] } | null {
  try {
    const payload = Payload.safeParse(JSON.parse(text));
    return payload.success ? { tenantId: payload.data.t, events: payload.data.e } : null;
  } catch {
    return null;
  }
}
