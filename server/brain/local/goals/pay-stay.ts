import type { KnownStay, StayGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";
import { statement } from "./failures";
import { offerPerson } from "./transfer";
import { sayUnheard } from "./unheard";

const SUMMARY = "The caller would like to pay for their booking.";

/** What is due is read back; the keypad where the call has one, after a clear yes; else a person. */
export async function payStay(t: Turn, goal: StayGoal, stay: KnownStay): Promise<void> {
  delete t.state.payLater;
  const { u, state } = t;
  const asked = state.pending?.field === "commit" && goal.change !== undefined;
  if (asked && u.answer === "yes") return sayUnheard(t, "commit") ? undefined : toKeypad(t, goal);
  if (asked && u.answer === "no") {
    t.finish(goal);
    t.say(t.phrase("leftAlone"));
    return;
  }
  if (asked && u.answer === "hedge") t.say(t.phrase("unsure"));
  const result = await t.call("get_payment", { stay: stay.handle });
  const facts = result.facts.map((fact) => fact.id);
  if (result.ok && result.data.payment) {
    goal.change = result.data.payment;
    return t.ask("commit", result.say, { kind: "yes_no" }, facts, "readback");
  }
  t.finish(goal);
  t.say(result.ok ? result.say : statement(result.ask), facts);
  if (!result.ok || result.data.due.amount > 0) offerPerson(t, SUMMARY);
}

async function toKeypad(t: Turn, goal: StayGoal): Promise<void> {
  const result = await t.call("start_payment", { payment: goal.change as string });
  const facts = result.facts.map((fact) => fact.id);
  t.finish(goal);
  if (result.ok) {
    t.say(result.say, facts);
    t.end = "transferred";
    return;
  }
  t.say(statement(result.ask), facts);
  offerPerson(t, SUMMARY);
}
