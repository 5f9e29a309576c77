import { DeadlineError, type Timers, within } from "@/voice-worker/timing";
import { SpeechError } from "../errors";
import type { SpokenWord, Tts, TtsChunk, TtsRequest } from "../tts/port";
import { type Choice, Ladder, type Rung } from "./ladder";

export interface VoiceRung extends Rung {
  tts: Tts;
  /** Speaks when nobody else does, and is never asked beside another: it sounds too different. */
  lastResort?: true;
}

export interface VoiceFailoverOptions {
  rungs: readonly VoiceRung[];
  timers: Timers;
  report(vendor: string, on: boolean): void;
  /** A voice without a sound for this long counts as failed; the next is asked, and whoever sounds first is heard. */
  firstAudioMs?: number;
  /** The voice of last resort is asked after this much silence, whoever else is still awaited. */
  lastResortMs?: number;
  /** The first clause of a response is asked of the next voice as well after this long. */
  hedgeMs?: number;
  /** A voice that falls silent within a clause for this long has died. Milliseconds, as all of these. */
  silenceMs?: number;
}

/** With nobody left to ask, who is slow is waited for; who speaks the clauses has a patience of its own. */
const LAST_CHANCE_MS = 10_000;
/** What the voice of last resort needs to its first sound on a busy machine. */
const LAST_RESORT_NEEDS_MS = 700;
/** However little time is left, a healthy voice is heard before the last resort is asked. */
const HEALTHY_MS = 250;
/** A torn clause has cost the guest a silence already: the rest of it comes soon or not at all. */
const AGAIN_MS = 900;

type Step = IteratorResult<TtsChunk, unknown>;

/** One voice asked for one clause. */
interface Attempt extends Choice<VoiceRung> {
  chunks: AsyncIterator<TtsChunk, unknown>;
  stop: AbortController;
  first: Promise<{ step?: Step; error?: unknown }>;
  /** It was counted as failed for being slow. */
  slow: boolean;
}

/** What is due while the first sound is awaited. */
type Moment = "hedge" | "last_resort" | { late: Attempt };

/**
 * The voices of one call behind one port. A clause is said by one voice: beside one that gives no sound in time the next
 * is asked, and after `lastResortMs` the last resort, so that a guest is not left in silence; one that fails before its
 * first sound is replaced. Who breaks off amid a clause is asked once for the words that are left, when it told which
 * were spoken; otherwise, or when it fell silent, the clause fails, for its rest to be asked for again. From then on the
 * next voice speaks, and a new response begins with the first one again. However many are asked, one is heard.
 */
export class VoiceFailover implements Tts {
  private readonly ladder: Ladder<VoiceRung>;
  private turn: string | undefined;
  private like: Omit<TtsRequest, "text"> | undefined;
  private closed = false;
  /** Who has refused a clause of this call for good: it may be the clause, so that further ones say nothing new. */
  private readonly refusing = new Set<VoiceRung>();

  constructor(private readonly options: VoiceFailoverOptions) {
    this.ladder = new Ladder(options.rungs, () => options.timers.now(), options.report);
  }

  /** The vendor that speaks now. */
  get name(): string {
    return this.ladder.current?.vendor ?? "none";
  }

  voices(language: string): readonly string[] {
    return this.ladder.current?.tts.voices(language) ?? [];
  }

  /** The call begins: clauses like this will come. */
  prepare(like: Omit<TtsRequest, "text">): void {
    this.like = like;
    this.prepareNext();
  }

  /** The guest has finished speaking: a response will come. */
  prepareNext(): void {
    if (!this.like || this.closed) return;
    const { turn: _, ...like } = this.like;
    const mute = this.mute(like.language);
    const { likely } = this.ladder;
    const first = likely && mute.has(likely) ? this.options.rungs.find((rung) => !mute.has(rung)) : likely;
    first?.tts.prepare?.(like);
  }

  /** The rungs are closed by who made them. */
  async close(): Promise<void> {
    this.closed = true;
  }

