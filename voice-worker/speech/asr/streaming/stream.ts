import { TimerBag, type Timers } from "@/voice-worker/timing";
import { EventQueue } from "../../events";
import { Loudness } from "../../loudness";
import type { AsrEvent, AsrOptions, AsrStream } from "../port";
import { Turn } from "./turn";
import { TurnAudio } from "./turn-audio";
import { isFatal, type Segment, type Wire, type WireEvents, type WireFailure, type WireSpec } from "./wire";

export interface StreamLimits {
  /** Audio of a turn kept for a new connection, milliseconds. */
  maxTurnMs: number;
  /** From `endTurn` to its final. */
  finalDeadlineMs: number;
  /** From opening a connection to being allowed to send. */
  connectDeadlineMs: number;
  /** Failures in a row, without a word in between, that end the stream. A turn without an answer counts as two. */
  maxFailures: number;
  /** Wait before the first new connection; three times as long before each further one. */
  backoffMs: number;
}

/** What is not given takes its usual value. */
export function streamLimitsOf(given: Partial<StreamLimits>): StreamLimits {
  return {
    maxTurnMs: given.maxTurnMs ?? 15_000,
    finalDeadlineMs: given.finalDeadlineMs ?? 3_000,
    connectDeadlineMs: given.connectDeadlineMs ?? 2_000,
    maxFailures: given.maxFailures ?? 4,
    backoffMs: given.backoffMs ?? 100,
  };
}

const MAX_EVENTS = 64;
/** Ended turns that may wait for their finals. */
const MAX_TURNS = 8;
/** A vendor that asks for a longer wait than this is as good as away. */
const LONGEST_RETRY_AFTER_MS = 1_000;
/** Sound after the vendor's own end of an utterance that may hold another word. */
const ANOTHER_WORD_MS = 60;

/**
 * One caller at a streaming vendor. Turns are served one after the other, so that no result can fall into the wrong
 * turn: while an ended turn waits for its final, the next one's audio waits here. A lost connection is replaced and
 * hears again what the vendor had not settled.
 */
export class VendorStream implements AsrStream {
  readonly isDemoEar = false;
  readonly events = new EventQueue<AsrEvent>(MAX_EVENTS, (event) => event.type !== "final");
  readonly #bag: TimerBag;
  readonly #loudness: Loudness;
  /** Ended turns that wait for their final, then the running one. Never empty. */
  readonly #turns: Turn[] = [];
  #wire: Wire | undefined;
  #opened = false;
  /** Stream place of the connection's first sample, as if nothing had been left out since. */
  #wireStart = 0;
  #wireSent = 0;
  #failures = 0;
  #nextId = 1;
  #overflowTold = false;
  #dead = false;
  #closed = false;
  #language: string;

  constructor(
    private readonly vendor: string,
    private readonly options: AsrOptions,
    private readonly spec: WireSpec,
    private readonly limits: StreamLimits,
    timers: Timers,
    private readonly onClose: (gone: Promise<void>) => void,
  ) {
    this.#bag = new TimerBag(timers);
    this.#loudness = new Loudness(options.sampleRate);
    this.#language = options.language;
    this.#turns.push(this.#newTurn(0));
  }

