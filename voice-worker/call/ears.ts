import type { Expectation } from "@/server/brain/port";
import type { AsrEvent } from "../speech/asr/port";
import type { VadResult } from "../speech/vad/port";
import { TimerBag } from "../timing";
import { isBackchannel, isEcho, repeats } from "./backchannel";
import type { EarsDeps, HeardTurn } from "./ears-deps";
import { endpointingMs, type SoFar } from "./endpointing";
import { rms } from "./levels";
import { StreamClock } from "./stream-clock";
import { noUtterance, type Utterance } from "./utterance";

/** Speech shorter than this is a click or a cough: no barge-in yet. Two frames, to stay within 50 ms of the onset. */
const ONSET_MS = 40;
/** Audio kept from before the onset, so that the first consonant is not lost. */
const PREROLL_MS = 300;
/** A recogniser that gives no final in this time has given all it will; one that hears the turn as a whole is slower. */
const FINAL_DEADLINE_MS = 2_000;
const WHOLE_FINAL_DEADLINE_MS = 3_600;
/** However many vendors are asked in turn: the sentence that covers the wait ends three seconds before an answer is due. */
const LATEST_FINAL_MS = 4_800;
/** A final that was given up comes no later than this. */
const STALE_MS = 6_000;
const DEMO_FINAL_DEADLINE_MS = 8_000;
/** Longest single turn; a television in the room would go on for ever. */
const MAX_TURN_MS = 30_000;
/** Speech of this length that nobody understood deserves a question; less is noise. */
const MEANT_SOMETHING_MS = 300;
/** Sound over the line's speech without a word that means something, for so long: no guest. */
const DOUBT_MS = 1_200;
/** Somebody who talks and whose sound does not come any more has been cut off: as long as the longest pause of a reading. */
const STALLED_MS = 1_500;
/** An echo dies this soon after the line falls silent. */
const ECHO_TAIL_MS = 500;
/** Suspicion from which sounds of this loudness are taken for the line's echo: three noises, two repeated words. */
const CERTAIN = 3;
/** A partial that has not changed for this long, in silence, may be all of it. */
const STABLE_MS = 150;
/** A partial taken for a final that never came. */
const PARTIAL_CONFIDENCE = 0.4;

export type { HeardTurn } from "./ears-deps";

/** Listens to one caller: voice activity, barge-in onset, endpointing by expectation, and the recogniser's finals. */
export class Ears {
  private expectation: Expectation = { kind: "open" };
  private partialText = "";
  private partialAt = 0;
  private stability: number | undefined;
  /** What was told to be stable last. */
  private told: { text: string; settled: boolean } | undefined;
  /** The patience worked out last, and from what. */
  private waiting: (SoFar & { ms: number }) | undefined;
  /** This recogniser tells words before its finals: no words mean nobody speaks. */
  private tellsPartials = false;
  private talking = false;
  private utterance: Utterance = noUtterance;
  private suspicion = 0;
  private newest: Int16Array = new Int16Array(0);
  private lastVoiceAt = 0;
  /** When sound of the guest's end came last, silence included. */
  private lastPushAt = 0;
  /** The turn whose final is awaited: when it was decided, and when its speech had ended. */
  private decided: { at: number; endedAt: number } | undefined;
  /** When finals were given up that are still to come: they belong to no turn any more. */
  private stale: number[] = [];
  private preroll: Int16Array[] = [];
  private prerollMs = 0;
  private readonly clock = new StreamClock();
  private readonly bag: TimerBag;
  private closed = false;
  /** Total guest speech, for the usage record. */
  speechMs = 0;

  constructor(private readonly deps: EarsDeps) {
    this.bag = new TimerBag(deps.timers);
    deps.vad.onChange = (result) => this.voice(result, deps.timers.now());
    void this.listen();
  }

  expect(expectation: Expectation): void {
    this.expectation = expectation;
    this.deps.asr.expect(expectation);
  }

  /** From now on the guest is listened to in this language, where the recogniser knows more than one. */
  switchLanguage(language: string): void {
    this.deps.asr.switchLanguage?.(language);
  }

  get isDemoEar(): boolean {
    return this.deps.asr.isDemoEar;
  }

  push(pcm: Int16Array): void {
    if (this.closed) return;
    const vad = this.deps.vad.push(pcm);
    const now = this.deps.timers.now();
    this.newest = pcm;
    this.lastPushAt = now;
    this.feed(pcm, now);
    this.voice(vad, now);
  }

  close(): void {
    this.closed = true;
    this.bag.close();
    this.deps.vad.close?.();
    this.deps.asr.close();
  }

