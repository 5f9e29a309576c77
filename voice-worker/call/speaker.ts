import type { Logger } from "@/server/kernel/logger";
import type { FrameClock } from "../media/clock";
import { Playout } from "../media/playout";
import type { MediaTransport } from "../media/port";
import type { Tts } from "../speech/tts/port";
import { DeadlineError, type Timers, within } from "../timing";
import { fragments } from "./fragments";
import { type Heard, HeardLedger } from "./heard";
import { isReadOut } from "./pace";

/** A clause whose first sound nobody gives within this is given up: a page has shown its words meanwhile. */
const FIRST_SOUND_MS = 5_000;
/**
 * On the telephone a guest who waits for a word has one within three seconds: after this much silence the telephone
 * service's own voice is given the call. Telling the app takes up to 0.3 s of what is left, its first sound about 0.5 s.
 */
const SILENCE_MS = 2_200;
/** However late its words come, a voice has this long: a healthy one needs less than half of it. Fillers come early enough. */
const LEAST_MS = 600;
/** Where words come later than that, because the ear was late, giving the call away saves no second: a slow voice may do. */
const LATE_MS = 1_500;
/** Within a clause a voice that gives no sound for this long has failed. The voices of a call notice sooner. */
const GAP_MS = 1_500;
/** Times the rest of a clause is asked for again. */
const MAX_TRIES = 2;
/** Clauses that may wait to be synthesised. */
const MAX_JOBS = 120;
/** Synthesis pauses while this much audio waits to be played. */
const READ_AHEAD_MS = 20_000;
const READ_AHEAD_POLL_MS = 100;
/** Words of the current response that an echo heard just now may repeat. */
const ECHO_WORDS = 12;

export interface SpeakerEvents {
  /** From silence to speech, and back when the last mark has come. */
  started(): void;
  ended(): void;
  /** First audio of a response left for the caller. */
  firstAudio(turnId: string, now: number): void;
  /** A response is over: all of it heard, or cut. */
  heard(turnId: string, heard: Heard, cut: boolean): void;
  /** A piece of speech and when the caller hears it, for recording and level. */
  playing(pcm: Int16Array, startsAt: number): void;
  /** Every voice of the call failed to say a clause: nothing more can be said. */
  voiceLost(): void;
}

export interface SpeakerDeps {
  transport: MediaTransport;
  tts: Tts;
  frames: FrameClock;
  timers: Timers;
  log: Logger;
  language: string;
  voice?: string | undefined;
  events: SpeakerEvents;
}

interface Job {
  key: string;
  turnId: string;
  text: string;
  /** Times it, or what it is the rest of, was asked for before. */
  tries: number;
  /** Since when the guest waits for these words. */
  since: number;
}

interface Response {
  ledger: HeardLedger;
  complete: boolean;
  begun: boolean;
}

/** Says clauses one after the other: synthesis, paced playout, and the ledger of what was heard. */
export class Speaker {
  private readonly playout: Playout;
  private jobs: Job[] = [];
  private readonly responses = new Map<string, Response>();
  private cutter = new AbortController();
  private working = false;
  private isAudible = false;
  /** Since when the guest waits for words of the line; undefined when they are owed none. */
  private owedSince: number | undefined;
  /** When the last audio that was sent is over at the guest's ear. */
  private soundsUntil = 0;
  private counter = 0;
  private closed = false;

  constructor(private readonly deps: SpeakerDeps) {
    this.playout = new Playout(deps.transport, deps.frames, {
      sent: (key, ms, now, startsAt, pcm) => this.onSent(key, ms, now, startsAt, pcm),
      played: (key, now) => this.onPlayed(key, now),
      lost: (key) => this.onLost(key),
    });
  }

  language(language: string): void {
    this.deps.language = language;
  }

  /** The guest waits for words since `since`; undefined when the answer is complete. Times of the worker's clock. */
  owe(since: number | undefined): void {
    this.owedSince = since;
  }

  /** How long the guest has waited in silence for words they are owed, in milliseconds. */
  get silentMs(): number {
    return this.silentSince(this.owedSince ?? this.deps.timers.now());
  }

  private silentSince(since: number): number {
    return Math.max(0, this.deps.timers.now() - Math.max(this.soundsUntil, since));
  }

  /** Says `text` after everything said before. Text beyond the bound is refused and reported as unheard. */
  say(turnId: string, text: string): void {
    if (this.closed) return;
    const response = this.responseOf(turnId);
    const since = this.owedSince ?? this.deps.timers.now();
    for (const piece of fragments(text)) {
      const key = `${turnId}.${this.counter++}`;
      response.ledger.add(key, piece);
      if (this.jobs.length >= MAX_JOBS) {
        this.deps.log.warn({ turnId }, "speech queue full, clause left unsaid");
      } else if (this.deps.transport.audio) {
        this.jobs.push({ key, turnId, text: piece, tries: 0, since });
      } else {
        // A typed call has no playback: what is sent is read.
        response.ledger.acknowledge(key, this.deps.timers.now());
      }
    }
    this.begin();
    if (this.deps.transport.audio) void this.work();
    else {
      if (!response.begun) this.deps.events.firstAudio(turnId, this.deps.timers.now());
      response.begun = true;
      this.rest();
    }
  }

