import type { Turn } from "./dialogue";

/** A turn that says these words before its own: what somebody of the hotel had to tell the guest meanwhile. */
export function sayingFirst(
  turn: Turn,
  words: readonly string[],
  place: { turn: number; atMs: number },
): Turn {
  if (words.length === 0) return turn;
  const first = turn.events.findIndex((event) => event.type === "line_said");
  const at = first < 0 ? turn.events.length : first;
  const own = turn.events[first];
  const turnId = own?.type === "line_said" ? own.turnId : `say${place.turn}`;
  const { atMs } = place;
  const said = words.map((text, clause) => ({
    ...{ type: "line_said" as const, turnId, clause, text, kind: "answer" as const },
    ...{ facts: [], atMs },
  }));
  const after = turn.events
    .slice(at)
    .map((event) => (event.type === "line_said" ? { ...event, clause: event.clause + words.length } : event));
  return {
    ...turn,
    says: [...words, ...turn.says],
    events: [...turn.events.slice(0, at), ...said, ...after],
  };
}
