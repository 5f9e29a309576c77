import type { Expectation } from "@/server/brain/port";

/** Silence after which a guest's turn is over, in milliseconds, by what the dialogue expects. */
const WAIT: Readonly<Record<Expectation["kind"], number>> = {
  yes_no: 350,
  choice: 450,
  nights: 500,
  party: 600,
  time: 600,
  date: 700,
  open: 750,
  name: 900,
  text: 1_000,
  digits: 1_200,
};
const SHORTEST = 250;
const LONGEST = 1_200;
/** People pause between groups of digits and between letters; a keypad ends earlier. */
const READING = 1_500;
/** A reading that may be complete, by the recogniser or by its length. */
const READ = 600;

/** Words after which nobody has finished a sentence: conjunctions, prepositions, articles, sounds of thinking. */
const UNFINISHED = new Set(
  (
    "and or but so because if the a an to for from with of um uh uhm er erm my is are on at in until till about that " +
    "i i'd i'm we we'd would could can between plus " +
    "und oder aber weil dass der die das den dem ein eine für von mit bis am im um äh ähm ich wir mein meine " +
    "y o pero porque que el la los las un una de del para con desde hasta eh este mi quiero " +
    "et ou mais parce le les des du pour avec à jusqu'au euh je nous mon ma voudrais " +
    "এবং আর কিন্তু যে থেকে জন্য মানে"
  ).split(" "),
);
/** Whole answers: who says one of these and pauses has answered. */
const ANSWER =
  /^(yes|no|yeah|yep|nope|sure|correct|exactly|that's right|yes please|no thanks?|no thank you|ja|nein|genau|sí|si|no gracias|oui|non|d'accord|হ্যাঁ|না|জি)[.!]?$/i;
/** "for three nights", "two adults", "at seven p m": the value and its unit, so nothing is missing. */
const MEASURED =
  /\b(nights?|weeks?|adults?|guests?|people|persons?|children|kids|o'clock|a\.?m|p\.?m|noon|midnight|nächte|nacht|personen|erwachsene|uhr|noches?|personas|adultos|nuits?|personnes|adultes|heures)[.!]?$/i;
const DIGIT =
  /^(\d+|oh|o|zero|one|two|three|four|five|six|seven|eight|nine|double|triple|null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf)$/i;
const LETTER = /^(\p{L}\.?|double|dash|hyphen|dot|at)$/u;
/** A recogniser's stability from which its partial counts as the end of an utterance (Riva sends exactly 1). */
const STABLE = 1;
/** Digits or letters in a row at the end that make a reading: a number of nights is one, a phone number is more. */
const MANY = 3;

export interface SoFar {
  expectation: Expectation;
  /** What the recogniser has so far; empty when it says nothing before its final. */
  partial: string;
  stability?: number | undefined;
  /** It was begun while the line spoke. */
  overLine?: boolean;
}

/**
 * How long the guest may pause before the turn counts as finished, in milliseconds: 250 to 1,200, and 1,500 while
 * digits or letters are read.
 */
export function endpointingMs({ expectation, partial, stability, overLine }: SoFar): number {
  const words = partial.trim().split(/\s+/).filter(Boolean);
  const last = words.at(-1)?.toLowerCase();
  const settled = stability !== undefined && stability >= STABLE;
  // A noise over the line's words: the sooner it is known for one, the sooner the line goes on.
  if (last === undefined) return overLine ? SHORTEST : WAIT[expectation.kind];
  if (expectation.kind === "digits") return readingWait(digitsIn(words), expectation, settled);
  if (isReading(words, expectation)) return READING;
  const bare = last.replace(/[,;:]$/, "");
  if (last !== bare || UNFINISHED.has(bare.replace(/\.{2,}$|…$/, ""))) return LONGEST;
  return Math.max(SHORTEST, Math.round(WAIT[expectation.kind] * hurry(partial.trim(), expectation, settled)));
}

/** Full length known: at once. Long enough and settled: soon. Else the next group may come. */
function readingWait(count: number, asked: { min: number; max: number }, settled: boolean): number {
  if (count >= asked.max) return SHORTEST;
  return count >= asked.min && settled ? READ : READING;
}

const digitsIn = (words: readonly string[]): number =>
  words.reduce((sum, word) => sum + (/^\d+$/.test(word) ? word.length : DIGIT.test(word) ? 1 : 0), 0);

/** A number or a spelling is being read, whatever was asked: it ends with several digits or letters in a row. */
function isReading(words: readonly string[], expectation: Expectation): boolean {
  const trailing = (pattern: RegExp) => {
    let count = 0;
    while (count < words.length && pattern.test(words[words.length - 1 - count] as string)) count += 1;
    return count;
  };
  if (trailing(LETTER) >= (expectation.kind === "name" ? 1 : MANY)) return true;
  return trailing(DIGIT) >= MANY && expectation.kind !== "date" && expectation.kind !== "time";
}

/** The share of the usual wait that is enough for these words. */
function hurry(partial: string, expectation: Expectation, settled: boolean): number {
  if (ANSWER.test(partial)) return expectation.kind === "yes_no" ? 0.7 : 0.6;
  if (/[.!?।]$/.test(partial) || MEASURED.test(partial)) return 0.5;
  return settled ? 0.5 : 1;
}
