import type { Expectation } from "@/server/brain/port";
import type { ThreadPool } from "../workers/pool";
import type { Decoded, DecodeJob } from "./decoder.worker";
import { grammarFor, lettersGrammar } from "./grammar";
import type { AsrEvent } from "./port";

type Final = Extract<AsrEvent, { type: "final" }>;

/** Fit at which a hypothesis is worth nothing, and at which nothing better is heard; measured by `bench:ear`. */
const WORTHLESS_FIT = 0.7;
const EXCELLENT_FIT = 0.9;
/** Below this fit the answer may be off the question: the open grammar is tried as well. */
const SURE_FIT = 0.86;
/** What the open grammar must gain to outweigh the expected answer. */
const OPEN_HANDICAP = 0.02;
/** Nothing below this is passed on: the line asks again instead of acting on noise. */
const NOTHING = 0.1;

/** Mean acoustic fit as a confidence, 0..1. */
export const confidenceOf = (fit: number): number =>
  Math.max(0, Math.min(1, (fit - WORTHLESS_FIT) / (EXCELLENT_FIT - WORTHLESS_FIT)));

const toFinal = (decoded: Decoded, confidence: number, alternatives: readonly string[]): Final => {
  if (!decoded.text || confidence < NOTHING) return { type: "final", text: "", confidence: 0 };
  const final: Final = { type: "final", text: decoded.text, confidence, words: decoded.words };
  return alternatives.length > 0 ? { ...final, alternatives } : final;
};

export interface Turn {
  pcm: Int16Array;
  expectation: Expectation;
  vocabulary: readonly string[];
}

/**
 * Decodes a turn with the grammar of what was asked; when that fits badly, also with the open grammar, and keeps
 * the better (the other becomes an alternative). What is spelled is decoded as letters in any order beside. Rejects as the
 * pool does.
 */
export async function decodeTurn(
  pool: ThreadPool<DecodeJob, Decoded>,
  { pcm, expectation, vocabulary }: Turn,
  signal: AbortSignal,
): Promise<Final> {
  const decode = (expected: Expectation) =>
    pool.run({ pcm, ...grammarFor(expected, vocabulary), partial: false }, signal);
  const asked = await decode(expectation);
  if (expectation.kind === "name" && expectation.spelled) {
    const letters = await pool.run({ pcm, ...lettersGrammar(), partial: false }, signal);
    const [best, other] = letters.fit > asked.fit ? [letters, asked] : [asked, letters];
    return toFinal(best, confidenceOf(best.fit), other.text && other.text !== best.text ? [other.text] : []);
  }
  const sure = confidenceOf(asked.fit);
  const isOpen = expectation.kind === "open" || expectation.kind === "text";
  if (isOpen || asked.fit >= SURE_FIT) return toFinal(asked, sure, []);
  const open = await decode({ kind: "open" });
  const [best, other] = open.fit > asked.fit + OPEN_HANDICAP ? [open, asked] : [asked, open];
  return toFinal(best, confidenceOf(best.fit), other.text && other.text !== best.text ? [other.text] : []);
}