  async *synthesize(request: TtsRequest, signal: AbortSignal): AsyncGenerator<TtsChunk> {
    signal.throwIfAborted();
    if (this.closed) throw new SpeechError("The call's voice is closed.", this.name, false);
    if (request.text.trim() === "") return;
    const opens = request.turn === undefined || request.turn !== this.turn;
    this.turn = request.turn;
    this.like = { ...request };
    const won = await this.firstSound(request, opens, signal);
    const { current } = this.ladder;
    const stands = current !== undefined && this.mute(request.language).has(current);
    this.ladder.hold(won.attempt.rung, stands);
    yield* this.rest(won.attempt, won.step, request, signal);
  }

  // ---- until the first sound -----------------------------------------------------------------------------

  private async firstSound(request: TtsRequest, opens: boolean, signal: AbortSignal) {
    const { hedgeMs = 700, firstAudioMs = 1_500, lastResortMs = 1_500, timers } = this.options;
    const tried = this.mute(request.language);
    const running: Attempt[] = [];
    const moments = new Moments<Moment>(timers);
    const start = (choice: Choice<VoiceRung> | undefined) => {
      if (!choice || tried.has(choice.rung)) return;
      tried.add(choice.rung);
      const attempt = this.ask(choice, request, signal, LAST_CHANCE_MS);
      running.push(attempt);
      moments.in(firstAudioMs, { late: attempt });
    };
    // Within a response the order is only gone down: the voice must not change back and forth.
    const from = opens ? 0 : this.ladder.indexOf(this.ladder.current);
    const next = () => this.ladder.next(tried, from) ?? this.ladder.next(tried);
    start(next());
    const { patienceMs = Number.POSITIVE_INFINITY } = request;
    if (opens) moments.in(Math.min(hedgeMs, patienceMs / 2), "hedge");
    const left = Math.max(HEALTHY_MS, patienceMs - LAST_RESORT_NEEDS_MS);
    moments.in(Math.min(lastResortMs, left), "last_resort");
    let failure: unknown = new SpeechError("This call has no voice.", "none", false);
    try {
      while (running.length > 0) {
        const firsts = running.map(async (attempt) => ({ attempt, ...(await attempt.first) }));
        const race = await Promise.race([...firsts, moments.come]);
        signal.throwIfAborted();
        if (!race) {
          const moment = moments.take();
          if (moment === "last_resort") {
            const last = this.options.rungs.find((rung) => rung.lastResort);
            start(last && this.ladder.insist(last));
            continue;
          }
          if (moment !== "hedge" && !running.includes(moment.late)) continue;
          // Who is taken from the ladder is asked: a vendor that was away has one probe, and it is not to be lost.
          const other = next();
          if (moment === "hedge") start(other?.rung.lastResort ? undefined : other);
          else if (other || running.length > 1) {
            moment.late.slow = true;
            this.ladder.failed(moment.late);
            start(other);
          }
        } else if (race.step) {
          this.settleLosers(running, race.attempt);
          return { attempt: race.attempt, step: race.step };
        } else {
          failure = race.error;
          running.splice(running.indexOf(race.attempt), 1);
          race.attempt.stop.abort(failure);
          if (!race.attempt.slow) this.failedWith(race.attempt, race.error);
          if (running.every(({ slow }) => slow)) start(next());
        }
      }
      throw failure;
    } catch (error) {
      for (const attempt of running) this.leave(attempt, error);
      throw error;
    } finally {
      moments.close();
    }
  }

  /** Voices that do not speak this language are not asked, unless there is nobody else. */
  private mute(language: string): Set<VoiceRung> {
    const { rungs } = this.options;
    const mute = rungs.filter(({ tts }) => tts.voices(language).length === 0);
    return new Set(mute.length < rungs.length ? mute : []);
  }

  /** One call's clauses do not take a vendor from all the others that use its account. */
  private failedWith(attempt: Attempt, error: unknown): void {
    const isRefusal = error instanceof SpeechError && !error.retryable;
    this.ladder.failed(attempt, !(isRefusal && this.refusing.has(attempt.rung)));
    if (isRefusal) this.refusing.add(attempt.rung);
  }

  private ask(
    { rung, permit }: Choice<VoiceRung>,
    request: TtsRequest,
    signal: AbortSignal,
    patience: number,
  ): Attempt {
    const { timers } = this.options;
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const { voice, ...rest } = request;
    // A hotel's persona may name a voice of one vendor only.
    const known = voice && rung.tts.voices(request.language).includes(voice) ? { voice } : {};
    const chunks = rung.tts.synthesize({ ...rest, ...known }, both)[Symbol.asyncIterator]();
    const first = within(chunks.next(), patience, timers, both).then(
      (step) => ({ step }),
      (error: unknown) => ({ error }),
    );
    return { rung, permit, chunks, stop, first, slow: false };
  }

