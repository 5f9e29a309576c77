import { Gauge, type Registry } from "prom-client";
import type { BreakerState } from "@/server/kernel/breaker";

/** Label values are bounded: whatever else a vendor calls itself is `other`. */
const VENDORS: ReadonlySet<string> = new Set([
  ...["riva", "deepgram", "whisper", "openai", "anthropic", "elevenlabs", "azure", "embedded", "fake"],
]);

export const vendorLabel = (vendor: string): string => (VENDORS.has(vendor) ? vendor : "other");

/** How many breakers of a vendor are open: one a hotel or account, so a count and not a flag. */
export function breakerMetric(registry: Registry): (key: string, state: BreakerState) => void {
  const open = new Map<string, Set<string>>();
  const gauge = new Gauge({
    name: "circuit_breaker_state",
    help: "Circuit breakers of this vendor that are open, of hotels' tools (tools) or of the app (app); 0 is healthy.",
    labelNames: ["service"],
    registers: [registry],
  });
  return (key, state) => {
    const [port, name = ""] = key.split(":");
    const service = port === "line" ? (name === "app" ? "app" : "tools") : vendorLabel(name);
    const keys = open.get(service) ?? new Set();
    open.set(service, keys);
    if (state === "open") keys.add(key);
    else if (state === "closed") keys.delete(key);
    gauge.set({ service }, keys.size);
  };
}
