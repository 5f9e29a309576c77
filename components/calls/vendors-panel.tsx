import { formatCount, formatDuration } from "@/components/lib/format";
import { vendorLabel } from "@/components/vendors/catalogue";
import type { CallDetail } from "@/server/features/calls/schema";
import { Panel } from "./panel";

type Usage = CallDetail["vendors"][number];

/** What each vendor was used for in the call, and what that cost. */
export function VendorsPanel({ vendors, cost }: Pick<CallDetail, "vendors" | "cost">) {
  return (
    <Panel title="Vendors">
      <ul className="flex flex-col">
        {vendors.map((usage, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one vendor may stand twice, once an opening of the call
          <li key={at} className="flex flex-col border-border border-b py-1.5 text-sm last:border-b-0">
            <span>
              {vendorLabel(usage.vendor)} <span className="text-muted text-xs">{usage.model}</span>
            </span>
            <span className="text-muted text-xs">{quantity(usage)}</span>
          </li>
        ))}
      </ul>
      {cost ? (
        <p className="mt-2 flex justify-between gap-2 border-border border-t pt-2 font-medium text-sm">
          <span>Cost{cost.unpriced.length > 0 ? ", at least" : ""}</span>
          <span className="whitespace-nowrap">{dollars(cost.micros)}</span>
        </p>
      ) : null}
      {cost && cost.unpriced.length > 0 ? (
        <p className="text-muted text-xs">No price is known for {cost.unpriced.join(", ")}.</p>
      ) : null}
    </Panel>
  );
}

function quantity({ port, seconds, characters, tokensIn, tokensCached, tokensOut }: Usage): string {
  if (port === "asr") return `${formatDuration(seconds * 1_000)} heard`;
  if (port === "tts") return `${formatCount(characters)} characters spoken`;
  const cached = tokensCached > 0 ? `, ${formatCount(tokensCached)} of them cached` : "";
  return `${formatCount(tokensIn)} tokens read${cached}; ${formatCount(tokensOut)} written`;
}

/** A call costs cents: under a dollar the fourth decimal still says something. */
const dollars = (micros: number): string => `USD ${(micros / 1e6).toFixed(micros < 1e6 ? 4 : 2)}`;
