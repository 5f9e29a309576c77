import { findCard } from "./cards";
import { onlyFillers } from "./numbers";
import { applySpans, findPersonalData, silencesOf, type TurnFindings, topicsOf } from "./rules";
import {
  type Amendment,
  type PendingTurn,
  type Redaction,
  RedactorState,
  type Span,
  type Topic,
  type Turn,
  type TurnRedaction,
} from "./schema";

export * from "./schema";

export interface Redactor {
  /** Redacts one turn, in the order of the call. Never throws on a text, however odd. */
  redact(turn: Turn): TurnRedaction;
  /** What to hand to `createRedactor` to go on in another process. Holds raw text: see RedactorState. */
  state(): RedactorState;
}

/** Longer texts are redacted whole, but nobody says that much in a turn. */
const MOST_PENDING = 12;
const CARD_TURNS = 4;
const MOST_QUIET = 2;
const fresh = (): RedactorState => ({ version: 1, pending: [], quietTurns: 0, topics: [], cardTurns: 0 });

/** The digits at the end of a turn, if nothing but fillers follows them. */
function tailOf(text: string, runs: TurnFindings["runs"]): PendingTurn["tail"] {
  const last = runs.at(-1);
  return last && onlyFillers(text.slice(last.end)) ? last.digits : [];
}

/** Replaces spans that overlap the added ones. */
const withSpans = (spans: readonly Span[], added: readonly Span[]): Span[] =>
  [
    ...spans.filter((span) => !added.some((other) => span.start < other.end && other.start < span.end)),
    ...added,
  ].sort((a, b) => a.start - b.start);

/**
 * Takes personal data out of a call's turns before they are stored, with memory across turns: a card spoken in
 * groups is recognised when its last group comes, and the turns before are amended. `country` (ISO 3166) is where
 * numbers without a country code belong. Throws a ZodError when `state` is no state.
 */
export function createRedactor(options: { country: string; state?: unknown }): Redactor {
  const state: RedactorState = options.state === undefined ? fresh() : RedactorState.parse(options.state);

  const redaction = (
    turn: { text: string; words?: Turn["words"] | undefined },
    spans: Span[],
  ): Redaction => ({
    redactedText: applySpans(turn.text, spans),
    spans,
    silences: silencesOf(turn.text, spans, turn.words ?? []),
  });

  /** Looks for a card in the digits of the pending turns and the beginning of this one. */
  const joinTurns = (
    turn: PendingTurn,
    head: PendingTurn["tail"],
  ): { here: Span[]; amendments: Amendment[] } => {
    const parts = [
      ...state.pending.map((pending) => ({ turn: pending, digits: pending.tail })),
      { turn, digits: head },
    ];
    const joined = parts.flatMap((part, index) =>
      part.digits.map((digit) => ({ ...digit, group: index * 100 + digit.group })),
    );
    const card = findCard(joined);
    if (!card) return { here: [], amendments: [] };
    const amendments: Amendment[] = [];
    let here: Span[] = [];
    let at = 0;
    for (const part of parts) {
      const inside = part.digits.filter((_digit, index) => at + index >= card.start && at + index < card.end);
      at += part.digits.length;
      const [first, last] = [inside[0], inside.at(-1)];
      if (!first || !last) continue;
      const span: Span = { start: first.start, end: last.end, kind: "card" };
      if (part.turn === turn) here = [span];
      else if (
        !part.turn.spans.some(
          (known) => known.kind === "card" && known.start <= span.start && known.end >= span.end,
        )
      ) {
        part.turn.spans = withSpans(part.turn.spans, [span]);
        amendments.push({ turnId: part.turn.turnId, ...redaction(part.turn, part.turn.spans) });
      }
    }
    return { here, amendments };
  };

  /** Topics of this turn; without any, those of the turn before live on for one answer. */
  const remember = (topics: Topic[]) => {
    state.topics = topics;
  };

  const guestTurn = (turn: Turn): TurnRedaction => {
    const { spans, runs } = findPersonalData(turn.text, options.country, state.topics, state.cardTurns > 0);
    const first = runs[0];
    const continues = first !== undefined && onlyFillers(turn.text.slice(0, first.start));
    const current: PendingTurn = { turnId: turn.turnId, text: turn.text, spans, tail: [] };
    if (turn.words) current.words = turn.words.slice(0, 600);
    const { here, amendments } = continues ? joinTurns(current, first.digits) : { here: [], amendments: [] };
    current.spans = withSpans(spans, here);
    current.tail = tailOf(turn.text, runs);
    if (runs.length > 0) {
      // The chain goes on only through turns that are digits from beginning to end.
      if (!(continues && runs.length === 1)) state.pending = [];
      state.pending = current.tail.length > 0 ? [...state.pending, current].slice(-MOST_PENDING) : [];
      state.quietTurns = 0;
    } else if (++state.quietTurns > MOST_QUIET) state.pending = [];
    const sawCard = amendments.length > 0 || current.spans.some((span) => span.kind === "card");
    state.cardTurns = sawCard ? CARD_TURNS : Math.max(0, state.cardTurns - 1);
    const own = topicsOf(turn.text);
    const reading = runs.length > 0 && current.tail.length > 0;
    remember(own.length > 0 ? own : reading ? state.topics : []);
    return { ...redaction(turn, current.spans), amendments };
  };

  return {
    redact(turn) {
      if (turn.speaker !== "line") return guestTurn(turn);
      const { spans } = findPersonalData(turn.text, options.country, [], false);
      const asked = topicsOf(turn.text);
      if (asked.length > 0) remember(asked);
      return { ...redaction(turn, spans), amendments: [] };
    },
    state: () => structuredClone(state),
  };
}
