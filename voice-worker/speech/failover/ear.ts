import type { Expectation } from "@/server/brain/port";
import { TimerBag, type Timers } from "@/voice-worker/timing";
import type { Asr, AsrEvent, AsrOptions, AsrStream } from "../asr/port";
import { SpeechError } from "../errors";
import { EventQueue } from "../events";
import { type Choice, Ladder, type Rung } from "./ladder";
import { TurnTape } from "./turn-tape";

export interface EarRung extends Rung {
  asr: Asr;
  /** Told how much audio went to this vendor. */
  heard?(seconds: number): void;
  /** Its own `finalMs`: a vendor that hears a turn as a whole is slower. */
  finalMs?: number;
}

export interface EarFailoverOptions {
  rungs: readonly EarRung[];
  timers: Timers;
  report(vendor: string, on: boolean): void;
  /** The guest has finished a turn. */
  turnEnded?(): void;
  /**
   * A vendor without a final for this long after a turn's end has failed, while another one is left. Milliseconds. What
   * the next one needs comes on top, and the guest waits in silence for both.
   */
  finalMs?: number;
  /** How much of the audio that was not answered yet is kept for the next vendor, milliseconds. */
  tapeMs?: number;
}

/** The ears of one call behind one port. */
export class EarFailover implements Asr {
  private readonly ladder: Ladder<EarRung>;
  private closed = false;

  constructor(private readonly options: EarFailoverOptions) {
    this.ladder = new Ladder(options.rungs, () => options.timers.now(), options.report);
  }

  /** The vendor that listens now. */
  get name(): string {
    return this.ladder.current?.vendor ?? "none";
  }

  /** Throws what the last vendor threw when none opens. */
  open(asked: AsrOptions, signal: AbortSignal): AsrStream {
    signal.throwIfAborted();
    if (this.closed) throw new SpeechError("The call's ear is closed.", this.name, false);
    return new FailoverStream(this.ladder, this.options, asked, signal);
  }

  /** The rungs are closed by who made them. */
  async close(): Promise<void> {
    this.closed = true;
  }
}

const MAX_EVENTS = 64;

/**
 * One caller. A vendor that fails is replaced within the turn: the next one hears what was not answered yet, with the
 * ends of turns where they were, so that each of them still gets one final. With none left the stream says so once and
 * answers every turn with an empty final.
 */
class FailoverStream implements AsrStream {
  readonly events = new EventQueue<AsrEvent>(MAX_EVENTS, (event) => event.type !== "final");
  private readonly tape: TurnTape;
  private readonly bag: TimerBag;
  private readonly failed = new Set<EarRung>();
  private expectation: Expectation | undefined;
  private language: string;
  private choice: Choice<EarRung> | undefined;
  private inner: AsrStream | undefined;
  private closed = false;
  /** The vendor has told of a fault in the turn whose final is due next: an empty one says nothing about the guest. */
  private faulty = false;
  private readonly onAbort = () => this.close();

  constructor(
    private readonly ladder: Ladder<EarRung>,
    private readonly options: EarFailoverOptions,
    private readonly asked: AsrOptions,
    private readonly signal: AbortSignal,
  ) {
    this.language = asked.language;
    this.tape = new TurnTape(asked.sampleRate, options.tapeMs ?? 10_000);
    this.bag = new TimerBag(options.timers);
    const problem = this.openNext();
    if (problem) throw problem;
    signal.addEventListener("abort", this.onAbort, { once: true });
  }

  get isDemoEar(): boolean {
    return this.inner?.isDemoEar ?? false;
  }

  push(pcm: Int16Array): void {
    if (this.closed || !this.inner) return;
    this.tape.push(pcm);
    this.give(pcm);
  }

  expect(expectation: Expectation): void {
    this.expectation = expectation;
    this.inner?.expect(expectation);
  }

  endTurn(): void {
    if (this.closed) return;
    this.options.turnEnded?.();
    if (!this.inner) return this.events.push(nothingHeard());
    this.tape.endTurn();
    this.inner.endTurn();
    this.watchFinal();
  }

  reset(): void {
    if (this.closed) return;
    this.tape.reset();
    this.inner?.reset();
  }

  switchLanguage(language: string): void {
    this.language = language;
    this.inner?.switchLanguage?.(language);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.signal.removeEventListener("abort", this.onAbort);
    this.bag.close();
    this.inner?.close();
    this.inner = undefined;
    // A caller who hangs up before a final has shown nothing about a vendor that was away.
    if (this.choice) this.ladder.released(this.choice);
    this.events.end();
  }

  private give(pcm: Int16Array): void {
    this.choice?.rung.heard?.(pcm.length / this.asked.sampleRate);
    this.inner?.push(pcm);
  }

