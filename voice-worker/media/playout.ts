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

interface Clause {
  key: string;
  audio: PcmQueue;
  complete: boolean;
  /** Its audio broke off: what there is is played, and no mark will vouch for it. */
  broken: boolean;
}

/**
 * Paces one call's speech to real time on the shared clock: about 100 ms a message, 200–400 ms ahead of the
 * ear, a mark after each clause. Times are milliseconds of the clock.
 */
export class Playout {
  private readonly clauses: Clause[] = [];
  private readonly awaited = new Map<string, number>();
  private playhead = 0;
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

  /** The voice failed in this clause: the rest of it will never come, and it never counts as played. */
  abandon(key: string): void {
    if (this.closed) return;
    const clause = this.clauseOf(key);
    clause.broken = true;
    clause.complete = true;
    this.pump(this.clock.now());
  }

  /** The far side returned a mark. Unknown, repeated and cleared marks are ignored. */
  mark(name: string): void {
    if (this.awaited.delete(name)) this.events.played(name, this.clock.now());
    this.rest();
  }

  /** Barge-in: forgets what was not sent and tells the far side to drop the rest. Its marks no longer count. */
  clear(): void {
    const pending = this.clauses.length > 0 || this.awaited.size > 0;
    this.clauses.length = 0;
    this.awaited.clear();
    this.playhead = 0;
    if (pending && !this.closed) this.transport.clear();
    this.rest();
  }

  close(): void {
    this.closed = true;
    this.clauses.length = 0;
    this.awaited.clear();
    this.rest();
  }

  get idle(): boolean {
    return this.clauses.length === 0 && this.awaited.size === 0;
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
    const clause = {
      key,
      audio: new PcmQueue(this.transport.sampleRate, QUEUE_MS),
      complete: false,
      broken: false,
    };
    this.clauses.push(clause);
    this.stopTicking ??= this.clock.add((now) => this.pump(now));
    return clause;
  }

  private pump(now: number): void {
    for (let clause = this.clauses[0]; clause; clause = this.clauses[0]) {
      if (clause.audio.ms > 0) {
        const ahead = this.playhead - now;
        if (ahead >= AHEAD_MS) break;
        // A short piece waits for more while there is still something to hear, so that messages stay large.
        if (clause.audio.ms < MESSAGE_MS && !clause.complete && ahead > MESSAGE_MS) break;
        this.send(clause, now);
        continue;
      }
      if (!clause.complete) break;
      this.clauses.shift();
      if (clause.broken) {
        this.events.lost(clause.key, now);
        continue;
      }
      this.awaited.set(clause.key, Math.max(this.playhead, now) + MARK_GRACE_MS);
      this.transport.sendMark(clause.key);
    }
    this.giveUp(now);
  }

  private send(clause: Clause, now: number): void {
    const pcm = clause.audio.take(MESSAGE_MS);
    const ms = (pcm.length / this.transport.sampleRate) * 1000;
    const startsAt = Math.max(this.playhead, now);
    this.playhead = startsAt + ms;
    this.transport.sendAudio(pcm);
    this.events.sent(clause.key, ms, now, startsAt, pcm);
  }

  private giveUp(now: number): void {
    for (const [key, deadline] of this.awaited) {
      if (now < deadline) continue;
      this.awaited.delete(key);
      this.events.lost(key, now);
    }
    this.rest();
  }

  private rest(): void {
    if (!this.idle) return;
    this.stopTicking?.();
    this.stopTicking = undefined;
  }
}