  private voice(vad: VadResult, now: number): void {
    if (this.closed) return;
    if (vad.speaking) {
      this.lastVoiceAt = now;
      if (!this.talking && vad.runMs >= ONSET_MS) this.begin(now, vad.runMs);
      else if (this.talking && now - this.utterance.startedAt > MAX_TURN_MS) this.decide(now);
      return;
    }
    if (!this.talking) return;
    // The detector is sure of a silence only some time into it.
    this.lastVoiceAt = Math.min(this.lastVoiceAt, now - vad.runMs);
    if (vad.runMs >= STABLE_MS && now - this.partialAt >= STABLE_MS) this.tellStable(false);
    if (vad.runMs >= this.patience()) this.decide(now);
  }

  /** Asked with every frame of a pause; what it depends on changes with every word. */
  private patience(): number {
    const { expectation, partialText, stability, utterance, waiting } = this;
    const overLine = utterance.overLine && !utterance.worded;
    // As long as it may be nothing: the sooner that is known, the sooner the line goes on.
    const partial = overLine ? "" : partialText;
    const isKnown =
      waiting?.expectation === expectation &&
      waiting.partial === partial &&
      waiting.stability === stability &&
      waiting.overLine === overLine;
    if (isKnown) return waiting.ms;
    const soFar = { expectation, partial, stability, overLine };
    const ms = endpointingMs(soFar);
    this.waiting = { ...soFar, ms };
    return ms;
  }

  /** A grammar recogniser hears words in any noise: it gets only what the voice detector lets through. */
  private feed(pcm: Int16Array, now: number): void {
    if (!this.deps.asr.isDemoEar || this.talking) return this.give(pcm, now);
    this.preroll.push(pcm);
    this.prerollMs += this.msOf(pcm);
    while (this.prerollMs > PREROLL_MS && this.preroll.length > 1) {
      this.prerollMs -= this.msOf(this.preroll.shift() as Int16Array);
    }
  }

  private give(pcm: Int16Array, now: number): void {
    this.clock.pushed(this.msOf(pcm), now);
    this.deps.asr.push(pcm);
  }

  private msOf(pcm: Int16Array): number {
    return (pcm.length / this.deps.sampleRate) * 1000;
  }

  private begin(now: number, runMs: number): void {
    // The earlier turn's final is still on its way: this speech belongs to the next one, which starts after it.
    if (this.decided) return;
    const overLine = this.deps.line.audible();
    const level = rms(this.newest);
    if (overLine && this.deps.echo.covers(level, now)) return;
    this.talking = true;
    this.utterance = this.utteranceFrom(now - runMs, level, overLine);
    this.partialText = "";
    this.partialAt = now;
    this.stability = undefined;
    this.told = undefined;
    this.deps.events.speaking(now);
    let late = this.prerollMs;
    for (const pcm of this.preroll) {
      late -= this.msOf(pcm);
      this.give(pcm, now - late);
    }
    this.preroll = [];
    this.prerollMs = 0;
    if (overLine) this.bag.set("doubt", DOUBT_MS, () => this.doubt());
    this.watchSound(STALLED_MS);
  }

  /** A stream that stands still amid the guest's words says no silence either: what came of them is their turn. */
  private watchSound(ms: number): void {
    this.bag.set("stalled", ms, () => {
      if (!this.talking) return;
      const now = this.deps.timers.now();
      const left = this.lastPushAt + STALLED_MS - now;
      if (left > 0) return this.watchSound(left);
      this.deps.log.warn({}, "no sound comes from a caller who talks");
      this.decide(now);
    });
  }

  private utteranceFrom(startedAt: number, level: number, overLine: boolean): Utterance {
    const justSaid = overLine ? this.deps.line.lastWords() : "";
    return { startedAt, level, overLine, justSaid, worded: false };
  }

  /** Sound, and still no word: whatever it is, the line goes on until words come. */
  private doubt(): void {
    if (!this.talking || !this.tellsPartials || this.utterance.worded) return;
    this.deps.events.quiet();
  }

  private decide(now: number): void {
    this.talking = false;
    this.decided = { at: now, endedAt: this.lastVoiceAt };
    this.bag.clear("doubt");
    this.speechMs += Math.max(0, this.lastVoiceAt - this.utterance.startedAt);
    this.deps.asr.endTurn();
    this.awaitFinal();
    this.deps.events.awaited(this.lastVoiceAt);
  }

  private awaitFinal(): void {
    if (!this.decided) return;
    const now = this.deps.timers.now();
    const usual = this.tellsPartials ? FINAL_DEADLINE_MS : WHOLE_FINAL_DEADLINE_MS;
    const latest = Math.max(FINAL_DEADLINE_MS / 2, this.decided.endedAt + LATEST_FINAL_MS - now);
    const patience = this.deps.asr.isDemoEar ? DEMO_FINAL_DEADLINE_MS : Math.min(usual, latest);
    this.bag.set("final", patience, () => {
      this.deps.log.warn({}, "recogniser gave no final in time");
      const text = this.partialText;
      this.stale.push(this.deps.timers.now());
      this.deps.asr.reset();
      this.finish({ text, confidence: text ? PARTIAL_CONFIDENCE : 0 });
    });
  }

