import { newStayGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";
import { advanceStay } from "./stay";
import { offerPerson } from "./transfer";

/** A way to pay that is not the caller's voice: by keypad for a booking that was proved, else with a person. */
export async function offerPayment(t: Turn): Promise<void> {
  delete t.state.payLater;
  if (t.state.stays.length === 0) return offerPerson(t, "The caller would like to pay by card.");
  const goal = newStayGoal("pay");
  t.push(goal);
  // What was said in this turn was a card, and answers nothing.
  const { answer: _answer, choice: _choice, ...rest } = t.u;
  t.u = rest;
  await advanceStay(t, goal);
}
