import { z } from "zod";
import type { ToolResult } from "@/server/tools";
import type { RealtimeEvent } from "./messages";

export type ToolEvent = Extract<RealtimeEvent, { type: "response.function_call_arguments.done" }>;

/** What the model reads instead of a result. */
export const notAllowed = (ask: string): ToolResult => ({
  ...{ ok: false, code: "not_allowed", facts: [], options: [] },
  ask,
});

/** The arguments as the vendor wrote them; undefined where they are no object. */
export function readArguments(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text || "{}");
    return z.record(z.string(), z.unknown()).safeParse(parsed).data;
  } catch {
    return undefined;
  }
}