  push(pcm: Int16Array): void {
    if (this.#closed || this.#dead) return;
    const turn = this.#running;
    const dropped = turn.push(pcm);
    if (dropped && !this.#overflowTold) {
      this.#overflowTold = true;
      const seconds = Math.round(this.limits.maxTurnMs / 1_000);
      this.#error({ kind: "overflow", message: `Only the last ${seconds} s of a turn are kept.` });
    }
    const isFirst = !this.#wire && !turn.isQuiet;
    if (isFirst || turn.audio.hasMessage(turn.isQuiet)) this.#pump();
  }

  /** Vendors here take their hints when the connection opens. */
  expect(): void {}

  endTurn(): void {
    if (this.#closed) return;
    this.#end(this.#running);
  }

  reset(): void {
    if (this.#closed) return;
    this.#running.discarded = true;
    this.#end(this.#running);
  }

  switchLanguage(language: string): void {
    if (this.#closed || language === this.#language) return;
    this.#language = language;
    this.#dropWire();
    this.#head.restart();
    this.#pump();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#bag.close();
    const gone = this.#wire?.close() ?? Promise.resolve();
    this.#wire = undefined;
    this.events.end();
    this.onClose(gone);
  }

  get #head(): Turn {
    return this.#turns[0] as Turn;
  }

  get #running(): Turn {
    return this.#turns.at(-1) as Turn;
  }

  #newTurn(start: number): Turn {
    const { sampleRate } = this.options;
    return new Turn(this.#nextId++, new TurnAudio(this.#loudness, sampleRate, this.limits.maxTurnMs, start));
  }

  #end(turn: Turn): void {
    turn.ended = true;
    this.#overflowTold = false;
    this.#turns.push(this.#newTurn(turn.audio.end));
    this.#bag.set(`final:${turn.id}`, this.limits.finalDeadlineMs, () => this.#late());
    if (this.#turns.length > MAX_TURNS) this.#late();
    this.#pump();
  }

  // ---- out -----------------------------------------------------------------------------------------------

  /** Does whatever can be done now: answers turns that need no vendor, connects, sends, finishes. */
  #pump(): void {
    while (this.#head.ended && this.#needsNoVendor(this.#head)) this.#complete(this.#head);
    if (this.#dead || this.#closed || this.#bag.has("backoff")) return;
    const turn = this.#head;
    if (!turn.audio.hasUnsent && !turn.ended) return;
    if (!this.#wire) this.#connect();
    while (this.#wire && this.#opened && this.#wire.writable && this.#sendNext(turn, this.#wire));
    const finishes = this.#wire && this.#opened && turn.ended && !turn.finishSent && !turn.audio.hasUnsent;
    if (!finishes) return;
    turn.finishSent = true;
    this.#wire?.finish();
  }

  #needsNoVendor(turn: Turn): boolean {
    if (this.#dead || (!turn.audio.audible && turn.text === "")) return true;
    if (turn.discarded && !turn.audio.sent) return true;
    if (turn.discarded && !this.spec.reusable) {
      this.#dropWire();
      return true;
    }
    const samples = (ANOTHER_WORD_MS * this.options.sampleRate) / 1_000;
    return !turn.finishSent && turn.soundSinceEndpoint < samples;
  }

  #sendNext(turn: Turn, wire: Wire): boolean {
    const frame = turn.audio.take();
    if (!frame) return false;
    this.#wireStart = frame.at - this.#wireSent;
    this.#wireSent += frame.pcm.length;
    wire.send(frame.pcm);
    return true;
  }

  #connect(): void {
    this.#opened = false;
    this.#wireSent = 0;
    let wire: Wire | undefined;
    const mine = (act: () => void) => () => {
      if (wire && wire === this.#wire) act();
    };
    const events: WireEvents = {
      opened: mine(() => this.#onOpened()),
      drained: mine(() => this.#pump()),
      partial: (text, stability) => mine(() => this.#onPartial(text, stability))(),
      segment: (segment, endpoint) => mine(() => this.#onSegment(segment, endpoint))(),
      done: mine(() => this.#onDone()),
      failed: (failure) => mine(() => this.#onFailed(failure))(),
    };
    this.#bag.set("connect", this.limits.connectDeadlineMs, () =>
      this.#onFailed({ kind: "timeout", message: `${this.vendor} did not open the stream in time.` }),
    );
    try {
      wire = this.spec.open(this.#language, events);
    } catch {
      return this.#onFailed({ kind: "rejected", message: `${this.vendor} has an unusable address or key.` });
    }
    this.#wire = wire;
  }

  #dropWire(): void {
    this.#bag.clear("connect");
    void this.#wire?.close();
    this.#wire = undefined;
    this.#opened = false;
  }

  // ---- in ------------------------------------------------------------------------------------------------

  #onOpened(): void {
    this.#opened = true;
    this.#bag.clear("connect");
    this.#pump();
  }

  #onPartial(text: string, stability?: number): void {
    const turn = this.#head;
    if (!turn.audio.audible) return;
    turn.partial(text);
    this.#tellPartial(turn, stability);
  }

  #onSegment(segment: Segment, endpoint: boolean): void {
    const turn = this.#head;
    // Words without sound belong to a turn that was given up.
    if (!turn.audio.audible) return;
    this.#failures = 0;
    const offset = (1_000 * this.#wireStart) / this.options.sampleRate;
    const words = segment.words.map((word) => ({
      ...word,
      startMs: Math.max(0, Math.round(word.startMs + offset)),
      endMs: Math.max(0, Math.round(word.endMs + offset)),
    }));
    turn.segment({ ...segment, words }, endpoint);
    const processed = segment.processedMs === undefined ? this.#wireSent : this.#samples(segment.processedMs);
    turn.audio.settle(this.#wireStart + processed);
    this.#tellPartial(turn, endpoint ? 1 : undefined);
  }

  #samples(ms: number): number {
    return Math.round((ms * this.options.sampleRate) / 1_000);
  }

  #tellPartial(turn: Turn, stability: number | undefined): void {
    const { text } = turn;
    if (turn.ended || !text) return;
    this.events.push(
      stability === undefined ? { type: "partial", text } : { type: "partial", text, stability },
    );
  }

  #onDone(): void {
    const turn = this.#head;
    if (!turn.finishSent)
      return this.#onFailed({ kind: "unavailable", message: `${this.vendor} ended the stream.` });
    if (!this.spec.reusable) this.#dropWire();
    this.#complete(turn);
    this.#pump();
  }

  #complete(turn: Turn): void {
    this.#bag.clear(`final:${turn.id}`);
    this.#turns.shift();
    if (!turn.discarded) this.events.push(turn.final());
  }

  // ---- failures ------------------------------------------------------------------------------------------

  #onFailed(failure: WireFailure): void {
    if (failure.kind === "timeout" && this.#head.finishSent) return this.#unanswered(failure);
    this.#dropWire();
    this.#head.finishSent = false;
    this.#head.audio.rewind();
    this.#failures += 1;
    const wait = failure.retryAfterMs ?? this.limits.backoffMs * 3 ** (this.#failures - 1);
    if (isFatal(failure.kind) || this.#failures >= this.limits.maxFailures || wait > LONGEST_RETRY_AFTER_MS)
      return this.#die(failure);
    this.#error(failure);
    this.#bag.set("backoff", wait, () => this.#pump());
  }

  #late(): void {
    this.#unanswered({ kind: "timeout", message: `${this.vendor} gave no final in time.` });
  }

  /** What the vendor said so far has to do, and the connection is not trusted any more. */
  #unanswered(failure: WireFailure): void {
    this.#dropWire();
    this.#bag.clear("backoff");
    this.#failures += 2;
    if (this.#failures >= this.limits.maxFailures) return this.#die(failure);
    this.#error(failure);
    this.#complete(this.#head);
    this.#pump();
  }

  #die(failure: WireFailure): void {
    this.#dead = true;
    this.#dropWire();
    this.#bag.clear("backoff");
    this.#error(failure, true);
    this.#pump();
  }

  #error({ kind, message }: WireFailure, fatal = false): void {
    this.events.push({ type: "error", message, fatal, reason: kind });
  }
}
