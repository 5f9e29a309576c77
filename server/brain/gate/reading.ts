import { glossed, languagesOf, lexicons } from "./tongues";
import { plain, type Token, tokenise } from "./words";

/** A sentence as the gate reads it: in English words, each with its place in what was written. */
export interface Reading {
  sentence: string;
  /** The words joined: what patterns and topics are looked for in. */
  text: string;
  tokens: readonly Token[];
  /** Some of it is not English. */
  foreign: boolean;
  /** Stretches in a language that the gate does not know. */
  unread: readonly string[];
  /** The language at a place of the sentence. */
  languageAt(start: number): string;
  /** The English words before and after a place. */
  before(start: number): string;
  after(end: number): string;
}

export interface ReadingOptions {
  /** The language the sentence is most likely in. */
  language: string;
  /** Names that stand in any language: of room types. */
  names?: readonly string[];
}

interface Run {
  start: number;
  end: number;
  language: string;
}
const CLAUSE = /(?<!\b\d{1,2})[.](?=\s|$)|[,;:!?…।](?=\s|$)|\s[-–—]\s|\n/gu;
const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;

/** Reads a sentence in whatever language each of its clauses is. */
export function read(sentence: string, { language, names = [] }: ReadingOptions): Reading {
  const known = names.map((name) => plain(name).split(" ").filter(Boolean));
  const { runs, unread } = runsOf(sentence, codeOf(language), new Set(known.flat()));
  if (runs.every((run) => run.language === "en")) return englishReading(sentence, unread);
  const tokens = runs.flatMap((run) => {
    const text = sentence.slice(run.start, run.end);
    const lexicon = lexicons().get(run.language);
    const read = lexicon ? glossed(text, lexicon, known) : tokenise(text);
    return read.map((token) => ({ ...token, start: token.start + run.start, end: token.end + run.start }));
  });
  return {
    sentence,
    tokens,
    text: joined(tokens),
    foreign: true,
    unread,
    languageAt: (start) => (runs.findLast((run) => run.start <= start) ?? (runs[0] as Run)).language,
    before: (start) => joined(tokens.filter((token) => token.end <= start)),
    after: (end) => joined(tokens.filter((token) => token.start >= end)),
  };
}

/** BCP 47 to the codes of our languages; both ways to write Norwegian are one. */
const codeOf = (language: string): string => {
  const code = language.slice(0, 2).toLowerCase();
  return code === "nb" || code === "nn" ? "no" : code;
};

const englishReading = (sentence: string, unread: readonly string[]): Reading => ({
  sentence,
  tokens: tokenise(sentence),
  text: plain(sentence),
  foreign: false,
  unread,
  languageAt: () => "en",
  before: (start) => plain(sentence.slice(0, start)),
  after: (end) => plain(sentence.slice(end)),
});

const joined = (tokens: readonly Token[]): string =>
  plain(tokens.map((token) => token.w).join(" ")).replace(/ (?=[.,;:?!])/g, "");

interface Clause {
  start: number;
  end: number;
  words: number;
  votes: Map<string, number>;
}

function clausesOf(sentence: string, names: ReadonlySet<string>): Clause[] {
  const ends = [...sentence.matchAll(CLAUSE)].map((hit) => hit.index + hit[0].length);
  if (ends.at(-1) !== sentence.length) ends.push(sentence.length);
  let start = 0;
  return ends.map((end) => {
    const votes = new Map<string, number>();
    let words = 0;
    for (const [written] of sentence.slice(start, end).matchAll(WORD)) {
      const word = written.normalize("NFC").toLowerCase().replace("’", "'");
      // A letter may be one of a code that is spelled.
      if (names.has(word) || /^[A-HJ-Z]$/.test(written)) continue;
      const parts = languagesOf(word).length > 0 ? [word] : word.split("'");
      for (const part of parts) {
        const of = languagesOf(parts.length > 1 && part !== parts.at(-1) ? `${part}'` : part);
        // An unknown word that begins with a capital may be anybody's name, and a letter stands for itself.
        if (of.length === 0 && (/^\p{Lu}/u.test(written) || part.length < 2) && words > 0) continue;
        words += 1;
        for (const code of of) votes.set(code, (votes.get(code) ?? 0) + 1);
      }
    }
    const clause = { start, end, words, votes };
    start = end;
    return clause;
  });
}

/** Fewer of its words than this known, and a stretch counts as unread. */
const READ = 0.34;

function runsOf(
  sentence: string,
  expected: string,
  names: ReadonlySet<string>,
): { runs: Run[]; unread: string[] } {
  const clauses = clausesOf(sentence, names);
  const total = new Map<string, number>();
  for (const clause of clauses) {
    for (const [code, votes] of clause.votes) total.set(code, (total.get(code) ?? 0) + votes);
  }
  const supported = expected === "en" || lexicons().has(expected) ? expected : "en";
  const main = bestOf(total, supported, supported);
  const runs: Run[] = [];
  const unread: string[] = [];
  for (const clause of clauses) {
    const language = bestOf(clause.votes, main, supported);
    const votes = clause.votes.get(language) ?? 0;
    const unknown = clause.words - votes;
    const whole = total.get(main) ?? 0;
    if (clause.words > 0 && votes / clause.words < READ && (unknown > 1 || whole === 0))
      unread.push(sentence.slice(clause.start, clause.end).trim());
    const last = runs.at(-1);
    if (last?.language === language) last.end = clause.end;
    else runs.push({ start: clause.start, end: clause.end, language });
  }
  return { runs: runs.length > 0 ? runs : [{ start: 0, end: 0, language: main }], unread };
}

/** The language with the most words; of equals the first of those that are expected. */
function bestOf(votes: ReadonlyMap<string, number>, ...expected: readonly string[]): string {
  const most = Math.max(0, ...votes.values());
  const first = expected[0] as string;
  if (most === 0) return first;
  return (
    expected.find((code) => votes.get(code) === most) ??
    [...votes].find(([, count]) => count === most)?.[0] ??
    first
  );
}
