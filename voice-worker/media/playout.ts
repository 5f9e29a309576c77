import type { Cancel } from "../timing";
import type { FrameClock } from "./clock";
import type { MediaTransport } from "./port";
import { PcmQueue } from "./queue";

/** Length of one outgoing message: 100 ms costs about 40 % less CPU than 20 ms. */
export const MESSAGE_MS = 100;
/** Audio kept at the far side. Less starves on jitter, more makes a barge-in late on carriers without `clear`. */
export const AHEAD_MS = 300;
/** Synthesised audio that may wait here before `push` refuses. */
export const QUEUE_MS = 90_000;
/** A mark is given up this long after its audio should have been played. */
const MARK_GRACE_MS = 3_000;

export interface PlayoutEvents {
  /** Audio of this clause left for the caller; `startsAt` is when the caller begins to hear this piece. */
  sent(key: string, ms: number, now: number, startsAt: number, pcm: Int16Array): void;
  /** The caller has heard the clause to its end. */
  played(key: string, now: number): void;
  /** The far side never returned the clause's mark. */
  lost(key: string, now: number): void;
}

/** What was sent and not yet vouched for by a mark, so that speech cut by a noise can go on where it stopped. */
interface SentPiece {
  pcm: Int16Array;
  startsAt: number;
}

interface Clause {
  key: string;
  audio: PcmQueue;
  sent: SentPiece[];
  complete: boolean;
  /** The mark that was sent after its last piece, and when it is given up. */
  mark?: { name: string; deadline: number };
  /** Times it was sent back to where it stopped: marks of an earlier run do not count. */
  runs: number;
}

/** A pause goes on from a little before where it stopped: the far side was behind our clock. */
const REWIND_MS = 200;

/**
 * Paces one call's speech to real time on the shared clock: about 100 ms a message, 200–400 ms ahead of the
 * ear, a mark after each clause. Times are milliseconds of the clock.
 */
export class Playout {
  private clauses: Clause[] = [];
  private playhead = 0;
  private paused = false;
  private stopTicking: Cancel | undefined;
  private closed = false;

  constructor(
    private readonly transport: MediaTransport,
    private readonly clock: FrameClock,
    private readonly events: PlayoutEvents,
  ) {}

  /** Adds audio of a clause; false when the bound is reached. A new key starts a new clause. */
  push(key: string, pcm: Int16Array): boolean {
    if (this.closed) return false;
    const accepted = this.clauseOf(key).audio.push(pcm);
    this.pump(this.clock.now());
    return accepted;
  }

  /** No more audio will come for this clause: its mark follows the last frame. */
  complete(key: string): void {
    if (this.closed) return;
    this.clauseOf(key).complete = true;
    this.pump(this.clock.now());
  }

  /** The far side returned a mark. Unknown, repeated and cleared marks are ignored. */
  mark(name: string): void {
    const clause = this.clauses.find((candidate) => candidate.mark?.name === name);
    if (clause) {
      this.drop(clause);
      this.events.played(clause.key, this.clock.now());
    }
    this.rest();
  }

  /** Barge-in: forgets what was not sent and tells the far side to drop the rest. Its marks no longer count. */
  clear(): void {
    const pending = this.clauses.length > 0 && !this.paused;
    this.clauses = [];
    this.playhead = 0;
    this.paused = false;
    if (pending && !this.closed) this.transport.clear();
    this.rest();
  }

  /**
   * Silence at once, with everything kept that was not heard, also of clauses whose sound is still to come. Returns, for
   * each clause that had begun, how much of it was heard, milliseconds from its start.
   */
  pause(): { key: string; heardMs: number }[] {
    if (this.paused || this.closed) return [];
    this.paused = true;
    if (this.clauses.length === 0) return [];
    const now = this.clock.now();
    this.transport.clear();
    this.playhead = 0;
    return this.clauses
      .filter((clause) => clause.sent.length > 0)
      .map((clause) => ({ key: clause.key, heardMs: this.rewind(clause, now) }));
  }

