import type { KnownStay, StayGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";
import { newForm } from "./new-form";

/** The hotel has no room for a confirmed guest: said as the tool says it, and what can be done is looked for on a yes. */
export function offerRelocation(t: Turn, goal: StayGoal, words: string, facts: string[]): void {
  goal.want = "relocate";
  t.ask("relocate", words, { kind: "yes_no" }, facts);
}

/** Another room at no cost, for a clear yes to be said to; without one the manager calls back. */
export async function relocate(t: Turn, goal: StayGoal, stay: KnownStay): Promise<void> {
  if (t.state.pending?.field === "relocate" && t.u.answer === "no") {
    t.finish(goal);
    return t.say(t.phrase("leftAlone"));
  }
  const result = await t.call("preview_relocation", { stay: stay.handle });
  const facts = result.facts.map((f) => f.id);
  if (result.ok) {
    goal.change = result.data.change;
    return t.ask("commit", result.say, { kind: "yes_no" }, facts, "readback");
  }
  t.finish(goal);
  if (result.code !== "unavailable") return t.say(result.ask, facts);
  const form = newForm("callback");
  form.values.what = "A confirmed guest has no room, and no other one is free.";
  t.push(form);
  t.ask("callbackOffer", result.ask, { kind: "yes_no" }, facts);
}
