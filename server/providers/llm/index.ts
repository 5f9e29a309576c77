import type { LlmVendor } from "@/server/line/contract";
import { createAnthropic } from "./anthropic";
import { createOpenAi } from "./openai";
import type { Llm } from "./port";

/** The adapter of a tenant's vendor; it holds the key, and nothing of it is ever written. */
export function llmOf(vendor: LlmVendor): Llm {
  const { apiKey, baseUrl, model } = vendor;
  return vendor.vendor === "openai"
    ? createOpenAi({ apiKey, baseUrl, model })
    : createAnthropic({ apiKey, baseUrl, model });
}
