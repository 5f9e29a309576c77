import { confusable, signCost } from "./confusion";

/** One sign as it was heard. `sure`: said with a word for it ("M as in Mike"), typed, or pressed. */
export interface Sign {
  char: string;
  sure: boolean;
}

/** One reading of an utterance and how much it weighs among the readings of that utterance (0..1, together at most 1). */
export interface Reading {
  signs: readonly Sign[];
  weight: number;
}

/** What one utterance holds: readings, best first, and the recogniser's confidence. */
export interface Piece {
  readings: readonly Reading[];
  confidence: number;
}

/** Odds of the signs at one place; the empty string stands for "no sign here". */
type Column = Map<string, number>;

export interface Scored {
  text: string;
  /** Natural logarithm of its weight; only differences mean anything. */
  score: number;
}

/** Chance of a sign that nobody would expect there, so that no evidence is ever absolute. */
const FLOOR = 0.002;
const MAX_SIGNS = 64;
/** Cost of a sign that only one side has. */
const GAP = 0.9;

/** Pairs of positions of `a` and `b`, -1 where one has nothing, by least cost. */
function align(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const cost = new Float64Array((a.length + 1) * width);
  const at = (i: number, j: number): number => cost[i * width + j] as number;
  for (let i = 0; i <= a.length; i++)
    for (let j = 0; j <= b.length; j++)
      cost[i * width + j] =
        i === 0 || j === 0
          ? (i + j) * GAP
          : Math.min(
              at(i - 1, j - 1) + signCost(a[i - 1] as string, b[j - 1] as string),
              at(i - 1, j) + GAP,
              at(i, j - 1) + GAP,
            );
  const pairs: [number, number][] = [];
  for (let i = a.length, j = b.length; i > 0 || j > 0; ) {
    const far = at(i, j);
    const isPair =
      i > 0 && j > 0 && far >= at(i - 1, j - 1) + signCost(a[i - 1] as string, b[j - 1] as string) - 1e-9;
    if (isPair) pairs.push([--i, --j]);
    else if (j === 0 || (i > 0 && far >= at(i - 1, j) + GAP - 1e-9)) pairs.push([--i, -1]);
    else pairs.push([-1, --j]);
  }
  return pairs.reverse();
}

/** How a heard sign spreads over what may have been said. */
function spread({ char, sure }: Sign, confidence: number): Column {
  const column: Column = new Map();
  const noise = sure || confidence >= 1 ? 0.03 : 0.15 + 1.7 * (1 - confidence);
  let rest = 1;
  for (const [other, share] of confusable(char)) {
    const odds = Math.min(0.45, share * noise);
    column.set(other, odds);
    rest -= odds;
  }
  return column.set(char, Math.max(0.2, rest));
}

/** The readings of one utterance laid over its best one. */
function columnsOf(piece: Piece): Column[] {
  const [best] = piece.readings;
  if (!best) return [];
  const base = best.signs.slice(0, MAX_SIGNS);
  const columns: Column[] = base.map(() => new Map<string, number>());
  const add = (column: Column | undefined, char: string, odds: number): void => {
    column?.set(char, (column.get(char) ?? 0) + odds);
  };
  for (const { signs, weight } of piece.readings) {
    const mine = signs.slice(0, MAX_SIGNS);
    // A sign that only another reading has is left out: length is decided by the best one.
    for (const [i, j] of align(
      base.map((s) => s.char),
      mine.map((s) => s.char),
    )) {
      if (i < 0) continue;
      if (j < 0) add(columns[i], "", weight);
      else
        for (const [char, odds] of spread(mine[j] as Sign, piece.confidence))
          add(columns[i], char, odds * weight);
    }
  }
  return columns;
}

const topOf = (columns: readonly Column[]): string[] =>
  columns.map((column) => [...column].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "");

/** Two utterances of the same thing: odds multiply where both have a sign. */
function combine(first: Column[], second: Column[]): Column[] {
  if (first.length === 0) return second;
  const merged: Column[] = [];
  for (const [i, j] of align(topOf(first), topOf(second))) {
    const a = first[i];
    const b = second[j];
    // A sign only one of them has: it may as well not be there.
    if (!a || !b) {
      const one = new Map(a ?? b);
      merged.push(one.set("", Math.max(one.get("") ?? 0, 0.5)));
      continue;
    }
    const column: Column = new Map();
    for (const char of new Set([...a.keys(), ...b.keys()]))
      column.set(char, (a.get(char) ?? FLOOR) * (b.get(char) ?? FLOOR));
    const sum = [...column.values()].reduce((x, y) => x + y, 0);
    for (const [char, odds] of column) column.set(char, odds / sum);
    merged.push(column);
  }
  return merged;
}

/** Texts carried on at each sign. */
const WIDTH = 24;

/**
 * The likeliest texts behind these utterances of one thing, best first. Signs that are not `allowed` there are passed
 * over, unless nothing else was heard.
 */
export function likeliest(
  pieces: readonly Piece[],
  allowed: (sign: string) => boolean = () => true,
): Scored[] {
  const columns = pieces.map(columnsOf).reduce(combine, []);
  let beam: Scored[] = [{ text: "", score: 0 }];
  for (const column of columns) {
    const fitting = [...column].filter(([char]) => char === "" || allowed(char));
    const options = (fitting.some(([char]) => char !== "") ? fitting : [...column])
      .sort((a, b) => b[1] - a[1])
      .slice(0, 4);
    beam = beam
      .flatMap(({ text, score }) =>
        options.map(([char, odds]) => ({
          text: text + char,
          score: score + Math.log(Math.max(FLOOR, odds)),
        })),
      )
      .sort((a, b) => b.score - a.score)
      .slice(0, WIDTH);
  }
  const seen = new Set<string>();
  return beam.filter(({ text }) => text !== "" && !seen.has(text) && seen.add(text));
}

export interface Doubt {
  /** Position in the best text. */
  at: number;
  /** The best sign and its rival; the rival may be "" where the sign may not have been said at all. */
  options: readonly [string, string];
  /** Share of the weight that agrees with the best sign, 0..1. */
  share: number;
}

/** The share of all weight that the best text has, and the places where the others differ, most doubtful first. */
export function doubts(scored: readonly Scored[], enough: number): { share: number; places: Doubt[] } {
  const [best] = scored;
  if (!best) return { share: 0, places: [] };
  const weights = scored.map(({ score }) => Math.exp(score - best.score));
  const sum = weights.reduce((a, b) => a + b, 0);
  const rivals = [...best.text].map(() => new Map<string, number>());
  for (const [n, { text }] of scored.entries()) {
    if (n === 0) continue;
    for (const [i, j] of align([...best.text], [...text])) {
      const other = j < 0 ? "" : (text[j] as string);
      if (i >= 0 && other !== best.text[i])
        rivals[i]?.set(other, (rivals[i]?.get(other) ?? 0) + (weights[n] as number));
    }
  }
  const places = rivals.flatMap((map, at): Doubt[] => {
    const against = [...map.values()].reduce((a, b) => a + b, 0);
    const share = 1 - against / sum;
    const rival = [...map].sort((a, b) => b[1] - a[1])[0]?.[0];
    return share < enough && rival !== undefined
      ? [{ at, options: [best.text[at] as string, rival], share }]
      : [];
  });
  return { share: 1 / sum, places: places.sort((a, b) => a.share - b.share) };
}
