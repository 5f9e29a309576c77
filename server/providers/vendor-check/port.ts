import type { AsrVendor, LlmVendor, TtsVendor } from "@/server/line/contract";

export type AnyVendor = AsrVendor | LlmVendor | TtsVendor;

export const CHECK_OUTCOMES = [
  "works",
  "unauthorised",
  "rate_limited",
  "unavailable",
  "invalid",
  "unsuitable",
] as const;
/**
 * `invalid`: the vendor knows the key but not the model, voice or address it was asked with. `unsuitable`: it knows both, and
 * the model cannot hold calls.
 */
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** Asks a vendor whether its key works, without using anything up. Never rejects; a time-out is `unavailable`. */
export type CheckVendor = (vendor: AnyVendor, signal: AbortSignal) => Promise<CheckOutcome>;

/** The installation's own accounts, for tenants that have none with the same vendor. */
export interface PlatformVendors {
  asr: readonly AsrVendor[];
  llm: readonly LlmVendor[];
  hedge?: LlmVendor | undefined;
  tts: readonly TtsVendor[];
}

export interface VendorAccess {
  platform: PlatformVendors;
  check: CheckVendor;
}
