import { lineTools as alarmTools } from "@/server/features/alarms";
import { lineTools as callTools } from "@/server/features/calls";
import { lineTools as guestTools } from "@/server/features/guests";
import { lineTools as inventoryTools } from "@/server/features/inventory";
import { lineTools as knowledgeTools } from "@/server/features/knowledge";
import type { ToolImplementations } from "@/server/features/line";
import { lineTools as policyTools } from "@/server/features/policies";
import { lineTools as rateTools } from "@/server/features/rates";
import { lineTools as requestTools } from "@/server/features/requests";
import { lineTools as reservationTools } from "@/server/features/reservations";
import { type ToolName, tools } from "@/server/tools";
import type { ToolVerb } from "@/server/verbs/define-tool";

/** Each tool's one implementation. Throws at start when a tool has none or two. */
export function collectTools(verbs: readonly ToolVerb[]): ToolImplementations {
  const byName = new Map<ToolName, ToolVerb>();
  for (const verb of verbs) {
    if (byName.has(verb.name)) throw new Error(`The tool ${verb.name} is implemented twice.`);
    byName.set(verb.name, verb);
  }
  const missing = Object.keys(tools).filter((name) => !byName.has(name as ToolName));
  if (missing.length > 0) throw new Error(`No feature implements: ${missing.join(", ")}.`);
  return Object.fromEntries(byName) as ToolImplementations;
}

export const lineTools: ToolImplementations = collectTools([
  ...alarmTools,
  ...callTools,
  ...guestTools,
  ...inventoryTools,
  ...knowledgeTools,
  ...policyTools,
  ...rateTools,
  ...requestTools,
  ...reservationTools,
]);
