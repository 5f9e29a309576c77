import { type Timers, within } from "@/voice-worker/timing";
import { SpeechError } from "../errors";
import type { SpokenWord, Tts, TtsChunk, TtsRequest } from "../tts/port";
import { Ladder, type Rung } from "./ladder";

export interface VoiceRung extends Rung {
  tts: Tts;
  /** Speaks when nobody else does, and is never asked beside another: it sounds too different. */
  lastResort?: true;
}

export interface VoiceFailoverOptions {
  rungs: readonly VoiceRung[];
  timers: Timers;
  report(vendor: string, on: boolean): void;
  /** A voice without a sound for this long has failed, while another one is left. Milliseconds. */
  firstAudioMs?: number;
  /** The first clause of a response is asked of the next voice as well after this long. */
  hedgeMs?: number;
  /** A voice that falls silent within a clause for this long has died. */
  silenceMs?: number;
}

/** With nobody left to ask, who is slow is waited for; who speaks the clauses has a patience of its own. */
const LAST_CHANCE_MS = 10_000;

type Step = IteratorResult<TtsChunk, unknown>;

/** One voice asked for one clause. */
interface Attempt {
  rung: VoiceRung;
  chunks: AsyncIterator<TtsChunk, unknown>;
  stop: AbortController;
  first: Promise<{ attempt: Attempt; step?: Step; error?: unknown }>;
}

/**
 * The voices of one call behind one port. A clause is said by one voice: who gives no sound in time, or fails before
 * its first sound, is replaced; who dies amid a clause is asked once for the words that are left, when it told which
 * were spoken, and the rest is dropped otherwise. The next clause goes to the next voice, and a new response begins
 * with the first one again. Two are asked at once only for the first clause of a response, and one is heard.
 */
export class VoiceFailover implements Tts {
  private readonly ladder: Ladder<VoiceRung>;
  private turn: string | undefined;
  private like: Omit<TtsRequest, "text"> | undefined;
  private closed = false;

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

  /** The guest has finished speaking: a response will come. */
  prepareNext(): void {
    if (!this.like || this.closed) return;
    const { turn: _, ...like } = this.like;
    this.ladder.current?.tts.prepare?.(like);
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
    this.ladder.hold(won.attempt.rung);
    yield* this.rest(won.attempt, won.step, request, signal);
  }

  // ---- until the first sound -----------------------------------------------------------------------------

  private async firstSound(request: TtsRequest, opens: boolean, signal: AbortSignal) {
    const { hedgeMs = 700, timers, rungs } = this.options;
    const tried = new Set<VoiceRung>();
    const running: Attempt[] = [];
    const start = (rung: VoiceRung | undefined) => {
      if (!rung) return;
      tried.add(rung);
      running.push(this.ask(rung, request, signal, tried.size < rungs.length));
    };
    // Within a response the order is only gone down: the voice must not change back and forth.
    const from = opens ? 0 : this.ladder.indexOf(this.ladder.current);
    const next = () => this.ladder.next(tried, from) ?? this.ladder.next(tried);
    start(next());
    let hedge = opens ? waitFor(hedgeMs, timers) : undefined;
    let failure: unknown = new SpeechError("This call has no voice.", "none", false);
    try {
      while (running.length > 0) {
        const race = await Promise.race([
          ...running.map(({ first }) => first),
          ...(hedge ? [hedge.over] : []),
        ]);
        signal.throwIfAborted();
        if (race === "late") {
          hedge = undefined;
          const other = next();
          if (!other?.lastResort) start(other);
          continue;
        }
        if (race.step) {
          this.settleLosers(running, race.attempt);
          return { attempt: race.attempt, step: race.step };
        }
        failure = race.error;
        running.splice(running.indexOf(race.attempt), 1);
        race.attempt.stop.abort(failure);
        this.ladder.failed(race.attempt.rung);
        if (running.length === 0) start(next());
      }
      throw failure;
    } catch (error) {
      for (const { stop } of running) stop.abort(error);
      throw error;
    } finally {
      hedge?.cancel();
    }
  }

  private ask(rung: VoiceRung, request: TtsRequest, signal: AbortSignal, othersLeft: boolean): Attempt {
    const { firstAudioMs = 1_500, timers } = this.options;
    const patience = othersLeft ? firstAudioMs : LAST_CHANCE_MS;
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const { voice, ...rest } = request;
    // A hotel's persona may name a voice of one vendor only.
    const known = voice && rung.tts.voices(request.language).includes(voice) ? { voice } : {};
    const chunks = rung.tts.synthesize({ ...rest, ...known }, both)[Symbol.asyncIterator]();
    const attempt = { rung, chunks, stop } as Attempt;
    attempt.first = within(chunks.next(), patience, timers, both).then(
      (step) => ({ attempt, step }),
      (error: unknown) => ({ attempt, error }),
    );
    return attempt;
  }

  /** Who was asked earlier and was slower counts as failed: a voice that always loses would never rest otherwise. */
  private settleLosers(running: readonly Attempt[], won: Attempt): void {
    for (const other of running) {
      if (other === won) continue;
      other.stop.abort(new Error("Another voice was faster."));
      void other.chunks.return?.().catch(() => {});
      if (running.indexOf(other) < running.indexOf(won)) this.ladder.failed(other.rung);
    }
  }

  // ---- after it ------------------------------------------------------------------------------------------

  private async *rest(attempt: Attempt, first: Step, request: TtsRequest, signal: AbortSignal) {
    const { rung } = attempt;
    const words: SpokenWord[] = [];
    let samples = 0;
    try {
      for (let step = first; !step.done; step = await this.nextOf(attempt, signal)) {
        samples += step.value.pcm.length;
        if (step.value.words) words.push(...step.value.words);
        yield step.value;
      }
      this.ladder.succeeded(rung);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      this.ladder.failed(rung);
      this.stepDown(rung);
      const offsetMs = (samples / request.sampleRate) * 1000;
      const left = unsaid(request.text, words, offsetMs);
      if (!left) throw error;
      yield* this.again(rung, { ...request, text: left }, offsetMs, signal, error);
    } finally {
      attempt.stop.abort(new Error("The clause is over."));
      void attempt.chunks.return?.().catch(() => {});
    }
  }

  /** The rest of a torn clause, by the same voice, once. */
  private async *again(
    rung: VoiceRung,
    request: TtsRequest,
    offsetMs: number,
    signal: AbortSignal,
    cause: unknown,
  ) {
    const attempt = this.ask(rung, request, signal, true);
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
    const { silenceMs = 2_000, timers } = this.options;
    return within(chunks.next(), silenceMs, timers, signal);
  }

  /** The next clause of this response goes to the next voice. */
  private stepDown(rung: VoiceRung): void {
    const next = this.ladder.next(new Set([rung]), this.ladder.indexOf(rung));
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

function waitFor(ms: number, timers: Timers): { over: Promise<"late">; cancel(): void } {
  let cancel = () => {};
  const over = new Promise<"late">((resolve) => {
    cancel = timers.after(ms, () => resolve("late"));
  });
  return { over, cancel };
}
