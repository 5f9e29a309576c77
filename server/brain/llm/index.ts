import { lexicons } from "@/server/brain/gate";
import type { Brain } from "@/server/brain/port";
import type { Breakers } from "@/server/kernel/breaker";
import type { CallOpening, LlmVendor } from "@/server/line/contract";
import type { Llm } from "@/server/providers/llm/port";
import { type AskLimits, askLimits, type BrainTimers, Rests } from "./ask";
import { AnswerCache } from "./cache";
import { LlmDialogue } from "./dialogue";
import { newLlmState, readLlmState } from "./state";

export interface LlmBrainDeps {
  llmOf(vendor: LlmVendor): Llm;
  /** Shared by all calls of the process: a vendor that is down for one call of a hotel is down for its others. */
  breakers: Breakers;
  /** Holds calls whose hotel has no language model. */
  local: Brain;
  timers: BrainTimers;
  limits?: AskLimits;
}

/**
 * The conversation led by language models. A hotel without one is the local brain's from the start; with one, the local
 * brain takes over in mid-call whenever none of them answers, and gives back at the next topic.
 */
export function createLlmBrain(deps: LlmBrainDeps): Brain {
  // Now, and not when the first call waits for its first sentence.
  lexicons();
  const cache = new AnswerCache(deps.timers.now);
  const panelOf = ({ vendors, hotel }: CallOpening) => ({
    models: vendors.llm.map(deps.llmOf),
    hedge: vendors.hedge && deps.llmOf(vendors.hedge),
    breakers: deps.breakers,
    scope: hotel.id,
    rests: new Rests(deps.timers.now),
    timers: deps.timers,
    limits: deps.limits ?? askLimits,
  });
  return {
    name: "llm",
    start: (opening) =>
      opening.vendors.llm.length === 0
        ? deps.local.start(opening)
        : new LlmDialogue({ panel: panelOf(opening), cache }, opening, newLlmState(opening)),
    resume(opening, snapshot) {
      const state = readLlmState(opening, snapshot);
      if (opening.vendors.llm.length === 0) return deps.local.resume(opening, state?.memory ?? snapshot);
      return new LlmDialogue({ panel: panelOf(opening), cache }, opening, state ?? newLlmState(opening));
    },
  };
}
