import { canonicalJson } from "@/server/kernel/json";
import type { ToolDone } from "@/server/line/contract";
import { isToolName, tools } from "@/server/tools";
import type { BrainIo } from "./port";

/**
 * The world of a turn that another worker had begun: tools it ran give what they gave, once each, and are taken out of `left`.
 * The local rules ask for the same again in the same order, with the clock as the only difference: an effect of this turn is
 * the next one of its tool, whatever the minute in it. Everything else needs the very arguments.
 */
export function afterTaken(io: BrainIo, left: ToolDone[], turnId: string): BrainIo {
  return {
    ...io,
    async callTool(name, args) {
      const asked = canonicalJson(args);
      const named = (step: ToolDone) => step.name === name;
      const exact = left.findIndex((step) => named(step) && canonicalJson(step.args) === asked);
      const next = left.findIndex((step) => named(step) && step.turnId === turnId && isEffect(name));
      const [step] = left.splice(exact >= 0 ? exact : next >= 0 ? next : left.length, 1);
      return step ? step.result : io.callTool(name, args);
    },
  };
}

const isEffect = (name: string): boolean => isToolName(name) && tools[name].effect !== "read";
