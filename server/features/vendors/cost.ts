import type { VendorUsage } from "@/server/line/contract";
import { asrPrices, llmPrices, ttsPrices } from "./prices";

export interface Cost {
  /** Millionths of a US dollar, rounded up. */
  micros: number;
  /** `vendor/model` of what has no price here: the cost is at least `micros`. */
  unpriced: string[];
}

const MILLION = 1_000_000;
const HOUR_S = 3600;

function priceOf<P>(of: Readonly<Record<string, P>> | undefined, model: string): P | undefined {
  const fits = Object.keys(of ?? {}).filter((beginning) => model.startsWith(beginning));
  const longest = fits.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : of?.[longest];
}

/** What one use costs in millionths of a dollar, not rounded; undefined without a price. */
function microsOf(usage: VendorUsage): number | undefined {
  const { port, vendor, model } = usage;
  if (port === "asr") {
    const perHour = priceOf(asrPrices[vendor], model);
    return perHour === undefined ? undefined : (usage.seconds / HOUR_S) * perHour;
  }
  if (port === "tts") {
    const perMillion = priceOf(ttsPrices[vendor], model);
    return perMillion === undefined ? undefined : (usage.characters / MILLION) * perMillion;
  }
  const price = priceOf(llmPrices[vendor], model);
  if (!price) return undefined;
  const cached = Math.min(usage.tokensCached, usage.tokensIn);
  const fresh = usage.tokensIn - cached;
  return (fresh * price.in + cached * price.cached + usage.tokensOut * price.out) / MILLION;
}

/** What a call's vendors cost by the price table. */
export function costOf(usage: readonly VendorUsage[]): Cost {
  let micros = 0;
  const unpriced = new Set<string>();
  for (const one of usage) {
    const cost = microsOf(one);
    if (cost === undefined) unpriced.add(`${one.vendor}/${one.model}`);
    else micros += cost;
  }
  // A millionth of a millionth is float noise, no price.
  return { micros: Math.max(0, Math.ceil(micros - 1e-6)), unpriced: [...unpriced] };
}
