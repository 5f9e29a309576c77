import type { StaySlots } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";
import { departureOf } from "./slots";

/** Says what is wrong with a date and asks for it again. True when it asked. */
function askDoubt(t: Turn, slots: StaySlots): boolean {
  const choice = slots.dateChoice;
  if (choice) {
    const [a, b] = choice.options.map((o) => t.spoken.date(o, t.today)) as [string, string];
    const mismatch = t.u.stay.issues.some((i) => i.code === "weekday_mismatch");
    if (mismatch) t.say(t.phrase("mismatch"));
    t.ask("dateChoice", t.phrase("chooseDay", { a, b }), { kind: "choice", options: [a, b] });
    return true;
  }
  const issue = t.u.stay.issues[0];
  if (!issue) return false;
  const part = issue.field === "departure" ? "departure" : "arrival";
  if (issue.field === "nights") {
    if (departureOf(slots)) return false;
    t.say(t.phrase("vagueNights"));
    t.ask("departure", t.phrase("askDeparture"), { kind: "nights" });
    return true;
  }
  if (part === "arrival" && slots.arrival) return false;
  if (part === "departure" && departureOf(slots) && issue.code !== "order") return false;
  if (issue.code === "past" && issue.options[0])
    t.say(t.phrase("pastDay", { date: t.spoken.date(issue.options[0], t.today) }));
  else if (issue.code === "impossible") t.say(t.phrase("noSuchDay"));
  else if (issue.code === "order") t.say(t.phrase("wrongOrder"));
  else t.say(t.phrase("vagueDay"));
  t.ask(part, t.phrase(part === "arrival" ? "askArrival" : "askDepartureAgain"), { kind: "date", part });
  return true;
}

/** Asks for the first thing missing of a stay to be searched for. False when nothing is. */
export function askMissing(t: Turn, slots: StaySlots): boolean {
  if (askDoubt(t, slots)) return true;
  const again = (t.state.pending?.asked ?? 0) > 0 ? t.state.pending?.field : undefined;
  if (!slots.arrival) {
    const both = !slots.nights && !slots.departure;
    if (both && again !== "arrival") t.ask("arrival", t.phrase("askDates"), { kind: "date", part: "stay" });
    else t.ask("arrival", t.phrase("askArrival"), { kind: "date", part: "arrival" });
    return true;
  }
  const saidBack = t.u.stay.arrival
    ? t.phrase("arrivalBack", { date: t.spoken.date(slots.arrival, t.today) })
    : "";
  if (!departureOf(slots)) {
    t.say(saidBack);
    t.ask(
      "departure",
      t.phrase(again === "departure" ? "askDepartureAgain" : "askDeparture"),
      again === "departure" ? { kind: "date", part: "departure" } : { kind: "nights" },
    );
    return true;
  }
  if (slots.total !== undefined) {
    t.ask("adults", t.phrase("askAdultsOf", { n: t.spoken.number(slots.total) }), { kind: "party" });
    return true;
  }
  if (slots.adults === undefined) {
    t.say(saidBack);
    t.ask("party", t.phrase("askParty"), { kind: "party" });
    return true;
  }
  if (slots.unknownAges) {
    t.ask("ages", t.phrase(slots.unknownAges > 1 ? "askAgesMany" : "askAges"), { kind: "party" });
    return true;
  }
  return false;
}
