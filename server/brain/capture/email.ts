import { doubts, likeliest, type Piece, type Scored, type Sign } from "./lattice";
import { soundDistance } from "./sound";
import type { Verdict } from "./verdict";

/** Everything a caller has said of one address; plain JSON. */
export interface EmailState {
  local: Piece[];
  domains: { text: string; weight: number }[];
  letters: { at: number; char: string }[];
  asked: { spell: number; letter: number };
}
export const newEmail = (): EmailState => ({
  local: [],
  domains: [],
  letters: [],
  asked: { spell: 0, letter: 0 },
});

export interface EmailReading {
  /** Before the `@`; empty when only the domain was said. */
  local: string;
  /** Where the part before the `@` was spelled. */
  signs?: readonly Sign[];
  domain: string;
  weight: number;
}

export interface EmailKnowledge {
  /** First and last name as far as known: a part of the address that sounds like one is written like it. */
  names: readonly string[];
}

/** Providers whose name, misheard by one sign, is more likely than a domain nobody has heard of. */
const PROVIDERS =
  "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com proton.me protonmail.com gmx.de gmx.net gmx.at web.de t-online.de freenet.de orange.fr free.fr laposte.net libero.it btinternet.com example.com example.org".split(
    " ",
  );
const ENOUGH = 0.8;
const MAX_SPELL = 1;
const MAX_LETTER = 2;
const NAME = 2.2;
const PROVIDER = 1.2;

/** Takes one utterance; a correction replaces what was said before, a spelling the part before the `@`. */
export function hearEmail(
  state: EmailState,
  readings: readonly EmailReading[],
  confidence: number,
  correction = false,
): EmailState {
  if (readings.length === 0) return state;
  const spelled = readings.some((r) => r.signs && r.signs.length > 0);
  const before = correction ? { ...newEmail(), asked: state.asked } : state;
  const local = readings
    .filter((r) => r.local !== "")
    .map((r) => ({
      // Heard as a word, its letters are as doubtful as any; typed, confidence is 1 and they are not.
      signs: r.signs ?? [...r.local].map((char): Sign => ({ char, sure: !spelled || /[\d._+-]/.test(char) })),
      weight: r.weight,
    }));
  const domains = readings.filter((r) => r.domain !== "").map((r) => ({ text: r.domain, weight: r.weight }));
  return {
    ...before,
    letters: [],
    local: local.length ? [...before.local, { readings: local, confidence }].slice(-3) : before.local,
    domains: domains.length ? domains : before.domains,
  };
}

/** The answer to a question about one letter. */
export const hearEmailLetter = (state: EmailState, at: number, char: string): EmailState => ({
  ...state,
  letters: [...state.letters, { at, char }].slice(-8),
});

export const askedEmail = (state: EmailState, kind: "spell" | "letter"): EmailState => ({
  ...state,
  asked: { ...state.asked, [kind]: state.asked[kind] + 1 },
});

/** `a` can be made `b` by one sign more, less or another. */
function oneApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  const [x, y] = [a.slice(i), b.slice(i)];
  return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1);
}

function domainOf(state: EmailState): string | undefined {
  const scored = new Map<string, number>();
  const put = (text: string, score: number): void => {
    scored.set(text, Math.max(scored.get(text) ?? -Infinity, score));
  };
  for (const { text, weight } of state.domains) {
    const known = PROVIDERS.includes(text);
    put(text, Math.log(weight) + (known ? PROVIDER : 0));
    if (known) continue;
    for (const name of PROVIDERS) if (oneApart(text, name)) put(name, Math.log(weight) + PROVIDER - 0.6);
  }
  return [...scored].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Candidates in which a part that sounds like the caller's name is written like it. */
function withNames(scored: readonly Scored[], names: readonly string[]): Scored[] {
  const known = names.map((name) => name.toLowerCase().replace(/[^\p{L}]/gu, "")).filter((n) => n.length > 2);
  return scored.flatMap(({ text, score }) => {
    const parts = text.split(/([._+\d-]+)/);
    const written = parts
      .map((part) => known.find((name) => part.length > 2 && soundDistance(part, name) === 0) ?? part)
      .join("");
    return written === text
      ? [{ text, score: score + (parts.some((p) => known.includes(p)) ? NAME : 0) }]
      : [
          { text, score },
          { text: written, score: score + NAME },
        ];
  });
}

/** The address behind all that was said, and what to ask next: to spell the part before the `@`, or one letter of it. */
export function judgeEmail(state: EmailState, { names }: EmailKnowledge): Verdict {
  const domain = domainOf(state);
  const isSpelled = state.local.some(({ readings }) => readings.some((r) => r.signs.some((s) => !s.sure)));
  const scored = withNames(likeliest(state.local), isSpelled ? [] : names)
    .map(({ text, score }) => ({
      text: state.letters.reduce((now, { at, char }) => now.slice(0, at) + char + now.slice(at + 1), text),
      score,
    }))
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (!best || !domain) return { share: 0, next: { kind: "ask" } };
  const value = `${best.text}@${domain}`;
  const { share, places } = doubts(scored, ENOUGH);
  const answered = new Set(state.letters.map(({ at }) => at));
  const place = places.find(({ at, options }) => !answered.has(at) && options[1] !== "");
  const hasRivals = !isSpelled && share < ENOUGH;
  if (hasRivals && state.asked.spell < MAX_SPELL) return { value, share, next: { kind: "spell" } };
  if (isSpelled && place && state.asked.letter < MAX_LETTER)
    return {
      value,
      share,
      next: { kind: "sign", at: place.at, options: place.options, before: best.text.slice(0, place.at) },
    };
  return { value, share, next: { kind: "done" } };
}
