import type { ToolFailure } from "@/server/tools";
import type { BookingGoal, Goal } from "../dialogue/state";
import { SENTENCES, type Turn } from "../dialogue/turn";

/** `fail.ask` without its question when the line asks one of its own after it. */
export const statement = (text: string): string =>
  text
    .split(SENTENCES)
    .filter((s) => !s.endsWith("?"))
    .join(" ");

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