  /** Only while another vendor could do better: the last one keeps its own time. */
  private watchFinal(): void {
    const { choice } = this;
    const rung = choice?.rung;
    const { finalMs = 900 } = { ...this.options, ...(rung?.finalMs ? { finalMs: rung.finalMs } : {}) };
    if (this.tape.pending === 0 || !choice || this.ladder.indexOf(rung) + 1 >= this.ladder.rungs.length)
      return this.bag.clear("final");
    this.bag.set("final", finalMs, () => {
      if (choice === this.choice) this.replace(choice);
    });
  }

  // ---- what the vendor says ------------------------------------------------------------------------------

  private async listen(stream: AsrStream, choice: Choice<EarRung>): Promise<void> {
    try {
      for await (const event of stream.events) {
        if (stream !== this.inner) return;
        if (event.type === "final") this.onFinal(event, choice);
        else if (event.type === "error") this.onError(event, choice);
        else this.events.push(event);
      }
    } catch {
      // A stream whose iteration throws is as dead as one that ends.
    }
    if (stream === this.inner && !this.closed) this.replace(choice);
  }

  private onFinal(event: Extract<AsrEvent, { type: "final" }>, choice: Choice<EarRung>): void {
    if (this.tape.pending === 0) return;
    const others = this.ladder.rungs.some((other) => other !== choice.rung && !this.failed.has(other));
    if (event.text === "" && this.faulty && others) return this.replace(choice, true);
    this.faulty = false;
    this.tape.answered();
    if (event.text !== "") {
      this.failed.clear();
      this.ladder.succeeded(choice);
    }
    this.events.push(event);
    this.watchFinal();
    if (this.tape.pending === 0 && this.ladder.betterMayWork) this.goBack();
  }

  private onError(event: Extract<AsrEvent, { type: "error" }>, choice: Choice<EarRung>): void {
    if (event.reason === "overflow" || (!event.fatal && event.reason === undefined))
      return this.events.push(event);
    if (event.fatal) return this.replace(choice);
    this.ladder.failed(choice);
    this.faulty = true;
    if (choice.rung.breaker?.state === "open") this.replace(choice, true);
    else this.events.push(event);
  }

  // ---- who listens ---------------------------------------------------------------------------------------

  /** The vendor is given up in this turn; the next one hears again what it left unanswered. */
  private replace(choice: Choice<EarRung>, counted = false): void {
    if (!counted) this.ladder.failed(choice);
    this.failed.add(choice.rung);
    const problem = this.openNext();
    if (!problem) {
      if (this.tape.pending > 0) this.events.push({ type: "again" });
      return;
    }
    const pending = this.tape.pending;
    this.tape.clear();
    for (let n = 0; n < pending; n++) this.events.push(nothingHeard());
    this.events.push({ type: "error", message: "No recogniser is left for this call.", fatal: true });
  }

  /** At the border between turns, a vendor higher up gets another try. */
  private goBack(): void {
    this.failed.clear();
    const better = this.ladder.next(this.failed);
    if (!better) return;
    const before = { inner: this.inner, choice: this.choice };
    if (this.ladder.indexOf(better.rung) >= this.ladder.indexOf(before.choice?.rung))
      return this.ladder.released(better);
    if (this.take(better) !== undefined) return void Object.assign(this, before);
    before.inner?.close();
    if (before.choice) this.ladder.released(before.choice);
  }

  /** Opens the next vendor and replays the tape to it. Returns why nobody listens, when nobody does. */
  private openNext(): SpeechError | undefined {
    this.inner?.close();
    this.inner = undefined;
    let problem = new SpeechError("This call has no ear.", "none", false);
    for (let next = this.ladder.next(this.failed); next; next = this.ladder.next(this.failed)) {
      const trouble = this.take(next);
      if (!trouble) return undefined;
      if (!problem.retryable) problem = trouble;
    }
    this.choice = undefined;
    return problem;
  }

  private take(choice: Choice<EarRung>): SpeechError | undefined {
    const { rung } = choice;
    let stream: AsrStream;
    try {
      stream = rung.asr.open({ ...this.asked, language: this.language }, this.signal);
    } catch (error) {
      this.ladder.failed(choice);
      this.failed.add(rung);
      if (error instanceof SpeechError) return error;
      return new SpeechError(`The ${rung.vendor} ear does not open.`, rung.vendor, false, { cause: error });
    }
    this.inner = stream;
    this.choice = choice;
    this.faulty = false;
    this.ladder.hold(rung);
    if (this.expectation) stream.expect(this.expectation);
    for (const piece of this.tape.replay()) {
      if (piece === "end") stream.endTurn();
      else this.give(piece);
    }
    this.watchFinal();
    void this.listen(stream, choice);
    return undefined;
  }
}

const nothingHeard = (): AsrEvent => ({ type: "final", text: "", confidence: 0 });
