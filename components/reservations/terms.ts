import { plural } from "@/components/lib/format";
import type { ReservationDetail } from "./types";

type Tiers = ReservationDetail["snapshot"]["terms"];
type Fee = Tiers[number]["fee"];

const feeText = (fee: Fee): string => {
  if (fee.kind === "none") return "free";
  if (fee.kind === "nights") return fee.value === 1 ? "the first night" : `the first ${fee.value} nights`;
  return fee.kind === "percent" ? `${fee.value} % of the total` : "the whole stay";
};

const hoursText = (hours: number): string =>
  hours >= 48 && hours % 24 === 0 ? plural(hours / 24, "day") : plural(hours, "hour");

/** Cancellation tiers in words, the earliest first; after the last, and without any, the whole stay is owed. */
export function termsText(tiers: Tiers): string {
  if (tiers.length === 0) return "Cancelling costs the whole stay.";
  const parts = [...tiers]
    .sort((a, b) => b.untilHours - a.untilHours)
    .map(
      ({ untilHours, fee }) =>
        `until ${untilHours > 0 ? `${hoursText(untilHours)} before ` : ""}check-in: ${feeText(fee)}`,
    );
  return `Cancelling ${parts.join("; ")}; later: the whole stay.`;
}
