import type { Expectation } from "@/server/brain/port";
import type { Logger } from "@/server/kernel/logger";
import type { AsrEvent, AsrStream } from "../speech/asr/port";
import type { Vad } from "../speech/vad/port";
import type { Timers } from "../timing";
import { TimerBag } from "../timing";
import { endpointingMs } from "./endpointing";

/** Speech shorter than this is a click or a cough: no barge-in yet. Two frames, to stay within 50 ms of the onset. */
const ONSET_MS = 40;
/** Audio kept from before the onset, so that the first consonant is not lost. */
const PREROLL_MS = 300;
/** A recogniser that gives no final in this time counts as having understood nothing; an offline one is slower. */
const FINAL_DEADLINE_MS = 4_000;
const DEMO_FINAL_DEADLINE_MS = 8_000;
/** Longest single turn; a television in the room would go on for ever. */
const MAX_TURN_MS = 30_000;
/** Speech of this length that nobody understood deserves a question; less is noise. */
const MEANT_SOMETHING_MS = 400;

/** A finished piece of guest speech. Times are milliseconds of the worker's clock. */
export interface HeardTurn {
  text: string;
  confidence: number;
  alternatives?: readonly string[];
  words?: readonly { text: string; startMs: number; endMs: number }[];
  startedAt: number;
  endedAt: number;
  /** When the endpointer decided, and when the final came. */
  decidedAt: number;
  finalAt: number;
}

export interface EarsEvents {
  speaking(now: number): void;
  partial(text: string): void;
  turn(turn: HeardTurn): void;
  /** It was nothing: noise, or too little to mean anything. */
  quiet(): void;
  earLost(): void;
}

export interface EarsDeps {
  vad: Vad;
  asr: AsrStream;
  sampleRate: number;
  timers: Timers;
  log: Logger;
  events: EarsEvents;
}

/** Listens to one caller: voice activity, barge-in onset, endpointing by expectation, and the recogniser's finals. */
export class Ears {
  private expectation: Expectation = { kind: "open" };
  private partialText = "";
  private stability: number | undefined;
  private talking = false;
  private startedAt = 0;
  private lastVoiceAt = 0;
  private decidedAt: number | undefined;
  private preroll: Int16Array[] = [];
  private prerollMs = 0;
  private readonly bag: TimerBag;
  private closed = false;
  /** Total guest speech, for the usage record. */
  speechMs = 0;

  constructor(private readonly deps: EarsDeps) {
    this.bag = new TimerBag(deps.timers);
    void this.listen();
  }

  expect(expectation: Expectation): void {
    this.expectation = expectation;
    this.deps.asr.expect(expectation);
  }

  get isDemoEar(): boolean {
    return this.deps.asr.isDemoEar;
  }

  push(pcm: Int16Array): void {
    if (this.closed) return;
    const now = this.deps.timers.now();
    const vad = this.deps.vad.push(pcm);
    this.feed(pcm);
    if (vad.speaking) {
      this.lastVoiceAt = now;
      if (!this.talking && vad.runMs >= ONSET_MS) this.begin(now, vad.runMs);
      else if (this.talking && now - this.startedAt > MAX_TURN_MS) this.decide(now);
    } else if (
      this.talking &&
      vad.runMs >= endpointingMs(this.expectation, this.partialText, this.stability)
    ) {
      this.decide(now);
    }
  }

  close(): void {
    this.closed = true;
    this.bag.close();
    this.deps.asr.close();
  }

  /** A grammar recogniser hears words in any noise: it gets only what the voice detector lets through. */
  private feed(pcm: Int16Array): void {
    const open = !this.deps.asr.isDemoEar || this.talking;
    if (open) return this.deps.asr.push(pcm);
    this.preroll.push(pcm);
    this.prerollMs += this.msOf(pcm);
    while (this.prerollMs > PREROLL_MS && this.preroll.length > 1) {
      this.prerollMs -= this.msOf(this.preroll.shift() as Int16Array);
    }
  }

  private msOf(pcm: Int16Array): number {
    return (pcm.length / this.deps.sampleRate) * 1000;
  }

  private begin(now: number, runMs: number): void {
    // The earlier turn's final is still on its way: this speech belongs to the next one, which starts after it.
    if (this.decidedAt !== undefined) return;
    this.talking = true;
    this.startedAt = now - runMs;
    this.partialText = "";
    this.stability = undefined;
    this.deps.events.speaking(now);
    for (const pcm of this.preroll) this.deps.asr.push(pcm);
    this.preroll = [];
    this.prerollMs = 0;
  }

  private decide(now: number): void {
    this.talking = false;
    this.decidedAt = now;
    this.speechMs += Math.max(0, this.lastVoiceAt - this.startedAt);
    this.deps.asr.endTurn();
    const patience = this.deps.asr.isDemoEar ? DEMO_FINAL_DEADLINE_MS : FINAL_DEADLINE_MS;
    this.bag.set("final", patience, () => {
      this.deps.log.warn({}, "recogniser gave no final in time");
      this.deps.asr.reset();
      this.finish({ text: "", confidence: 0 });
    });
  }

  private async listen(): Promise<void> {
    try {
      for await (const event of this.deps.asr.events) {
        if (this.closed) return;
        this.hear(event);
      }
      if (!this.closed) this.deps.events.earLost();
    } catch (error) {
      if (this.closed) return;
      this.deps.log.error({ reason: String(error) }, "recogniser failed");
      this.deps.events.earLost();
    }
  }

  private hear(event: AsrEvent): void {
    if (event.type === "error") {
      this.deps.log.warn({ reason: event.message, fatal: event.fatal }, "recogniser error");
      if (event.fatal) this.deps.events.earLost();
    } else if (event.type === "partial") {
      this.partialText = event.text;
      this.stability = event.stability;
      if (this.talking) this.deps.events.partial(event.text);
    } else this.finish(event);
  }

  private finish(final: Omit<Extract<AsrEvent, { type: "final" }>, "type">): void {
    this.bag.clear("final");
    // A final we did not ask for (the vendor's own endpointing) ends the turn too, when the guest was talking.
    if (this.decidedAt === undefined && !this.talking) return;
    const finalAt = this.deps.timers.now();
    const decidedAt = this.decidedAt ?? finalAt;
    this.decidedAt = undefined;
    this.talking = false;
    this.partialText = "";
    const length = this.lastVoiceAt - this.startedAt;
    if (final.text.trim() === "" && length < MEANT_SOMETHING_MS) return this.deps.events.quiet();
    const { startedAt, lastVoiceAt } = this;
    this.deps.events.turn({ ...final, startedAt, endedAt: lastVoiceAt, decidedAt, finalAt });
  }
}
