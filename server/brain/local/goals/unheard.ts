import type { Turn } from "../dialogue/turn";

/** Before an effect: what a barge-in cut off is said first, and the yes is asked for again. */
export function sayUnheard(t: Turn, field: string): boolean {
  const { unheard, pending } = t.state;
  if (unheard.length === 0 || !pending) return false;
  const { again, expect, facts } = pending;
  for (const piece of unheard)
    if (piece.text !== again) t.say(piece.text.replace(again, "").trim(), piece.facts, "readback");
  t.state.unheard = [];
  t.ask(field, again, expect, facts, "readback");
  return true;
}