  /** No more clauses will come for this response. */
  complete(turnId: string): void {
    const response = this.responses.get(turnId);
    if (!response) return;
    response.complete = true;
    this.settleResponse(turnId, response);
  }

  mark(name: string): void {
    this.playout.mark(name);
  }

  /** Silence at once, as somebody seems to speak. What was not heard waits for `resume` or `interrupt`. */
  pause(): void {
    const now = this.deps.timers.now();
    this.soundsUntil = Math.min(this.soundsUntil, now);
    for (const { key, heardMs } of this.playout.pause())
      this.responses.get(turnOf(key))?.ledger.pause(key, heardMs, now);
  }

  /** It was nothing: speech goes on where it stopped. */
  resume(): void {
    this.playout.resume();
    this.rest();
  }

  /** The responses of which something is still to be heard. */
  get saying(): string[] {
    const open = [...this.responses].filter(([, { ledger }]) => !ledger.empty && !ledger.everythingHeard);
    return open.map(([turnId]) => turnId);
  }

  /** What was said and not heard yet. */
  get unheard(): string {
    const now = this.deps.timers.now();
    const left = [...this.responses.values()].map(({ ledger }) => ledger.cut(now).unheard);
    return left.filter(Boolean).join(" ");
  }

  /** The words that came out of the guest's loudspeaker last, for telling an echo from a guest. */
  lastWords(): string {
    const now = this.deps.timers.now();
    const heard = [...this.responses.values()].map(({ ledger }) => ledger.cut(now));
    const words = heard.flatMap((part) => part.heard.split(" ")).filter(Boolean);
    const next = heard.flatMap((part) => part.unheard.split(" ")).filter(Boolean);
    return [...words.slice(-ECHO_WORDS), ...next.slice(0, 2)].join(" ");
  }

  /** Barge-in: silence now. Reports each open response as cut where the marks say. */
  interrupt(): void {
    const now = this.deps.timers.now();
    this.soundsUntil = Math.min(this.soundsUntil, now);
    this.cutter.abort(new Error("The guest began to speak."));
    this.cutter = new AbortController();
    this.jobs = [];
    const open = [...this.responses];
    this.responses.clear();
    const results = open.map(([turnId, { ledger }]) => [turnId, ledger.cut(now)] as const);
    this.playout.clear();
    for (const [turnId, heard] of results) this.deps.events.heard(turnId, heard, heard.unheard.length > 0);
    this.isAudible = false;
  }

  close(): void {
    this.closed = true;
    this.cutter.abort(new Error("The call is over."));
    this.jobs = [];
    this.playout.close();
  }

  /** Something is to be heard, or about to be. */
  get audible(): boolean {
    return this.isAudible && !this.playout.isPaused;
  }

  get queuedMs(): number {
    return this.playout.queuedMs;
  }

  private responseOf(turnId: string): Response {
    const found = this.responses.get(turnId);
    if (found) return found;
    const response = { ledger: new HeardLedger(), complete: false, begun: false };
    this.responses.set(turnId, response);
    return response;
  }

  private begin(): void {
    if (this.isAudible) return;
    this.isAudible = true;
    this.deps.events.started();
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (let job = this.jobs.shift(); job && !this.closed; job = this.jobs.shift())
      await this.synthesise(job);
    this.working = false;
    this.rest();
  }

  private async synthesise(job: Job): Promise<void> {
    const { signal } = this.cutter;
    let samples = 0;
    try {
      samples = await this.stream(job, signal);
    } catch (error) {
      if (signal.aborted) return;
      return this.failed(job, error);
    }
    if (signal.aborted) return;
    const totalMs = (samples / this.deps.transport.sampleRate) * 1000;
    this.responses.get(job.turnId)?.ledger.complete(job.key, totalMs);
    this.playout.complete(job.key);
  }

  /** Nothing of a clause is left out: what was not said of it is asked for again, until no voice can say it. */
  private async failed(job: Job, error: unknown): Promise<void> {
    const { turnId, tries } = job;
    const torn = this.playout.has(job.key);
    // A clause of which nothing sounded is not asked for again after every voice was waited for.
    const last = tries >= MAX_TRIES || (!torn && (tries > 0 || error instanceof DeadlineError));
    const left = torn ? this.tear(job) : job.text;
    if (!left) return;
    if (!last) {
      const key = torn ? this.addRest(job, left) : job.key;
      return this.synthesise({ ...job, key, text: left, tries: tries + 1 });
    }
    if (torn) this.addRest(job, left);
    this.deps.log.error({ turnId, voice: this.deps.tts.name, reason: String(error) }, "voice failed");
    this.deps.events.voiceLost();
  }

