import { createHash } from "node:crypto";
import { canonicalJson } from "@/server/kernel/json";

/** Optional keys are absent, never empty: what a model left blank was not said. */
export function dropEmpty(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([, v]) => v !== "" && v !== null && v !== undefined),
  );
}

/** One tool with these arguments, whatever their order: what is done once in a call. */
export const digestOf = (name: string, args: Record<string, unknown>): string =>
  createHash("sha256")
    .update(`${name}\n${canonicalJson(dropEmpty(args))}`)
    .digest("base64url");
