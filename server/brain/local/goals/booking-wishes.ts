import type { BookingGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";
import { readTime } from "../nlu/times";
import { isArrivalTime, readNotes, readRateCode } from "../nlu/wishes";
import { statement } from "./failures";

/** Arrival time, notes and a rate code, said at any point of the booking. */
export function hearWishes(t: Turn, goal: BookingGoal): void {
  const { u, state } = t;
  const field = state.pending?.field;
  if (field && /^(?:name|surname|spell|phone|email)/.test(field)) return;
  const time = isArrivalTime(u.text) && !u.question ? readTime(u.text, "arrival") : undefined;
  if (time) goal.arrivalTime = time.time;
  for (const note of u.question ? [] : readNotes(u.text))
    if (!goal.notes.includes(note)) goal.notes.push(note);
  const asked = field === "rateCode";
  if (!asked && !u.intents.includes("rate_code")) return;
  goal.rateWish = u.answer === "no" ? undefined : (readRateCode(u.text, asked) ?? "");
  if (goal.rateWish === undefined) delete goal.rateWish;
}

/** A code is checked before anything is priced with it. True while it is being asked for. */
export async function settleRateCode(t: Turn, goal: BookingGoal): Promise<boolean> {
  if (goal.rateWish === undefined) return false;
  if (goal.rateWish === "") {
    if (t.state.pending?.field === "rateCode" && t.state.pending.asked >= 2) {
      delete goal.rateWish;
      t.say(t.phrase("rateCodeGone"));
      return false;
    }
    t.ask("rateCode", t.phrase("askRateCode"), { kind: "text" });
    return true;
  }
  const code = goal.rateWish;
  delete goal.rateWish;
  const result = await t.call("check_rate_code", { code });
  const facts = result.facts.map((f) => f.id);
  if (result.ok) {
    goal.rateCode = code;
    delete goal.quote;
    t.say(result.say, facts);
    return false;
  }
  t.say(statement(result.ask), facts);
  t.say(t.phrase("rateCodeGone"));
  return false;
}
