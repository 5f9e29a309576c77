import { FILLER_AFTER_THINK_MS, FILLER_AFTER_TOOL_MS, FILLER_AGAIN_MS } from "../call/machine-moves";
import { TimerBag, type Timers } from "../timing";
import { SILENCE_MS } from "./wait";

/** An answer that does not sound by then is dropped and asked for again; to the guest it is half a second longer. */
export const ANSWER_MS = 1_700;
/** The second one, the one after a filler, or a tool whose arguments are being written, has this long. */
export const ANSWER_AGAIN_MS = 3_000;
/** A tool that is nearly done needs no filler before its answer. */
const FILLER_SOONEST_MS = 200;
/** Responses in a row that failed or did not come, until the call is given up. */
const MOST_FAILURES = 2;
/** Turns of the guest in which nothing of the line was heard, from which on a vendor is not slow but dead. */
const MOST_UNHEARD = 3;

export interface QuietDeps {
  timers: Timers;
  silenceMs: number;
  /** The guest has said nothing, for the how manieth time. */
  silent(times: number): void;
  /** A tool takes long; `count` chooses the words. */
  filler(count: number): void;
  /** Nothing sounds: what was to be said is asked for anew, after filler `count` if the guest waits for an answer. */
  again(count: number | undefined): void;
  /** The vendor does not answer any more. */
  giveUp(): void;
}

/**
 * Who owes whom a word when nobody speaks: the guest, then their silence counts; or the line, then the wait is covered
 * while a tool runs, and what does not come is asked for once more.
 */
export class RealtimeQuiet {
  /** The line is heard. */
  speaking = false;
  private readonly bag: TimerBag;
  private talking = false;
  /** The guest has spoken, or a tool has answered, and no answer to it has sounded. */
  private owed = false;
  private working = 0;
  private silences = 0;
  private fillers = 0;
  private failures = 0;
  /** Turns of the guest since the line was last heard. */
  private unheard = 0;
  /** Whether the model writes a tool's arguments instead of words, and whether it was given the time for it. */
  private writing: "no" | "yes" | "waited for" = "no";
  private guestStoppedAt: number | undefined;
  private closed = false;

  constructor(private readonly deps: QuietDeps) {
    this.bag = new TimerBag(deps.timers);
  }

  get toolRuns(): boolean {
    return this.working > 0;
  }

  guestBegins(): void {
    this.silences = 0;
    this.talking = true;
    this.bag.clear("silence");
    this.bag.clear("wait");
  }

  guestStops(): void {
    this.talking = false;
    this.owed = true;
    this.fillers = 0;
    this.writing = "no";
    if (++this.unheard < MOST_UNHEARD) this.failures = 0;
    this.guestStoppedAt = this.deps.timers.now();
    this.waitForLine();
  }

  /** The model writes a tool's arguments: it is not dead, and has longer once. */
  writes(): void {
    if (this.writing === "no") this.writing = "yes";
  }

  toolBegins(): void {
    this.working += 1;
    this.failures = 0;
    this.unheard = 0;
    this.writing = "no";
    this.bag.clear("silence");
    if (this.working > 1) return;
    const now = this.deps.timers.now();
    const sinceGuest = now - (this.guestStoppedAt ?? now);
    const left = Math.max(FILLER_SOONEST_MS, FILLER_AFTER_THINK_MS - SILENCE_MS - sinceGuest);
    this.waitForLine(this.fillers > 0 ? FILLER_AGAIN_MS : Math.min(FILLER_AFTER_TOOL_MS, left));
  }

  toolEnds(): void {
    this.working -= 1;
    this.owed = true;
    if (this.working === 0) this.waitForLine();
  }

  /** The line begins to be heard: with an answer, or only with a filler. */
  sounds(filler: boolean): void {
    this.speaking = true;
    this.unheard = 0;
    this.bag.clear("silence");
    this.bag.clear("wait");
    if (filler) return;
    this.failures = 0;
    this.owed = false;
  }

  /** The line has fallen silent. `follows`: more is being made. */
  stops(follows: boolean): void {
    this.speaking = false;
    if (this.working > 0 || this.owed || follows) return this.waitForLine();
    if (this.talking || this.closed) return;
    this.bag.set("silence", this.deps.silenceMs, () => this.deps.silent(++this.silences));
  }

  /** A response failed. Whether it may be asked for again. */
  failed(): boolean {
    if (this.closed) return false;
    if (++this.failures >= MOST_FAILURES) {
      this.deps.giveUp();
      return false;
    }
    this.waitForLine();
    return true;
  }

  /** The line has something to say, or the call is in a tool: it must not be silent for longer than `ms`. */
  waitForLine(ms = this.patience()): void {
    if (this.closed || this.speaking || this.talking) return;
    this.bag.clear("silence");
    this.bag.set("wait", ms, () => this.onWait());
  }

  /** The call is being led to its end: nothing is waited for any more. */
  close(): void {
    this.closed = true;
    this.bag.close();
  }

  private patience(): number {
    if (this.working > 0) return this.fillers > 0 ? FILLER_AGAIN_MS : FILLER_AFTER_THINK_MS;
    return this.fillers > 0 || this.failures > 0 ? ANSWER_AGAIN_MS : ANSWER_MS;
  }

  private onWait(): void {
    if (this.working > 0) this.deps.filler(this.fillers++);
    else if (this.writing === "yes") {
      this.writing = "waited for";
      return this.waitForLine(ANSWER_AGAIN_MS - ANSWER_MS);
    } else if (++this.failures >= MOST_FAILURES) return this.deps.giveUp();
    else this.deps.again(this.owed ? this.fillers++ : undefined);
    this.waitForLine();
  }
}
