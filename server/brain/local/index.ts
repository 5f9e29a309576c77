import type { Brain } from "@/server/brain/port";
import { LocalDialogue } from "./dialogue/local-dialogue";
import { newState, readState } from "./dialogue/state";

export { type ResolveOptions, resolveSpokenDates, type SpokenDates } from "./dates/resolve";

/** The conversation without an LLM: deterministic for one opening, one clock and one sequence of turns. */
export const localBrain: Brain = {
  name: "local",
  start: (opening) => new LocalDialogue(opening, newState(opening.language)),
  resume: (opening, snapshot) =>
    // A call that comes back is not over, though it had said goodbye to be put through.
    new LocalDialogue(opening, { ...(readState(snapshot) ?? newState(opening.language)), ended: false }),
};
