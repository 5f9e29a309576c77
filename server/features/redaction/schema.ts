import { z } from "zod";

/** Kinds of personal data, as they appear in the placeholder: `[card]`, `[security code]` … */
export const RedactedKind = z.enum([
  "card",
  "security code",
  "card expiry",
  "phone",
  "email",
  "iban",
  "id",
  "ip",
  "birth date",
]);
export type RedactedKind = z.infer<typeof RedactedKind>;

/** A stretch of the original text, `end` exclusive, in UTF-16 units. */
export const Span = z.object({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  kind: RedactedKind,
});
export type Span = z.infer<typeof Span>;

/** A recognised word and when it was spoken, in milliseconds from the start of the recording. */
export const TimedWord = z.object({ text: z.string(), startMs: z.number(), endMs: z.number() });
export type TimedWord = z.infer<typeof TimedWord>;

/** What a turn is about, as far as it tells what the digits of the next one are. */
export const Topic = z.enum(["card", "phone", "booking", "birth", "id", "iban"]);
export type Topic = z.infer<typeof Topic>;

/** A turn whose digits may turn out to be the beginning of a number that later turns complete. */
export const PendingTurn = z.object({
  turnId: z.string(),
  text: z.string(),
  words: z.array(TimedWord).optional(),
  spans: z.array(Span),
  /** The digits at the turn's end, each with its place; `group` counts as they were grouped when said. */
  tail: z.array(z.object({ value: z.string(), start: z.int(), end: z.int(), group: z.int() })),
});
export type PendingTurn = z.infer<typeof PendingTurn>;

/**
 * What the redactor remembers between turns, as JSON. It holds the raw text of the last few turns that ended in
 * digits: keep it only where the dialogue snapshot is kept, sealed.
 */
export const RedactorState = z.object({
  version: z.literal(1),
  pending: z.array(PendingTurn).max(12),
  /** Guest turns without digits since the last pending one. */
  quietTurns: z.int().nonnegative(),
  topics: z.array(Topic),
  /** Guest turns during which digits may still belong to a card that was read out. */
  cardTurns: z.int().nonnegative(),
});
export type RedactorState = z.infer<typeof RedactorState>;

export interface Turn {
  turnId: string;
  /** The line's own turns tell what it asked for; their digits never continue a guest's. */
  speaker?: "guest" | "line";
  text: string;
  words?: readonly TimedWord[];
}

export interface Redaction {
  redactedText: string;
  /** In order, not overlapping, in the original text. */
  spans: Span[];
  /** Parts of the recording to silence. */
  silences: { startMs: number; endMs: number }[];
}

export interface Amendment extends Redaction {
  turnId: string;
}

export interface TurnRedaction extends Redaction {
  /** Earlier turns that turned out to be part of a number: replace what was stored of them. */
  amendments: Amendment[];
}
