import type { BrainReport } from "@/server/brain/port";
import type { Breakers, Permit } from "@/server/kernel/breaker";
import {
  type Llm,
  LlmError,
  type LlmEvent,
  type LlmMessage,
  type LlmRequest,
  type LlmTool,
  type LlmUsage,
} from "@/server/providers/llm/port";

/** Time as the brain needs it; the worker's timers are these. */
export interface BrainTimers {
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Calls `run` after `ms`; the result cancels it. */
  after(ms: number, run: () => void): () => void;
}

export interface AskLimits {
  /** With no token after this, a second model is asked too. A piece of a tool call is one. */
  hedgeMs: number;
  /** With no token from anybody after this, the language models are away. Between two pieces of an answer without words, too. */
  firstTokenMs: number;
  /** Between two tokens of an answer that has begun to speak. */
  idleMs: number;
  wholeMs: number;
}
export const askLimits: AskLimits = { hedgeMs: 1_200, firstTokenMs: 2_800, idleMs: 5_000, wholeMs: 30_000 };

export interface Panel {
  /** In the order they are tried. */
  models: readonly Llm[];
  /** Asked too when the first is slow, and instead when none of `models` may be; without one, the next of `models`. */
  hedge?: Llm | undefined;
  /** What this call knows of models that are always slower than another. */
  rests: Rests;
  breakers: Breakers;
  /** The breakers' key besides the vendor: whose keys these are. */
  scope: string;
  timers: BrainTimers;
  limits: AskLimits;
}

/** No language model could be asked, or none answered. */
export class ModelsAway extends Error {
  override readonly name = "ModelsAway";
  constructor(readonly vendor: string) {
    super("No language model answers.");
  }
}

export const breakerOf = ({ breakers, scope }: Pick<Panel, "breakers" | "scope">, llm: Llm) =>
  breakers.of(`llm:${llm.vendor}:${scope}:${llm.model}`);

/** The models nothing is held against just now. */
export function wellOf<P extends Pick<Panel, "breakers" | "scope" | "models" | "hedge">>(panel: P): P {
  const isWell = (llm: Llm) => breakerOf(panel, llm).state === "closed";
  const { models, hedge } = panel;
  return { ...panel, models: models.filter(isWell), hedge: hedge && isWell(hedge) ? hedge : undefined };
}

/** After the second time in a row that another was faster, or that it failed, a model is asked last for so long. */
const REST_MS = 30_000;
const LONGEST_REST_MS = 240_000;

/**
 * A breaker counts failures within seconds, and the turns of one call are further apart than that: a model that is slow
 * every time would cost each of them the hedge's wait.
 */
export class Rests {
  private readonly known = new Map<Llm, { times: number; until: number }>();

  constructor(private readonly now: () => number) {}

  of(llm: Llm): boolean {
    return this.now() < (this.known.get(llm)?.until ?? 0);
  }

  failed(llm: Llm): void {
    const times = (this.known.get(llm)?.times ?? 0) + 1;
    const ms = times < 2 ? 0 : Math.min(LONGEST_REST_MS, REST_MS * 2 ** (times - 2));
    this.known.set(llm, { times, until: this.now() + ms });
  }

  succeeded(llm: Llm): void {
    this.known.delete(llm);
  }
}

function failed(panel: Panel, { llm, permit }: Attempt): void {
  permit.failed();
  panel.rests.failed(llm);
}

/** Made once: an error takes down where it was made, and many a request is given up. */
const FASTER = new Error("Another model was faster, or nobody waits.");
const UNWANTED = new Error("The answer is no longer wanted.");

interface Attempt {
  llm: Llm;
  permit: Permit;
  steps: AsyncIterator<LlmEvent>;
  controller: AbortController;
  startedAt: number;
}
type First = { attempt: Attempt; step: IteratorResult<LlmEvent> } | { attempt: Attempt; error: unknown };
type Wake = First | "hedge" | "late";

/**
 * One answer of the first model that gives a token. Its tool calls are only to be carried out after `done`. Throws the
 * signal's reason, `ModelsAway` when nobody gave a token, or the `LlmError` of a stream that broke later.
 */
export async function* ask(
  panel: Panel,
  request: LlmRequest,
  signal: AbortSignal,
  report: (report: BrainReport) => void,
): AsyncGenerator<LlmEvent> {
  signal.throwIfAborted();
  const race = new Race(panel, request, signal, report);
  try {
    const { attempt, step } = await race.winner();
    yield* follow(panel, attempt, step, request, report, signal);
  } finally {
    race.end();
  }
}