  /** Who was asked earlier and was slower counts as failed: a voice that always loses would never rest otherwise. */
  private settleLosers(running: readonly Attempt[], won: Attempt): void {
    for (const other of running) {
      if (other === won) continue;
      const earlier = running.indexOf(other) < running.indexOf(won);
      if (earlier && !other.slow) this.ladder.failed(other);
      this.leave(other, new Error("Another voice was faster."));
      void other.chunks.return?.().catch(() => {});
    }
  }

  /** Nobody waits for it any more; what there was to count was counted. */
  private leave(attempt: Attempt, why: unknown): void {
    attempt.stop.abort(why);
    this.ladder.released(attempt);
  }

  // ---- after it ------------------------------------------------------------------------------------------

  private async *rest(attempt: Attempt, first: Step, request: TtsRequest, signal: AbortSignal) {
    const words: SpokenWord[] = [];
    let samples = 0;
    try {
      for (let step = first; !step.done; step = await this.nextOf(attempt, signal)) {
        samples += step.value.pcm.length;
        if (step.value.words) words.push(...step.value.words);
        yield step.value;
      }
      this.ladder.succeeded(attempt);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      this.ladder.failed(attempt);
      this.stepDown(attempt.rung);
      const offsetMs = (samples / request.sampleRate) * 1000;
      const left = unsaid(request.text, words, offsetMs);
      // Who fell silent has cost the guest a silence already.
      if (!left || error instanceof DeadlineError) throw error;
      yield* this.again(attempt, { ...request, text: left }, offsetMs, signal, error);
    } finally {
      this.leave(attempt, new Error("The clause is over."));
      void attempt.chunks.return?.().catch(() => {});
    }
  }

  /** The rest of a torn clause, by the same voice, once. */
  private async *again(
    torn: Attempt,
    request: TtsRequest,
    offsetMs: number,
    signal: AbortSignal,
    cause: unknown,
  ) {
    const attempt = this.ask(torn, request, signal, AGAIN_MS);
    try {
      const { step, error } = await attempt.first;
      if (signal.aborted) throw signal.reason;
      if (!step) throw error ?? cause;
      for (let next = step; !next.done; next = await this.nextOf(attempt, signal))
        yield { ...next.value, words: next.value.words?.map((word) => later(word, offsetMs)) };
    } finally {
      attempt.stop.abort(new Error("The clause is over."));
      void attempt.chunks.return?.().catch(() => {});
    }
  }

  private nextOf({ chunks }: Attempt, signal: AbortSignal): Promise<Step> {
    const { silenceMs = 1_200, timers } = this.options;
    return within(chunks.next(), silenceMs, timers, signal);
  }

  /** The next clause of this response goes to the next voice. */
  private stepDown(rung: VoiceRung): void {
    const next = this.ladder.after(rung);
    if (next) this.ladder.hold(next);
  }
}

const later = (word: SpokenWord, ms: number): SpokenWord => ({
  ...word,
  startMs: word.startMs + ms,
  endMs: word.endMs + ms,
});

/** The words of a torn clause that were not given out to their end; empty when that cannot be told. */
function unsaid(text: string, spoken: readonly SpokenWord[], givenMs: number): string {
  const all = text.split(/\s+/).filter(Boolean);
  const whole = spoken.filter(({ endMs }) => endMs <= givenMs).length;
  return spoken.length === 0 || whole > all.length ? "" : all.slice(whole).join(" ");
}

/** Moments in the order in which they come. */
class Moments<M> {
  private readonly due: M[] = [];
  private readonly cancels: (() => void)[] = [];
  private wake = () => {};

  constructor(private readonly timers: Timers) {}

  in(ms: number, moment: M): void {
    const cancel = this.timers.after(ms, () => {
      this.due.push(moment);
      this.wake();
    });
    this.cancels.push(cancel);
  }

  /** Resolves when there is one to take. Awaited by one at a time. */
  get come(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (this.due.length > 0) resolve();
    });
  }

  take(): M {
    return this.due.shift() as M;
  }

  close(): void {
    for (const cancel of this.cancels) cancel();
  }
}
