/** What to ask next for one value. */
export type Next =
  | { kind: "done" }
  /** Nothing usable yet: ask for it. */
  | { kind: "ask" }
  /** Ask to have it spelled. */
  | { kind: "spell" }
  /** Only this sign is doubtful; `options` are the readings, the likelier first, `before` the signs that lead up to it. */
  | { kind: "sign"; at: number; options: readonly [string, string]; before: string }
  /** A part is there; `have` is what of it. */
  | { kind: "more"; have: string };

/** The value as far as it is known. `share` is how much of the evidence agrees with it, 0..1. */
export interface Verdict {
  value?: string;
  share: number;
  next: Next;
}

/** An utterance as the recogniser gives it; a guest turn is one. */
export interface Utterance {
  text: string;
  confidence: number;
  alternatives?: readonly string[];
  source: "speech" | "typed" | "keypad";
}

/** The texts an utterance may have been with their weights, best first. Typed words and keys are what they are. */
export function readingsOf({ text, confidence, alternatives = [], source }: Utterance): [string, number][] {
  if (source !== "speech" || alternatives.length === 0) return [[text, 1]];
  const others = [...new Set(alternatives)].filter((other) => other !== text).slice(0, 4);
  const best = Math.min(0.95, Math.max(0.4, confidence));
  const falling = others.map((_, n) => 0.5 ** n);
  const sum = falling.reduce((a, b) => a + b, 0);
  return [
    [text, best],
    ...others.map((other, n): [string, number] => [other, ((1 - best) * (falling[n] as number)) / sum]),
  ];
}

/** Typed words and keys carry no noise of a line. */
export const confidenceOf = ({ source, confidence }: Utterance): number =>
  source === "speech" ? confidence : 1;
