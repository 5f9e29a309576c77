import type { Tx } from "@/server/db";
import type { Logger } from "@/server/kernel/logger";
import {
  type AsrVendor,
  CallVendors,
  embeddedVendors,
  type LlmVendor,
  type TtsVendor,
} from "@/server/line/contract";
import type { Deps } from "@/server/verbs/ctx";
import { pronunciationsOf } from "./pronunciations";
import { VendorConfig } from "./schema";
import { openConnection } from "./to-connection";

const MOST = { asr: 4, llm: 3, tts: 4 } as const;

/** Own first, then those of the platform that are no repetition, then the embedded one; the last never falls off. */
function inOrder<V extends { vendor: string }>(
  own: readonly V[],
  platform: readonly V[],
  last: readonly V[],
  most: number,
): V[] {
  const seen = new Set(own.map(({ vendor }) => vendor));
  const all = [...own, ...platform.filter(({ vendor }) => !seen.has(vendor))];
  return [...all.slice(0, most - last.length), ...last];
}

/**
 * Who hears, thinks and speaks for a call at this hotel, in the order they are tried. A connection whose key cannot be
 * opened is left out and logged without its key.
 */
export async function vendorsFor(
  tx: Tx,
  hotelId: string,
  { deps, log }: { deps: Pick<Deps, "keys" | "vendors">; log: Logger },
): Promise<CallVendors> {
  const rows = await tx.vendorConnection.findMany({
    where: { enabled: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const own: { asr: AsrVendor[]; llm: LlmVendor[]; tts: TtsVendor[] } = { asr: [], llm: [], tts: [] };
  let hedge: LlmVendor | undefined;
  for (const row of rows) {
    const vendor = openConnection(deps, row);
    if (!vendor) {
      log.error({ connectionId: row.id, vendor: row.vendor }, "a vendor connection cannot be used");
      continue;
    }
    if (row.port === "asr") own.asr.push(vendor as AsrVendor);
    else if (row.port === "tts") own.tts.push(vendor as TtsVendor);
    else if (VendorConfig.safeParse(row.config).data?.hedge) hedge ??= vendor as LlmVendor;
    else own.llm.push(vendor as LlmVendor);
  }
  const platform = deps.vendors?.platform;
  hedge ??= own.llm.length === 0 ? platform?.hedge : undefined;
  return CallVendors.parse({
    asr: inOrder(own.asr, platform?.asr ?? [], embeddedVendors.asr, MOST.asr),
    llm: inOrder(own.llm, platform?.llm ?? [], [], MOST.llm),
    ...(hedge ? { hedge } : {}),
    tts: inOrder(own.tts, platform?.tts ?? [], embeddedVendors.tts, MOST.tts),
    pronunciations: await pronunciationsOf(tx, hotelId),
  });
}
