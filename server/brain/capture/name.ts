import { doubts, likeliest, type Piece, type Scored, type Sign } from "./lattice";
import { soundDistance } from "./sound";
import type { Verdict } from "./verdict";

/** A surname by its sound: what the recogniser wrote, best first. */
interface Heard {
  readings: { text: string; weight: number }[];
  confidence: number;
}

/** Everything a caller has said of one name; plain JSON. The value follows from it, it is not stored. */
export interface NameState {
  heard: Heard[];
  spelled: Piece[];
  /** Letters given as an answer, for the text they were asked about. */
  letters: { of: string; at: number; char: string }[];
  /** Questions put: to spell, and for single letters. */
  asked: { spell: number; letter: number };
}

export const newName = (): NameState => ({
  heard: [],
  spelled: [],
  letters: [],
  asked: { spell: 0, letter: 0 },
});

export interface NameReading {
  /** The surname by sound. */
  surname?: string;
  /** Its letters when it was spelled. */
  signs?: readonly Sign[];
  weight: number;
}

/** What is known besides the caller's words. Neither is ever said, nor does it take a question away. */
export interface NameKnowledge {
  /** Surname of the caller's number: wins among names that sound alike. */
  hint?: string;
  /** Surnames of arrivals: put one reading before another, and never bring one in. */
  records?: readonly string[];
}

const MAX_PIECES = 3;
/** Below this share of the weight a letter, or a name by sound, is asked about. */
const ENOUGH = 0.8;
const MAX_SPELL = 2;
const MAX_LETTER = 2;
/** Log-odds for a step of unlike sound, for the caller's own record, and for a name that is expected. */
const SOUND = 1.2;
const HINT = 1.5;
const RECORD = 0.7;

/**
 * Takes one utterance. A correction ("no, M A Y E R") drops what was said before; a repetition is weighed with it.
 */
export function hearName(
  state: NameState,
  readings: readonly NameReading[],
  confidence: number,
  correction = false,
): NameState {
  const heard = readings
    .filter((r) => r.surname)
    .map((r) => ({ text: r.surname as string, weight: r.weight }));
  const spelled = readings
    .filter((r) => (r.signs?.length ?? 0) > 0)
    .map((r) => ({ signs: r.signs as readonly Sign[], weight: r.weight }));
  if (heard.length === 0 && spelled.length === 0) return state;
  const before = correction ? { ...newName(), asked: state.asked } : state;
  return {
    ...before,
    heard: heard.length
      ? [...before.heard, { readings: heard, confidence }].slice(-MAX_PIECES)
      : before.heard,
    spelled: spelled.length
      ? [...before.spelled, { readings: spelled, confidence }].slice(-MAX_PIECES)
      : before.spelled,
    letters: spelled.length ? [] : before.letters,
  };
}

/** The answer to a question about one letter. */
export const hearLetter = (state: NameState, of: string, at: number, char: string): NameState => ({
  ...state,
  letters: [...state.letters, { of, at, char }].slice(-8),
});

export const askedName = (state: NameState, kind: "spell" | "letter"): NameState => ({
  ...state,
  asked: { ...state.asked, [kind]: state.asked[kind] + 1 },
});

/** How badly a text fits what was heard by sound; 0 when it fits or nothing was. */
const unlike = (text: string, heard: readonly Heard[]): number =>
  heard.reduce(
    (sum, { readings, confidence }) =>
      sum + confidence * Math.min(...readings.map((r) => soundDistance(text, r.text) + (1 - r.weight) * 0.5)),
    0,
  );

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const ranked = (scored: readonly Scored[]): Scored[] => [...scored].sort((a, b) => b.score - a.score);

/** Answered letters put where they were asked, in every candidate. */
function withAnswers(scored: readonly Scored[], letters: NameState["letters"]): Scored[] {
  let texts = [...scored];
  for (const { of, at, char } of letters)
    texts = texts.map((one) =>
      one.text.length === of.length || one.text.slice(0, at) === of.slice(0, at)
        ? { ...one, text: one.text.slice(0, at) + char + one.text.slice(at + 1) }
        : one,
    );
  const best = new Map<string, number>();
  for (const { text, score } of texts) best.set(text, Math.max(best.get(text) ?? -Infinity, score));
  return ranked([...best].map(([text, score]) => ({ text, score })));
}

function fromSpelling(state: NameState, { hint, records = [] }: NameKnowledge): Verdict {
  const own = withAnswers(
    ranked(
      likeliest(state.spelled, (sign) => !/\d/.test(sign)).map(({ text, score }) => ({
        text,
        score: score - SOUND * unlike(text, state.heard) + (hint && sameName(hint, text) ? HINT : 0),
      })),
    ),
    state.letters,
  );
  const { share, places } = doubts(own, ENOUGH);
  const answered = new Set(state.letters.map(({ at }) => at));
  const [place] = places.filter(({ at }) => !answered.has(at));
  const value = ranked(
    own.map((one) => ({
      ...one,
      score: one.score + (records.some((name) => sameName(name, one.text)) ? RECORD : 0),
    })),
  )[0]?.text;
  if (!value) return { share: 0, next: { kind: "ask" } };
  if (place && state.asked.letter < MAX_LETTER) {
    const best = own[0]?.text as string;
    return {
      value: best,
      share,
      next: { kind: "sign", at: place.at, options: place.options, before: best.slice(0, place.at) },
    };
  }
  return { value, share, next: { kind: "done" } };
}

function fromSound(state: NameState, { hint, records = [] }: NameKnowledge): Verdict {
  const odds = new Map<string, number>();
  for (const [n, { readings, confidence }] of state.heard.entries()) {
    const here = new Map<string, number>();
    for (const { text, weight } of readings)
      here.set(text, (here.get(text) ?? 0) + weight * Math.min(1, confidence + 0.15));
    if (n === 0) for (const [text, weight] of here) odds.set(text, weight);
    else
      for (const text of new Set([...odds.keys(), ...here.keys()]))
        odds.set(text, (odds.get(text) ?? 0.05) * (here.get(text) ?? 0.05) * 4);
  }
  const [top] = [...odds].sort((a, b) => b[1] - a[1]);
  if (!top) return { share: 0, next: { kind: "ask" } };
  const share = Math.min(1, top[1]);
  const alike = hint && soundDistance(hint, top[0]) === 0 ? hint : undefined;
  const listed = [...odds].find(
    ([text, weight]) => weight > top[1] * 0.4 && records.some((name) => sameName(name, text)),
  );
  const value = alike ?? listed?.[0] ?? top[0];
  const next =
    share < ENOUGH && state.asked.spell < MAX_SPELL
      ? ({ kind: "spell" } as const)
      : ({ kind: "done" } as const);
  return { value, share, next };
}

/**
 * The name behind all that was said, and what to ask next. Spelling beats sound; sound, the caller's number and the
 * arrivals settle between spellings. Whether to ask follows from the caller's words alone, so that a question, or
 * its absence, tells nothing about who is expected.
 */
export function judgeName(state: NameState, knowledge: NameKnowledge = {}): Verdict {
  return state.spelled.length > 0 ? fromSpelling(state, knowledge) : fromSound(state, knowledge);
}
