import { advanceBooking, hearBooking } from "../goals/booking";
import { newBooking } from "./state";
import type { Turn } from "./turn";

export async function handleTurn(t: Turn): Promise<void> {
  const { u } = t;
  if (!t.goal && (u.intents.includes("book") || u.intents.includes("availability") || u.stay.arrival)) t.push(newBooking());
  const goal = t.goal;
  if (goal?.kind === "booking") {
    hearBooking(t, goal);
    await advanceBooking(t, goal);
    if (!t.goal) t.ask("more", t.phrase("anythingElse"), { kind: "open" });
    return;
  }
  t.say(t.phrase("notCaught"));
  t.ask("open", t.phrase("howCanIHelp"), { kind: "open" });
}
