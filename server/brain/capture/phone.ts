import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { doubts, likeliest, type Piece, type Scored, type Sign } from "./lattice";
import type { Verdict } from "./verdict";

/** Everything a caller has said of one number; plain JSON. */
export interface PhoneState {
  /** The whole number, each time it was said. */
  said: Piece[];
  /** Digits given as an answer. */
  digits: { at: number; char: string }[];
  asked: number;
}
export const newPhone = (): PhoneState => ({ said: [], digits: [], asked: 0 });

export interface PhoneKnowledge {
  country: string;
  /** The number the call comes from: likelier than one a digit away from it. */
  caller?: string;
}

const MIN_DIGITS = 6;
const ENOUGH = 0.75;
const MAX_QUESTIONS = 2;
const MAX_PIECES = 3;
/** Log-odds of a number that the plan of its country knows, and of the caller's own. */
const POSSIBLE = 1;
const OWN = 2;

export interface DigitReading {
  /** "+49151…" or "0151…", as said. */
  digits: string;
  weight: number;
}

const signsOf = (digits: string, sure: boolean): Sign[] => [...digits].map((char) => ({ char, sure }));

/** Takes one utterance: a number, the rest of one (`continues`), or one that replaces it (`correction`). */
export function hearPhone(
  state: PhoneState,
  readings: readonly DigitReading[],
  heard: { confidence: number; sure: boolean; continues?: boolean; correction?: boolean },
): PhoneState {
  const pieces = readings
    .filter((r) => r.digits !== "")
    .map((r) => ({ signs: signsOf(r.digits.slice(0, 24), heard.sure), weight: r.weight }));
  if (pieces.length === 0) return state;
  const last = state.said.at(-1);
  if (heard.continues && last) {
    const joined = last.readings
      .flatMap((a) =>
        pieces.map((b) => ({ signs: [...a.signs, ...b.signs].slice(0, 24), weight: a.weight * b.weight })),
      )
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 6);
    const confidence = Math.min(last.confidence, heard.confidence);
    return { ...state, said: [...state.said.slice(0, -1), { readings: joined, confidence }] };
  }
  const before = heard.correction ? { ...newPhone(), asked: state.asked } : state;
  return {
    ...before,
    digits: [],
    said: [...before.said, { readings: pieces, confidence: heard.confidence }].slice(-MAX_PIECES),
  };
}

/** The answer to a question about one digit. */
export const hearDigit = (state: PhoneState, at: number, char: string): PhoneState => ({
  ...state,
  digits: [...state.digits, { at, char }].slice(-8),
});

export const askedPhone = (state: PhoneState): PhoneState => ({ ...state, asked: state.asked + 1 });

export interface PhoneReading {
  /** E.164 when it parses, else the digits as said. */
  number: string;
  checked: boolean;
}

/** Digits as a number of this country. `checked: false` when its plan does not know such a one. */
export function parsePhone(digits: string, country: string): PhoneReading {
  const international = digits.replace(/^00/, "+");
  const parsed = isSupportedCountry(country)
    ? parsePhoneNumberFromString(international, country)
    : parsePhoneNumberFromString(digits);
  return parsed?.isPossible() ? { number: parsed.number, checked: true } : { number: digits, checked: false };
}

const withAnswers = (scored: readonly Scored[], answers: PhoneState["digits"]): Scored[] =>
  scored.map(({ text, score }) => ({
    score,
    text: answers.reduce((now, { at, char }) => now.slice(0, at) + char + now.slice(at + 1), text),
  }));

/** The number behind all that was said, and what to ask next: only a doubtful digit, or the rest of it. */
export function judgePhone(
  state: PhoneState,
  { country, caller }: PhoneKnowledge,
): Verdict & { checked: boolean } {
  const known = (text: string): number => {
    const { number, checked } = parsePhone(text, country);
    return (checked ? POSSIBLE : 0) + (caller !== undefined && number === caller ? OWN : 0);
  };
  const scored = withAnswers(
    likeliest(state.said, (sign) => /[\d+]/.test(sign)),
    state.digits,
  )
    .map(({ text, score }) => ({ text, score: score + known(text) }))
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (!best) return { share: 0, checked: false, next: { kind: "ask" } };
  if (best.text.replace(/\D/g, "").length < MIN_DIGITS)
    return { share: 0, checked: false, next: { kind: "more", have: best.text } };
  const { share, places } = doubts(scored, ENOUGH);
  const { number, checked } = parsePhone(best.text, country);
  const answered = new Set(state.digits.map(({ at }) => at));
  const place = places.find(({ at, options }) => !answered.has(at) && options[1] !== "");
  if (place && state.asked < MAX_QUESTIONS)
    return {
      value: number,
      checked,
      share,
      next: { kind: "sign", at: place.at, options: place.options, before: best.text.slice(0, place.at) },
    };
  return { value: number, checked, share, next: { kind: "done" } };
}
