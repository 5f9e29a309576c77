import { createRedactor } from "@/server/features/redaction";
import type { Json } from "@/server/kernel/json";

/** A JSON value with the personal data in its texts taken out, each text on its own. Numbers and keys stay. */
export function redactJson(value: unknown, country: string): Json {
  if (typeof value === "string")
    return createRedactor({ country }).redact({ turnId: "value", text: value }).redactedText;
  if (Array.isArray(value)) return value.map((item) => redactJson(item, country));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactJson(item, country)]));
  }
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}
