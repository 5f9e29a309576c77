import type { VendorConnectionModel } from "@/server/db/generated/models";
import type { AnyVendor } from "@/server/providers/vendor-check/port";
import type { Deps } from "@/server/verbs/ctx";
import { CheckOutcome, type Connection, lineVendors, VendorConfig, VendorPort } from "./schema";
import { openSecret } from "./secret";

/** A row as a person sees it: without its key. */
export const toConnection = (row: VendorConnectionModel): Connection => ({
  id: row.id,
  port: VendorPort.parse(row.port),
  vendor: row.vendor,
  position: row.position,
  model: row.model,
  config: VendorConfig.safeParse(row.config).data ?? {},
  secretHint: row.secretHint,
  enabled: row.enabled,
  lastCheckAt: row.lastCheckAt?.toISOString() ?? null,
  lastCheckOutcome: CheckOutcome.safeParse(row.lastCheckOutcome).data ?? null,
});

/** What a worker is told of a connection, or the issues why it cannot be used. */
export function asLineVendor(of: {
  port: VendorPort;
  vendor: string;
  model?: string | null | undefined;
  config: VendorConfig;
  apiKey?: string | undefined;
}) {
  const { hedge: _, ...config } = of.config;
  const named = { vendor: of.vendor, ...config, apiKey: of.apiKey };
  return lineVendors[of.port].safeParse(of.model ? { ...named, model: of.model } : named);
}

/** A stored connection with its key opened; null when it can no longer be used (another root key, an old form). */
export function openConnection(deps: Pick<Deps, "keys">, row: VendorConnectionModel): AnyVendor | null {
  const config = VendorConfig.safeParse(row.config);
  const port = VendorPort.safeParse(row.port);
  if (!config.success || !port.success) return null;
  try {
    const apiKey = row.secret ? openSecret(deps, row.tenantId, row.id, row.secret) : undefined;
    const { vendor, model } = row;
    return asLineVendor({ port: port.data, vendor, model, config: config.data, apiKey }).data ?? null;
  } catch {
    return null;
  }
}