class Race {
  private readonly running = new Map<Attempt, Promise<First>>();
  private readonly waiting: Llm[];
  private readonly controllers: AbortController[] = [];
  private readonly cancels: (() => void)[] = [];
  private readonly alarms: Promise<Wake>[];
  private hedged = false;
  private vendor = "";
  private readonly abort: Promise<never>;
  private readonly drop: () => void;
  private won: Attempt | undefined;

  constructor(
    private readonly panel: Panel,
    private readonly request: LlmRequest,
    private readonly signal: AbortSignal,
    private readonly report: (report: BrainReport) => void,
  ) {
    const { limits, timers, models, hedge, rests } = panel;
    const all = hedge && !models.includes(hedge) ? [...models, hedge] : models;
    this.waiting = [...all.filter((llm) => !rests.of(llm)), ...all.filter((llm) => rests.of(llm))];
    const alarm = (wake: "hedge" | "late", ms: number): Promise<Wake> =>
      new Promise((resolve) => this.cancels.push(timers.after(ms, () => resolve(wake))));
    this.alarms = [alarm("hedge", limits.hedgeMs), alarm("late", limits.firstTokenMs)];
    let stop = () => {};
    this.abort = new Promise<never>((_resolve, reject) => {
      stop = () => {
        for (const controller of this.controllers) controller.abort(signal.reason);
        reject(signal.reason);
      };
    });
    this.abort.catch(() => {});
    signal.addEventListener("abort", stop, { once: true });
    this.drop = () => signal.removeEventListener("abort", stop);
  }

  async winner(): Promise<{ attempt: Attempt; step: IteratorResult<LlmEvent> }> {
    this.startNext();
    while (this.running.size > 0) {
      const wake = await Promise.race<Wake>([...this.running.values(), ...this.pending(), this.abort]);
      if (wake === "late") {
        for (const attempt of this.running.keys()) this.lose(attempt, true);
        break;
      }
      if (wake === "hedge") this.startHedge();
      else if ("step" in wake) {
        this.running.delete(wake.attempt);
        this.won = wake.attempt;
        this.report({
          type: "first_token",
          vendor: wake.attempt.llm.vendor,
          model: wake.attempt.llm.model,
          ms: this.panel.timers.now() - wake.attempt.startedAt,
        });
        return wake;
      } else {
        this.running.delete(wake.attempt);
        failed(this.panel, wake.attempt);
        if (this.running.size === 0) this.startNext();
      }
    }
    throw new ModelsAway(this.vendor || (this.panel.models[0]?.vendor ?? ""));
  }

  /**
   * Whoever did not win is aborted. Who was asked earlier than the winner counts as failed: a model that always loses would
   * cost every turn the hedge's wait. Of the others, and where nobody waited to the end, it says nothing.
   */
  end(): void {
    for (const cancel of this.cancels) cancel();
    this.drop();
    const { won } = this;
    const turnOf = ({ controller }: Attempt) => this.controllers.indexOf(controller);
    for (const attempt of this.running.keys())
      this.lose(attempt, won !== undefined && turnOf(attempt) < turnOf(won));
  }

  private pending(): Promise<Wake>[] {
    return this.hedged ? this.alarms.slice(1) : this.alarms;
  }

  private lose(attempt: Attempt, counts: boolean): void {
    this.running.delete(attempt);
    if (counts) failed(this.panel, attempt);
    else attempt.permit.released();
    attempt.controller.abort(FASTER);
    spent(attempt.llm, this.request, undefined, "", this.report);
  }

  private startNext(): void {
    for (let llm = this.waiting.shift(); llm; llm = this.waiting.shift()) if (this.start(llm)) return;
  }

  private startHedge(): void {
    this.hedged = true;
    const { hedge } = this.panel;
    if (!hedge || !this.waiting.includes(hedge)) return this.startNext();
    this.waiting.splice(this.waiting.indexOf(hedge), 1);
    this.start(hedge);
  }

