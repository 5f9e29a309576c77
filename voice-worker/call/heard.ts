import type { SpokenWord } from "../speech/tts/port";
import { wordEnds } from "./word-ends";

/** A clause on its way to the guest's ear. Times are milliseconds of the worker's clock. */
interface Clause {
  key: string;
  text: string;
  /** When the caller began to hear it, by our pacing. */
  startedAt?: number;
  sentMs: number;
  /** Heard before it was paused; `sentMs` and `startedAt` go on from there. */
  baseMs: number;
  /** Synthesised so far. */
  givenMs: number;
  /** Its length, once it is synthesised to its end. */
  totalMs?: number;
  /** When its words sound, as far as the voice has told. */
  words: SpokenWord[];
  acknowledged: boolean;
}

export interface Heard {
  heard: string;
  unheard: string;
}

const newClause = (key: string, text: string): Clause => ({
  key,
  text,
  sentMs: 0,
  baseMs: 0,
  givenMs: 0,
  words: [],
  acknowledged: false,
});

const join = (parts: readonly string[]): string => parts.filter(Boolean).join(" ");

/** Splits `text` after its first `count` words. */
function splitWords(text: string, count: number): Heard {
  const words = text.split(/\s+/).filter(Boolean);
  return { heard: words.slice(0, count).join(" "), unheard: words.slice(count).join(" ") };
}

/** Speaking rate assumed for a clause whose end is not synthesised yet, so that no word is credited too early. */
const MS_PER_WORD = 400;

/** How many of a clause's words are over after `playing` milliseconds of it. */
function saidBy(clause: Clause, playing: number, words: number): number {
  const ends = clause.words.length > 0 ? wordEnds(clause.text, clause.words) : undefined;
  if (ends) return ends.filter((end) => end <= playing).length;
  const length = Math.max(clause.sentMs, clause.totalMs ?? words * MS_PER_WORD);
  return length > 0 ? Math.floor((playing / length) * words) : 0;
}

/**
 * What of one response was heard. Acknowledged clauses count whole; of the one clause after them the words that
 * the elapsed playing time covers, by the voice's own times of words where it tells them, else in proportion; nothing
 * after that. It never credits a word whose audio was not sent.
 */
export class HeardLedger {
  private readonly clauses: Clause[] = [];
  private acknowledgedAt = 0;

  add(key: string, text: string): void {
    this.clauses.push(newClause(key, text));
  }

  /** The rest of clause `after`, which was torn, is a clause of its own. */
  addAfter(after: string, key: string, text: string): void {
    this.clauses.splice(
      this.clauses.findIndex((clause) => clause.key === after) + 1,
      0,
      newClause(key, text),
    );
  }

  /** So much of a clause is synthesised, in milliseconds, sent or not. */
  given(key: string, ms: number): void {
    const clause = this.find(key);
    if (clause) clause.givenMs = ms;
  }

  /**
   * The voice broke off: the clause is what was given of it, with the words that are whole in it by the voice's own
   * times; with none where it told none. Returns the words that are to be said again.
   */
  tear(key: string): string {
    const clause = this.find(key);
    if (!clause) return "";
    const ends = wordEnds(clause.text, clause.words) ?? [];
    const whole = clause.words.length > 0 ? ends.filter((end) => end <= clause.givenMs).length : 0;
    const { heard, unheard } = splitWords(clause.text, whole);
    clause.text = heard;
    clause.words = clause.words.filter(({ endMs }) => endMs <= clause.givenMs);
    clause.totalMs = clause.givenMs;
    return unheard;
  }

  /** The voice tells when words of this clause sound, milliseconds from its start; in order, a few at a time. */
  told(key: string, words: readonly SpokenWord[]): void {
    this.find(key)?.words.push(...words);
  }

  sent(key: string, ms: number, startsAt: number): void {
    const clause = this.find(key);
    if (!clause) return;
    clause.startedAt ??= startsAt;
    clause.sentMs += ms;
  }

  /** Speech stopped at `now` and may go on: of this clause the first `heardMs` will not be played again. */
  pause(key: string, heardMs: number, now: number): void {
    const clause = this.find(key);
    if (!clause || clause.acknowledged) return;
    clause.baseMs = Math.max(0, Math.min(heardMs, this.playedMs(clause, now)));
    clause.sentMs = clause.baseMs;
    delete clause.startedAt;
  }

  /** The clause is synthesised to its end and `totalMs` long, sent or not. */
  complete(key: string, totalMs: number): void {
    const clause = this.find(key);
    if (clause) clause.totalMs = totalMs;
  }

  /** The mark after this clause came back. Marks come in order; one that skips a clause credits only its own. */
  acknowledge(key: string, now: number): void {
    const clause = this.find(key);
    if (!clause) return;
    clause.acknowledged = true;
    this.acknowledgedAt = now;
  }

  get everythingHeard(): boolean {
    return this.clauses.every((clause) => clause.acknowledged);
  }

  get empty(): boolean {
    return this.clauses.length === 0;
  }

  /** The words heard up to `now`, and the words that were not. */
  cut(now: number): Heard {
    const heard: string[] = [];
    const unheard: string[] = [];
    let current = true;
    for (const clause of this.clauses) {
      if (clause.acknowledged) {
        heard.push(clause.text);
        continue;
      }
      const split = current ? this.partial(clause, now) : { heard: "", unheard: clause.text };
      current = false;
      heard.push(split.heard);
      unheard.push(split.unheard);
    }
    return { heard: join(heard), unheard: join(unheard) };
  }

  private partial(clause: Clause, now: number): Heard {
    const words = clause.text.split(/\s+/).filter(Boolean).length;
    const playing = this.playedMs(clause, now);
    if (playing <= 0) return splitWords(clause.text, 0);
    const said = saidBy(clause, playing, words);
    // The last word of an unacknowledged clause is never certain: its mark would have come.
    return splitWords(clause.text, Math.min(words - 1, said));
  }

  private playedMs(clause: Clause, now: number): number {
    if (clause.startedAt === undefined) return clause.baseMs;
    const since = now - Math.max(clause.startedAt, this.acknowledgedAt);
    return Math.min(clause.sentMs, clause.baseMs + Math.max(0, since));
  }

  private find(key: string): Clause | undefined {
    return this.clauses.find((clause) => clause.key === key);
  }
}
