import type { Expectation } from "@/server/brain/port";
import type { ThreadPool } from "../workers/pool";
import type { DecodeJob, Decoded } from "./decoder.worker";
import { grammarFor } from "./grammar";
import type { AsrEvent } from "./port";

type Final = Extract<AsrEvent, { type: "final" }>;

/** Fit at which a hypothesis is worth nothing, and at which nothing better is heard; measured by `bench:ear`. */
const WORTHLESS_FIT = 0.84;
const EXCELLENT_FIT = 0.93;
/** Below it the answer may be off the question: the open grammar is tried as well. */
const SURE = 0.6;
/** What the open grammar must gain to outweigh the expected answer. */
const OPEN_HANDICAP = 0.15;
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
 * the better (the other becomes an alternative). Rejects as the pool does.
 */
export async function decodeTurn(
  pool: ThreadPool<DecodeJob, Decoded>,
  { pcm, expectation, vocabulary }: Turn,
  signal: AbortSignal,
): Promise<Final> {
  const decode = (expected: Expectation) =>
    pool.run({ pcm, ...grammarFor(expected, vocabulary), partial: false }, signal);
  const asked = await decode(expectation);
  const sure = confidenceOf(asked.fit);
  if (sure >= SURE || expectation.kind === "open" || expectation.kind === "text") return toFinal(asked, sure, []);
  const open = await decode({ kind: "open" });
  const openSure = confidenceOf(open.fit) - OPEN_HANDICAP;
  const [best, confidence, other] = openSure > sure ? [open, openSure, asked] : [asked, sure, open];
  return toFinal(best, confidence, other.text && other.text !== best.text ? [other.text] : []);
}