  /** Whether it may be asked. */
  private start(llm: Llm): boolean {
    const permit = breakerOf(this.panel, llm).allow();
    if (!permit) return false;
    this.vendor = llm.vendor;
    const controller = new AbortController();
    if (this.signal.aborted) controller.abort(this.signal.reason);
    this.controllers.push(controller);
    const steps = llm.stream(this.request, controller.signal)[Symbol.asyncIterator]();
    const attempt: Attempt = { llm, permit, steps, controller, startedAt: this.panel.timers.now() };
    this.running.set(
      attempt,
      steps.next().then(
        (step) => ({ attempt, step }),
        (error: unknown) => ({ attempt, error }),
      ),
    );
    return true;
  }
}

async function* follow(
  panel: Panel,
  attempt: Attempt,
  first: IteratorResult<LlmEvent>,
  request: LlmRequest,
  report: (report: BrainReport) => void,
  signal: AbortSignal,
): AsyncGenerator<LlmEvent> {
  const { llm, permit, controller } = attempt;
  const patience = new Patience(attempt, panel);
  let text = "";
  let usage: LlmUsage | undefined;
  let whole = false;
  let step = first;
  try {
    for (; !step.done; step = await patience.next(text !== "")) {
      const event = step.value;
      if (event.type === "text") text += event.delta;
      if (event.type === "usage") usage = event.usage;
      if (event.type === "done") {
        whole = true;
        permit.succeeded();
        panel.rests.succeeded(llm);
      }
      yield event;
    }
    if (!whole) throw new LlmError("unavailable", "The answer broke off.");
  } catch (error) {
    if (!signal.aborted && !whole) failed(panel, attempt);
    throw signal.aborted ? signal.reason : error;
  } finally {
    patience.end();
    // Given up by whoever listened, or counted above: either way it finds out nothing more.
    if (!whole) permit.released();
    if (!step.done) controller.abort(UNWANTED);
    spent(llm, request, usage, text, report);
  }
}

/**
 * Waits for events, each within the pause allowed between two and what is left of the whole answer's time. One timer
 * serves them all: when it fires it looks whether anybody has waited that long, and else goes on.
 */
class Patience {
  private until = 0;
  private giveUp: (error: LlmError) => void = () => {};
  private cancel: (() => void) | undefined;

  constructor(
    private readonly attempt: Attempt,
    private readonly panel: Panel,
  ) {}

  /** The guest hears nothing but a filler of an answer that `speaks` not yet. */
  next(speaks: boolean): Promise<IteratorResult<LlmEvent>> {
    const { timers, limits } = this.panel;
    const { steps, startedAt } = this.attempt;
    const now = timers.now();
    this.until = Math.min(
      now + (speaks ? limits.idleMs : limits.firstTokenMs),
      Math.max(now, startedAt + limits.wholeMs),
    );
    if (!this.cancel) this.arm(this.until - now);
    return new Promise((resolve, reject) => {
      this.giveUp = reject;
      steps.next().then(resolve, reject);
    });
  }

  end(): void {
    this.cancel?.();
  }

  private arm(ms: number): void {
    this.cancel = this.panel.timers.after(ms, () => {
      this.cancel = undefined;
      const left = this.until - this.panel.timers.now();
      if (left > 0) this.arm(left);
      // Of no effect where the event has come and nobody waits.
      else this.giveUp(new LlmError("unavailable", "The model fell silent."));
    });
  }
}

const lengths = new WeakMap<LlmMessage | LlmTool, number>();

/** As JSON. Messages and tools stay the same objects from request to request. */
function lengthOf(parts: readonly (LlmMessage | LlmTool)[]): number {
  let sum = 1;
  for (const part of parts) {
    const length = lengths.get(part) ?? JSON.stringify(part).length;
    lengths.set(part, length);
    sum += length + 1;
  }
  return sum;
}

/**
 * What a request cost. An aborted one tells no usage but is paid for: then four characters count as a token, which is
 * near the truth for English and never below it by much.
 */
function spent(
  llm: Llm,
  request: LlmRequest,
  usage: LlmUsage | undefined,
  text: string,
  report: (report: BrainReport) => void,
): void {
  const { system, state, messages, tools } = request;
  const told = usage ?? {
    tokensIn: Math.ceil((system.length + state.length + lengthOf(messages) + lengthOf(tools)) / 4),
    tokensCached: 0,
    tokensOut: Math.ceil(text.length / 4),
  };
  report({
    type: "usage",
    usage: { port: "llm", vendor: llm.vendor, model: llm.model, seconds: 0, characters: 0, ...told },
  });
}
