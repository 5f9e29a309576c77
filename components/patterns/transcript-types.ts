/** A piece of what was said. Plain words, a fact with its source, or words written but never heard. */
export interface Piece {
  text: string;
  /** Where the claim comes from: opens the tool result or the article. */
  fact?: { id: string; label: string };
  /** Cut off: written, not heard. */
  unheard?: boolean;
}

export interface SpokenTurn {
  kind: "turn";
  id: string;
  speaker: "guest" | "line" | "person";
  /** Of a guest or a person, when known. */
  name?: string;
  /** Ms from the start of the call. */
  atMs: number;
  pieces: readonly Piece[];
  /** The line's wait before its first sound, ms. */
  latencyMs?: number;
  /** Still being said: shown grey, not read out. */
  partial?: boolean;
  /** Not speech: "typed", "keys". */
  source?: "typed" | "keypad";
}

/** A look-up or an effect between the words it served. */
export interface ToolTurn {
  kind: "tool";
  id: string;
  name: string;
  /** In words: "3 offers, held to 14:32". */
  outcome: string;
  /** Null while it runs. */
  durationMs: number | null;
  failed?: boolean;
  atMs: number;
}

/** Something of the call itself: "On hold", "Keys only". */
export interface NoteTurn {
  kind: "note";
  id: string;
  text: string;
  atMs: number;
}

export type TranscriptTurn = SpokenTurn | ToolTurn | NoteTurn;

/** The entry playing at a time: the last that has begun, or none before the first. */
export function turnAt(turns: readonly TranscriptTurn[], timeMs: number): string | null {
  let found: string | null = null;
  for (const turn of turns) {
    if (turn.atMs > timeMs) break;
    if (turn.kind === "turn") found = turn.id;
  }
  return found;
}

/** Splits words at the facts they contain, so that each claim can open its source. The first mention counts. */
export function withFacts(
  text: string,
  facts: readonly { id: string; label: string; text: string }[],
): Piece[] {
  let pieces: Piece[] = text ? [{ text }] : [];
  for (const fact of facts) {
    if (!fact.text) continue;
    const at = pieces.findIndex((piece) => !piece.fact && piece.text.includes(fact.text));
    const piece = pieces[at];
    if (!piece) continue;
    const start = piece.text.indexOf(fact.text);
    const parts: Piece[] = [
      { text: piece.text.slice(0, start) },
      { text: fact.text, fact: { id: fact.id, label: fact.label } },
      { text: piece.text.slice(start + fact.text.length) },
    ];
    pieces = [...pieces.slice(0, at), ...parts.filter((part) => part.text), ...pieces.slice(at + 1)];
  }
  return pieces;
}
