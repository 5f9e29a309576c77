import { en } from "./en";

export interface Lexicon {
  /** Word → -3 to 3. */
  valence: ReadonlyMap<string, number>;
  /** Turns of phrase that mean something else than their words. */
  phrases: readonly (readonly [RegExp, string])[];
  negators: ReadonlySet<string>;
  /** Word → factor for the word after it. */
  intensifiers: ReadonlyMap<string, number>;
}

export interface JudgedSentiment {
  sentiment: "positive" | "neutral" | "negative" | "mixed";
  /** -1 to 1. */
  score: number;
  /** 0 to 1, by how many words of feeling there were: nobody's mood shows in "two nights, please". */
  confidence: number;
}

const LEXICONS: Readonly<Record<string, Lexicon>> = { en };
/** How far back a negation reaches, in words. */
const REACH = 3;
/** "Not great" is bad, but less than "great" is good. */
const NEGATED = -0.7;
/** The end of a call tells more of how it went than its beginning. */
const LAST_WEIGHS = 1.5;
const SPREAD = 6;
const CLEAR = 0.3;

/** The feeling of one turn, word by word: positive and negative parts apart. */
function scoreTurn(lexicon: Lexicon, turn: string): { up: number; down: number; hits: number } {
  let text = turn.toLowerCase().replaceAll("’", "'");
  for (const [pattern, meaning] of lexicon.phrases) text = text.replace(pattern, meaning);
  const found = { up: 0, down: 0, hits: 0 };
  for (const clause of text.split(/[.!?;,]|\bbut\b/)) {
    const tokens = clause.match(/[a-z']+/g) ?? [];
    tokens.forEach((token, at) => {
      const valence = lexicon.valence.get(token);
      if (valence === undefined) return;
      const before = tokens.slice(Math.max(0, at - REACH), at);
      const factor = lexicon.intensifiers.get(before.at(-1) ?? "") ?? 1;
      const negated = before.filter((word) => lexicon.negators.has(word)).length % 2 === 1;
      const felt = valence * factor * (negated ? NEGATED : 1);
      if (felt > 0) found.up += felt;
      else found.down -= felt;
      found.hits += 1;
    });
  }
  return found;
}

/** How the guest felt, by the words they used. Null for a language without a lexicon, and when nothing was said. */
export function sentimentOf(language: string, turns: readonly string[]): JudgedSentiment | null {
  const lexicon = Object.hasOwn(LEXICONS, language) ? LEXICONS[language] : undefined;
  if (!lexicon || turns.length === 0) return null;
  let up = 0;
  let down = 0;
  let hits = 0;
  turns.forEach((turn, index) => {
    const weight = 1 + (LAST_WEIGHS - 1) * (index / Math.max(1, turns.length - 1));
    const found = scoreTurn(lexicon, turn);
    up += found.up * weight;
    down += found.down * weight;
    hits += found.hits;
  });
  const sum = up - down;
  const score = Math.round((sum / Math.sqrt(sum * sum + SPREAD)) * 100) / 100;
  const confidence = Math.round((1 - Math.exp(-hits / 3)) * 100) / 100;
  const torn = up >= 2 && down >= 2 && Math.abs(sum) < Math.max(up, down) / 2;
  const clear = score > CLEAR ? "positive" : score < -CLEAR ? "negative" : "neutral";
  return { sentiment: torn ? "mixed" : clear, score, confidence };
}
