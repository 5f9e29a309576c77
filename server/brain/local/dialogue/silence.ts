import { sayGoodbye } from "./meta";
import type { Turn } from "./turn";

/** Six seconds of nothing: ask differently; again: keys or a person; a third time: close, keeping an unfinished booking. */
export async function handleSilence(t: Turn, count: number): Promise<void> {
  const { pending, goals } = t.state;
  if (count <= 1) {
    t.say(t.phrase("stillThere").replace(/^¿/, "").replace(/ ?\?/, "."));
    if (!pending || pending.field === "open") t.ask("open", t.phrase("howCanIHelp"), { kind: "open" });
    else t.say(pending.again, pending.facts, pending.kind);
    return;
  }
  if (count === 2) {
    // Nobody types: zero is a person again.
    if (pending?.keypad !== undefined) delete t.state.pending;
    else if (pending) pending.zero = true;
    t.say(t.phrase("silentKeys"));
    return;
  }
  const booking = goals.find((g) => g.kind === "booking");
  const number = t.state.phone ?? t.opening.caller.number;
  if (booking?.kind === "booking" && booking.quote && number) {
    const name = [t.state.first, t.state.last].filter(Boolean).join(" ");
    const kept = await t.call("schedule_callback", {
      number,
      topic: "unfinished_booking",
      draft: `${booking.quote.roomType}, ${booking.arrival}, ${booking.quote.nights} nights, ${booking.adults} adults`,
      ...(name ? { name } : {}),
    });
    return sayGoodbye(t, "silence", t.phrase(kept.ok ? "silentKept" : "silentEnd"));
  }
  return sayGoodbye(t, "silence", t.phrase("silentEnd"));
}
