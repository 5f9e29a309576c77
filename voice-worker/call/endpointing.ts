import type { Expectation } from "@/server/brain/port";

/** Silence after which a guest's turn is over, in milliseconds, by what the dialogue expects. */
const WAIT: Readonly<Record<Expectation["kind"], number>> = {
  yes_no: 350,
  choice: 450,
  nights: 500,
  party: 600,
  time: 600,
  date: 700,
  open: 750,
  name: 900,
  text: 1_000,
  // People pause between groups of digits; a keypad ends earlier.
  digits: 1_800,
};
const SHORTEST = 250;
const LONGEST = 1_200;
/** Words after which nobody has finished a sentence. */
const UNFINISHED =
  /\b(and|or|the|a|an|to|for|from|with|um|uh|er|my|is|on|at|und|oder|der|die|das|für|y|o|el|la|et|ou|le|pour)$/i;
/** A recogniser's stability from which its partial counts as the end of an utterance (Riva sends exactly 1). */
const STABLE = 1;

/** How long the guest may pause before the turn counts as finished. */
export function endpointingMs(expectation: Expectation, partial: string, stability?: number): number {
  const base = WAIT[expectation.kind];
  if (expectation.kind === "digits") return base;
  if (UNFINISHED.test(partial.trim())) return LONGEST;
  if (stability !== undefined && stability >= STABLE) return Math.max(SHORTEST, base / 2);
  return Math.min(LONGEST, Math.max(SHORTEST, base));
}