  /** What sounded of a clause ends there, with the words that were said whole. Returns the others. */
  private tear(job: Job): string {
    const left = this.responses.get(job.turnId)?.ledger.tear(job.key) ?? "";
    this.playout.complete(job.key);
    return left;
  }

  private addRest(job: Job, text: string): string {
    const key = `${job.turnId}.${this.counter++}`;
    this.responses.get(job.turnId)?.ledger.addAfter(job.key, key, text);
    return key;
  }

  /** How long the first sound of a clause may take, in milliseconds. */
  private patienceFor({ since }: Job): number {
    if (this.deps.transport.kind !== "twilio") return FIRST_SOUND_MS;
    const left =
      SILENCE_MS - this.silentSince(since) + Math.max(0, this.soundsUntil - this.deps.timers.now());
    return Math.min(FIRST_SOUND_MS, Math.max(left < 0 ? LATE_MS : LEAST_MS, left));
  }

  /** Resolves to the clause's length in samples. */
  private async stream(job: Job, signal: AbortSignal): Promise<number> {
    const { tts, language, voice, transport, timers } = this.deps;
    const patienceMs = this.patienceFor(job);
    const request = {
      text: job.text,
      language,
      voice,
      sampleRate: transport.sampleRate,
      turn: job.turnId,
      patienceMs,
      pace: isReadOut(job.text, language) ? ("slow" as const) : undefined,
    };
    const over = new AbortController();
    const asked = tts.synthesize(request, AbortSignal.any([signal, over.signal]));
    const chunks = asked[Symbol.asyncIterator]();
    let samples = 0;
    try {
      for (;;) {
        const next = await within(chunks.next(), samples === 0 ? patienceMs : GAP_MS, timers, signal);
        if (next.done) return samples;
        samples += next.value.pcm.length;
        const { ledger } = this.responses.get(job.turnId) ?? {};
        if (next.value.words) ledger?.told(job.key, next.value.words);
        ledger?.given(job.key, (samples / transport.sampleRate) * 1000);
        if (!this.playout.push(job.key, next.value.pcm)) throw new Error("The playout queue is full.");
        while (this.playout.queuedMs > READ_AHEAD_MS) await this.breathe(signal);
      }
    } finally {
      over.abort(new Error("The clause is over."));
      void Promise.resolve(chunks.return?.()).catch(() => {});
    }
  }

  private breathe(signal: AbortSignal): Promise<void> {
    let cancel = () => {};
    const wait = new Promise<void>((resolve) => {
      cancel = this.deps.timers.after(READ_AHEAD_POLL_MS, resolve);
    });
    return within(wait, READ_AHEAD_POLL_MS * 2, this.deps.timers, signal).finally(() => cancel());
  }

  private onSent(key: string, ms: number, now: number, startsAt: number, pcm: Int16Array): void {
    const turnId = turnOf(key);
    const response = this.responses.get(turnId);
    response?.ledger.sent(key, ms, startsAt);
    this.soundsUntil = startsAt + ms;
    this.deps.events.playing(pcm, startsAt);
    if (!response || response.begun) return;
    response.begun = true;
    this.deps.events.firstAudio(turnId, now);
  }

  private onPlayed(key: string, now: number): void {
    const turnId = turnOf(key);
    const response = this.responses.get(turnId);
    response?.ledger.acknowledge(key, now);
    if (response) this.settleResponse(turnId, response);
    this.rest();
  }

  private onLost(key: string): void {
    this.deps.log.warn({ key }, "clause not vouched for by a mark, counts as unheard");
    this.rest();
  }

  private settleResponse(turnId: string, response: Response): void {
    const saying = this.jobs.some((job) => job.turnId === turnId);
    if (!response.complete || saying || !(response.ledger.everythingHeard || this.quiet)) return;
    this.responses.delete(turnId);
    const heard = response.ledger.cut(this.deps.timers.now());
    if (!response.ledger.empty) this.deps.events.heard(turnId, heard, heard.unheard.length > 0);
  }

  private get quiet(): boolean {
    return !this.working && this.jobs.length === 0 && this.playout.idle;
  }

  private rest(): void {
    if (!this.quiet) return;
    for (const [turnId, response] of [...this.responses]) this.settleResponse(turnId, response);
    if (!this.isAudible) return;
    this.isAudible = false;
    this.deps.events.ended();
  }
}

const turnOf = (key: string): string => key.slice(0, key.lastIndexOf("."));
