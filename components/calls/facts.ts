import type { ToolCallView } from "@/server/features/calls/schema";
import { sentenceCase } from "./words";

export interface FactView {
  id: string;
  /** "Price: total". */
  label: string;
  spoken: string;
  kind: string;
  /** The tool call that said it. */
  toolSequence: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What the line might say after a tool ran. */
export const sayOf = (result: unknown): string => (isRecord(result) ? text(result.say) : "");

/** Facts of one tool call, read from its stored result; anything malformed is no fact. */
export function factsOf(call: Pick<ToolCallView, "result" | "toolSequence">): FactView[] {
  const found = isRecord(call.result) && Array.isArray(call.result.facts) ? call.result.facts : [];
  return found.filter(isRecord).flatMap((fact) => {
    const [id, spoken, kind] = [text(fact.id), text(fact.spoken), text(fact.kind)];
    if (!id || !spoken) return [];
    const name = text(fact.name);
    const label = name ? `${sentenceCase(kind)}: ${words(name)}` : sentenceCase(kind);
    return [{ id, spoken, kind, label, toolSequence: call.toolSequence }];
  });
}

export const factsById = (calls: readonly ToolCallView[]): ReadonlyMap<string, FactView> =>
  new Map(calls.flatMap((call) => factsOf(call).map((fact) => [fact.id, fact] as const)));

/** "checkInFrom" → "check in from". */
const words = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
