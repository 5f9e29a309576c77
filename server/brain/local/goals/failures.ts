import type { ToolFailure } from "@/server/tools";
import type { BookingGoal, Goal } from "../dialogue/state";
import { SENTENCES, type Turn } from "../dialogue/turn";
import { newForm } from "./new-form";

/** `fail.ask` without its question when the line asks one of its own after it. */
export const statement = (text: string): string =>
  text
    .split(SENTENCES)
    .filter((s) => !s.endsWith("?"))
    .join(" ");

/**
 * An effect that is on record for the hotel's people: said so, and the topic is over. True when it was one. Where nobody
 * knows a number yet, the question for it is the call-back's.
 */
export function saidNoted(t: Turn, goal: Goal, failure: ToolFailure): boolean {
  if (!failure.noted) return false;
  t.finish(goal);
  if (!failure.ask.includes("?")) {
    t.say(failure.ask);
    return true;
  }
  const form = newForm("callback");
  form.values.what = "What was agreed is on record.";
  t.push(form);
  t.ask("phone", failure.ask, { kind: "digits", purpose: "phone", min: 6, max: 15 });
  return true;
}

/** A search or a hold did not work: say it and ask the one thing that helps. Always false, so callers can return it. */
export function failed(t: Turn, goal: Goal, failure: ToolFailure): false {
  const facts = failure.facts.map((f) => f.id);
  const booking = goal.kind === "booking" ? goal : undefined;
  switch (failure.code) {
    case "unavailable": {
      const [option] = failure.options;
      if (booking) booking.options = failure.options.slice(0, 3);
      if (option)
        t.ask("option", t.phrase("unavailableOffer", { option: option.say }), { kind: "yes_no" }, facts);
      else
        t.ask("arrival", failure.ask || t.phrase("unavailableNone"), { kind: "date", part: "stay" }, facts);
      if (!option) forgetDates(booking);
      return false;
    }
    case "ambiguous":
    case "missing":
    case "not_allowed":
    case "not_found":
    case "conflict":
    case "unverified": {
      const say = statement(failure.ask);
      const question = failure.ask.includes("?") ? failure.ask : `${say} ${t.phrase("whatInstead")}`;
      if (failure.code === "not_allowed") forgetDates(booking);
      t.ask(fieldOf(failure.field), question, { kind: "open" }, facts);
      return false;
    }
    case "later": {
      if (saidNoted(t, goal, failure)) return false;
      t.ask("later", failure.ask, { kind: "yes_no" }, facts);
      return false;
    }
  }
}

const fieldOf = (field: string | undefined): string =>
  field === "checkIn"
    ? "arrival"
    : field === "checkOut" || field === "nights"
      ? "departure"
      : field === "adults"
        ? "party"
        : (field ?? "instead");

function forgetDates(goal: BookingGoal | undefined): void {
  if (!goal) return;
  delete goal.arrival;
  delete goal.departure;
  delete goal.nights;
}