  /** Every turn has one final, in order: the next one is that of a turn which was given up. */
  private isStale(): boolean {
    const now = this.deps.timers.now();
    this.stale = this.stale.filter((at) => now - at < STALE_MS);
    return this.stale.shift() !== undefined;
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
    } else if (event.type === "partial") this.hearPartial(event.text, event.stability);
    else if (event.type === "again") {
      // Whether this one tells partials is not known yet.
      this.tellsPartials = false;
      this.awaitFinal();
    } else if (!this.isStale()) this.finish(event);
  }

  private hearPartial(text: string, stability: number | undefined): void {
    const settled = stability !== undefined && stability >= 1;
    if (settled && !this.talking) return this.hearUnnoticed(text);
    this.tellsPartials ||= text.trim() !== "";
    if (text !== this.partialText) this.partialAt = this.deps.timers.now();
    this.partialText = text;
    this.stability = stability;
    if (!this.talking) return;
    if (!this.utterance.worded && this.meansSomething(text)) {
      this.utterance.worded = true;
      this.bag.clear("doubt");
      this.deps.events.words();
    }
    this.deps.events.partial(text);
    if (settled) this.tellStable(true);
  }

  /** Final words in what the voice detector took for nothing: a whisper, a child, a bad line. They are a turn all the same. */
  private hearUnnoticed(text: string): void {
    if (this.decided || text.trim() === "") return;
    const now = this.deps.timers.now();
    this.utterance = this.utteranceFrom(now, 0, this.deps.line.audible());
    if (!this.meansSomething(text)) return this.deps.asr.reset();
    this.begin(now, 0);
    if (!this.talking) return;
    this.lastVoiceAt = now;
    this.hearPartial(text, 1);
    this.decide(now);
  }

  private tellStable(settled: boolean): void {
    const text = this.partialText;
    const isTold = text === this.told?.text && (this.told.settled || !settled);
    if (isTold || !this.utterance.worded) return;
    this.told = { text, settled };
    this.deps.events.stable(text, settled);
  }

  /** Words that may still turn out to be an echo or a sound of listening do not count yet. */
  private meansSomething(text: string): boolean {
    if (text.trim() === "") return false;
    if (!this.utterance.overLine) return true;
    return !this.isBackchannel(text) && !this.isEcho(text) && !repeats(text, this.utterance.justSaid);
  }

  private isBackchannel(text: string): boolean {
    return this.utterance.overLine && isBackchannel(text, this.expectation);
  }

  private isEcho(text: string): boolean {
    return this.utterance.overLine && isEcho(text, this.utterance.justSaid);
  }

  /** What was heard over the line's speech and is no guest's turn. */
  private isOurOwn(text: string, endedAt: number): boolean {
    if (!this.utterance.overLine || this.utterance.worded) return false;
    // An echo ends with what it echoes; a guest who repeats a word says it to its end.
    const brief = endedAt - this.utterance.startedAt < ECHO_TAIL_MS;
    return this.isEcho(text) || (brief && repeats(text, this.utterance.justSaid));
  }

  /** Sounds over the line's speech that come again and again without a guest's words are its echo. */
  private suspect(weight: number): void {
    this.suspicion += weight;
    const { level, startedAt } = this.utterance;
    if (this.suspicion >= CERTAIN) this.deps.echo.learn(level, startedAt);
  }

  private finish(final: Omit<Extract<AsrEvent, { type: "final" }>, "type">): void {
    this.bag.clear("final");
    // A final we did not ask for (the vendor's own endpointing) ends the turn too, when the guest was talking.
    if (!this.decided && !this.talking) return;
    const finalAt = this.deps.timers.now();
    // What is heard while a final is awaited is no part of its turn.
    const { at: decidedAt, endedAt } = this.decided ?? { at: finalAt, endedAt: this.lastVoiceAt };
    this.decided = undefined;
    this.talking = false;
    this.bag.clear("doubt");
    this.partialText = "";
    const { startedAt, overLine } = this.utterance;
    const empty = final.text.trim() === "";
    if (empty && overLine) this.suspect(1);
    if (empty && (overLine || endedAt - startedAt < MEANT_SOMETHING_MS)) return this.deps.events.quiet();
    if (this.isOurOwn(final.text, endedAt)) {
      this.suspect(this.isEcho(final.text) ? CERTAIN : CERTAIN / 2);
      return this.deps.events.quiet();
    }
    if (!this.isBackchannel(final.text)) this.suspicion = 0;
    const { words, ...rest } = final;
    const turn: HeardTurn = { ...rest, startedAt, endedAt, decidedAt, finalAt };
    if (words) turn.words = words.map((word) => this.clock.placed(word));
    if (!this.isBackchannel(final.text)) return this.deps.events.turn(turn);
    this.deps.events.aside(turn);
    this.deps.events.quiet();
  }
}
