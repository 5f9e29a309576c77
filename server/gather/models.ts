import { createLlmBrain } from "@/server/brain/llm";
import type { BrainTimers } from "@/server/brain/llm/ask";
import { localBrain } from "@/server/brain/local";
import type { Brain } from "@/server/brain/port";
import type { Breakers } from "@/server/kernel/breaker";
import type { LlmVendor } from "@/server/line/contract";
import { llmOf } from "@/server/providers/llm";
import { type Llm, LlmError } from "@/server/providers/llm/port";

/** What turns of calls without a media stream think with. */
export interface Models {
  llmOf(vendor: LlmVendor): Llm;
  breakers: Breakers;
  timers: BrainTimers;
  /** A turn's models have so long, all rounds together, in milliseconds; then the local brain says what is to be said. */
  withinMs: number;
}

/** The telephone service waits 15 s for an answer, and the guest hears nothing meanwhile. */
const WITHIN_MS = 6_000;

const timers: BrainTimers = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export const gatherModels = (breakers: Breakers): Models => ({
  ...{ llmOf, breakers, timers, withinMs: WITHIN_MS },
});

/**
 * The brain of one turn, the same as in calls with a media stream: models where the hotel has one, the local brain
 * otherwise, and in the middle of the turn when the models' time is up.
 */
export function brainOfTurn(models: Models | undefined): Brain {
  if (!models) return localBrain;
  const { breakers, timers: time } = models;
  const late = AbortSignal.timeout(models.withinMs);
  return createLlmBrain({
    ...{ breakers, local: localBrain, timers: time },
    llmOf: (vendor) => bounded(models.llmOf(vendor), late),
  });
}

/** A model whose answers fail, as a vendor's would, once `late` is signalled. */
const bounded = (llm: Llm, late: AbortSignal): Llm => ({
  vendor: llm.vendor,
  model: llm.model,
  async *stream(request, signal) {
    try {
      yield* llm.stream(request, AbortSignal.any([signal, late]));
    } catch (error) {
      if (signal.aborted || !late.aborted) throw error;
      throw new LlmError("unavailable", "The telephone service waits no longer.");
    }
  },
});