  /** Goes on from where `pause` stopped. */
  resume(): void {
    if (!this.paused) return;
    this.paused = false;
    this.pump(this.clock.now());
    this.rest();
  }

  close(): void {
    this.closed = true;
    this.clauses = [];
    this.rest();
  }

  /** True once audio of this clause has come and not all of it is vouched for. */
  has(key: string): boolean {
    return this.clauses.some((clause) => clause.key === key);
  }

  get isPaused(): boolean {
    return this.paused;
  }

  get idle(): boolean {
    return this.clauses.length === 0;
  }

  /** Synthesised audio that was not sent yet. */
  get queuedMs(): number {
    let ms = 0;
    for (const clause of this.clauses) ms += clause.audio.ms;
    return ms;
  }

  private clauseOf(key: string): Clause {
    const found = this.clauses.find((clause) => clause.key === key);
    if (found) return found;
    const audio = new PcmQueue(this.transport.sampleRate, QUEUE_MS);
    const clause = { key, audio, sent: [], complete: false, runs: 0 };
    this.clauses.push(clause);
    this.stopTicking ??= this.clock.add((now) => this.pump(now));
    return clause;
  }

  private pump(now: number): void {
    if (this.paused) return;
    for (const clause of [...this.clauses]) {
      if (clause.mark) continue;
      if (!this.sendAll(clause, now)) break;
      const name = clause.runs === 0 ? clause.key : `${clause.key}~${clause.runs}`;
      clause.mark = { name, deadline: Math.max(this.playhead, now) + MARK_GRACE_MS };
      this.transport.sendMark(name);
    }
    this.giveUp(now);
  }

  /** Sends what is due of one clause; true when all of it is out and no more will come. */
  private sendAll(clause: Clause, now: number): boolean {
    while (clause.audio.ms > 0) {
      const ahead = this.playhead - now;
      if (ahead >= AHEAD_MS) return false;
      // A short piece waits for more while there is still something to hear, so that messages stay large.
      if (clause.audio.ms < MESSAGE_MS && !clause.complete && ahead > MESSAGE_MS) return false;
      this.send(clause, now);
    }
    return clause.complete;
  }

  private send(clause: Clause, now: number): void {
    const pcm = clause.audio.take(MESSAGE_MS);
    const ms = this.msOf(pcm.length);
    const startsAt = Math.max(this.playhead, now);
    this.playhead = startsAt + ms;
    clause.sent.push({ pcm, startsAt });
    this.transport.sendAudio(pcm);
    this.events.sent(clause.key, ms, now, startsAt, pcm);
  }

  /** Puts what was not heard by `now` back in front of the clause's queue; how much stays heard, in milliseconds. */
  private rewind(clause: Clause, now: number): number {
    const samplesHeard = clause.sent.reduce((sum, { pcm, startsAt }) => {
      const passed = ((now - startsAt) / 1000) * this.transport.sampleRate;
      return sum + Math.min(pcm.length, Math.max(0, Math.floor(passed)));
    }, 0);
    const all = concat(clause.sent.map(({ pcm }) => pcm));
    const back = Math.round((REWIND_MS / 1000) * this.transport.sampleRate);
    const from = Math.max(0, samplesHeard - back);
    clause.audio.unshift(all.subarray(from));
    clause.sent = from > 0 ? [{ pcm: all.subarray(0, from), startsAt: Number.NEGATIVE_INFINITY }] : [];
    if (clause.mark) clause.runs += 1;
    delete clause.mark;
    return this.msOf(from);
  }

  private giveUp(now: number): void {
    for (const clause of this.clauses) {
      if (!clause.mark || now < clause.mark.deadline) continue;
      this.drop(clause);
      this.events.lost(clause.key, now);
    }
    this.rest();
  }

  private drop(clause: Clause): void {
    this.clauses = this.clauses.filter((other) => other !== clause);
  }

  private msOf(samples: number): number {
    return (samples / this.transport.sampleRate) * 1000;
  }

  private rest(): void {
    if (!this.idle) return;
    this.stopTicking?.();
    this.stopTicking = undefined;
  }
}

function concat(parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
