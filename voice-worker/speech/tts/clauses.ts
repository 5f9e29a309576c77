/** Cuts normalised text into pieces a voice can start on, and says how long to pause after each. */

export interface Clause {
  text: string;
  /** Silence after it, milliseconds. */
  pauseMs: number;
}

/** Longer stretches are cut at commas, then at spaces: the first sound must not wait for a paragraph. */
const COMMA_CUT = 90;
const HARD_CUT = 160;
const PAUSES: Record<string, number> = { ".": 220, "?": 220, "!": 220, ";": 180, ":": 180, ",": 120 };

const cutHard = (text: string): string[] => {
  const out: string[] = [];
  let rest = text;
  while (rest.length > HARD_CUT) {
    const space = rest.lastIndexOf(" ", HARD_CUT);
    const at = space > 0 ? space : HARD_CUT;
    out.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return rest ? [...out, rest] : out;
};

/** Joins comma phrases greedily so that pieces stay near 90 characters: fewer cuts keep the melody. */
function cutAtCommas(sentence: string): string[] {
  if (sentence.length <= COMMA_CUT) return [sentence];
  const out: string[] = [];
  for (const phrase of sentence.split(/(?<=[,;:]) /)) {
    const last = out.at(-1);
    if (last !== undefined && last.length + phrase.length < COMMA_CUT)
      out[out.length - 1] = `${last} ${phrase}`;
    else out.push(phrase);
  }
  return out;
}

/** Splits at sentence ends always, at commas only where a sentence is long. */
export function splitClauses(text: string): Clause[] {
  return text
    .split(/(?<=[.?!]) +/)
    .flatMap(cutAtCommas)
    .flatMap(cutHard)
    .filter((piece) => /[A-Za-z]/.test(piece))
    .map((piece) => ({ text: piece, pauseMs: PAUSES[piece.at(-1) as string] ?? 60 }));
}
