import { CODE_ALPHABET } from "@/server/kernel/ids";
import { doubts, likeliest, type Piece, type Scored, type Sign } from "./lattice";
import type { Verdict } from "./verdict";

/** Everything a caller has said of a booking code; plain JSON. */
export interface CodeState {
  said: Piece[];
  signs: { at: number; char: string }[];
  asked: number;
}
export const newCodeState = (): CodeState => ({ said: [], signs: [], asked: 0 });

/** Length of a booking code. */
const LENGTH = 6;
const ENOUGH = 0.75;
const MAX_QUESTIONS = 2;
/** Log-odds against a code of another length, and for each sign no code has. */
const ODD_LENGTH = 2;
const NOT_A_SIGN = 4;

export interface CodeReading {
  signs: readonly Sign[];
  weight: number;
}

/** Takes one utterance of the code; a correction replaces what was said before. */
export function hearCode(
  state: CodeState,
  readings: readonly CodeReading[],
  confidence: number,
  correction = false,
): CodeState {
  const said = readings.filter((r) => r.signs.length > 0);
  if (said.length === 0) return state;
  const before = correction ? { ...newCodeState(), asked: state.asked } : state;
  return { ...before, signs: [], said: [...before.said, { readings: said, confidence }].slice(-3) };
}

/** The answer to a question about one sign. */
export const hearSign = (state: CodeState, at: number, char: string): CodeState => ({
  ...state,
  signs: [...state.signs, { at, char }].slice(-8),
});

export const askedCode = (state: CodeState): CodeState => ({ ...state, asked: state.asked + 1 });

const fits = (text: string): number =>
  (text.length === LENGTH ? 0 : -ODD_LENGTH) -
  NOT_A_SIGN * [...text].filter((sign) => !CODE_ALPHABET.includes(sign.toUpperCase())).length;

/** The code behind all that was said, in capitals. Signs that no code has give way to those that sound like them. */
export function judgeCode(state: CodeState): Verdict {
  const scored: Scored[] = likeliest(state.said, (sign) => CODE_ALPHABET.includes(sign.toUpperCase()))
    .map(({ text, score }) => ({
      text: state.signs.reduce((now, { at, char }) => now.slice(0, at) + char + now.slice(at + 1), text),
      score,
    }))
    .map(({ text, score }) => ({ text, score: score + fits(text) }))
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (!best) return { share: 0, next: { kind: "ask" } };
  const { share, places } = doubts(scored, ENOUGH);
  const answered = new Set(state.signs.map(({ at }) => at));
  const place = places.find(({ at, options }) => !answered.has(at) && options[1] !== "");
  const value = best.text.toUpperCase();
  if (place && state.asked < MAX_QUESTIONS)
    return {
      value,
      share,
      next: { kind: "sign", at: place.at, options: place.options, before: best.text.slice(0, place.at) },
    };
  return { value, share, next: { kind: "done" } };
}
