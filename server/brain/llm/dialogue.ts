import { type GateContext, heard } from "@/server/brain/gate";
import {
  expects,
  isBusy,
  type Memory,
  noteSaid,
  noteTurn,
  type Sense,
  senseOf,
} from "@/server/brain/local/adopt";
import { noteTool } from "@/server/brain/local/adopt-tools";
import { changeHeard } from "@/server/brain/local/dialogue/unspoken";
import type {
  BrainDialogue,
  BrainIo,
  BrainOutput,
  BrainReport,
  Expectation,
  GuestTurn,
} from "@/server/brain/port";
import { afterTaken } from "@/server/brain/taken";
import { businessDate } from "@/server/kernel/dates";
import type { CallOpening, ResumeCause, ToolDone } from "@/server/line/contract";
import { LlmError } from "@/server/providers/llm/port";
import { isToolName, type ToolData } from "@/server/tools";
import { Ahead, sameWords } from "./ahead";
import { breakerOf, ModelsAway, type Panel, wellOf } from "./ask";
import { Beside } from "./beside";
import { type AnswerCache, saidBy } from "./cache";
import { readsCard } from "./card-guard";
import { digitsSaid, holdsCard, isReadingDigits } from "./cards";
import { answerFrom, knowsNobody } from "./known";
import { Mouth } from "./mouth";
import { callerSays } from "./prompt";
import { Round, type TurnWork } from "./round";
import { addHint, cutToHeard, type LlmState, trimMessages } from "./state";
import { needsConsent } from "./tools";

/** Rounds of tools and answers in one turn. */
const MAX_ROUNDS = 6;
/** Guesses at what a turn will be, at most; each is a request that is paid for. Words that are final are seldom wrong. */
const MAX_GUESSES = { open: 2, settled: 3 };
/** Of the call's tokens guesses may use so much: a dropped one is paid for like an answer, and the turns need the rest. */
const SHARE_TO_GUESS = 0.5;
/** Below this a spoken turn counts as not heard. */
const HEARD = 0.35;

export interface DialogueDeps {
  panel: Panel;
  cache: AnswerCache;
}

/** One call held by language models, with the local brain's memory kept beside them so that it can go on at any turn. */
export class LlmDialogue implements BrainDialogue {
  private ahead: Ahead | undefined;
  private guesses = { open: 0, settled: 0 };
  private read: { key: string; sense: Sense } | undefined;
  private readonly round: Round;
  private readonly beside: Beside;

  constructor(
    private readonly deps: DialogueDeps,
    private readonly opening: CallOpening,
    private readonly state: LlmState,
  ) {
    this.round = new Round(deps.panel, opening, state);
    this.beside = new Beside(opening, state);
  }

  greet(io: BrainIo): AsyncIterable<BrainOutput> {
    return this.beside.play(io, (dialogue, own) => dialogue.greet(own));
  }

  silent(count: number, io: BrainIo): AsyncIterable<BrainOutput> {
    this.dropAhead();
    return this.beside.play(io, (dialogue, own) => dialogue.silent(count, own));
  }

  resumedWith(cause: ResumeCause, io: BrainIo): AsyncIterable<BrainOutput> {
    this.dropAhead();
    return this.beside.back(cause, io);
  }

  async *respond(
    turn: GuestTurn,
    world: BrainIo,
    taken: readonly ToolDone[] = [],
  ): AsyncIterable<BrainOutput> {
    const left = [...taken];
    const io = left.length > 0 ? afterTaken(world, left, turn.id) : world;
    let ahead = this.takeAhead(turn.text);
    this.guesses = { open: 0, settled: 0 };
    let sense = this.senseOf(turn, io.now());
    this.read = undefined;
    if (readsCard(this.state, turn, sense)) {
      ahead?.drop();
      return yield* this.beside.secret(sense, io);
    }
    if (await this.followLanguage(turn, io)) {
      // What was thought ahead is in the old language, and so was the reading.
      ahead?.drop();
      ahead = undefined;
      sense = this.senseOf(turn, io.now());
      this.read = undefined;
    }
    heard(this.state.ledger, turn.text, sense.dates);
    if (this.isLocals(turn, sense, io, left)) {
      ahead?.drop();
      return yield* this.localTurn(turn, io);
    }
    const key =
      left.length > 0 || isBusy(this.state.memory) || !sense.houseQuestion
        ? undefined
        : this.deps.cache.keyOf(this.opening, turn.text, this.state.memory.language);
    if (key) {
      const known = yield* answerFrom(this.deps.cache, key, {
        opening: this.opening,
        state: this.state,
        context: this.context(turn, io),
        turn,
        io,
      });
      if (known) return ahead?.drop();
    }
    yield* this.modelTurn(turn, io, sense, { ahead, key, taken: left.splice(0) });
  }

  /** The ears are sure that the guest speaks another of the hotel's languages: the line is told, and goes on in it. */
  private async followLanguage(turn: GuestTurn, io: BrainIo): Promise<boolean> {
    const { memory } = this.state;
    const language = changeHeard(memory, this.opening, turn);
    if (!language) return false;
    const result = await io.callTool("set_language", { language });
    if (!result.ok) return false;
    memory.language = (result.data as ToolData<"set_language">).language;
    return true;
  }

  interrupted(heardText: string): void {
    this.dropAhead();
    this.beside.interrupted(heardText);
    cutToHeard(this.state, heardText);
  }

  expectation(): Expectation {
    return expects(this.state.memory);
  }

  instruct(text: string): void {
    addHint(this.state, text);
  }

  speculate(text: string, io: Pick<BrainIo, "now" | "signal" | "report">, settled = false): void {
    const words = sameWords(text);
    if (this.ahead?.isOf(words)) return;
    this.dropAhead();
    const kind = settled ? "settled" : "open";
    if (
      this.guesses[kind] >= MAX_GUESSES[kind] ||
      io.signal.aborted ||
      this.state.holder === "local" ||
      !this.mayGuess()
    )
      return;
    const turn: GuestTurn = { id: "", source: "speech", text, confidence: 1 };
    const sense = this.senseOf(turn, io.now());
    if (sense.secret || sense.emergency || isReadingDigits(text) || holdsCard(digitsSaid(text))) return;
    this.guesses[kind] += 1;
    const messages = [...this.state.messages, { role: "guest" as const, text: callerSays(text) }];
    const ask = (signal: AbortSignal, report: (report: BrainReport) => void) =>
      this.round.guess(messages, io.now(), signal, report);
    this.ahead = new Ahead(words, ask, io.signal, this.reporter(io));
  }

  snapshot(): unknown {
    return structuredClone(this.state);
  }

  /** What the words mean by the local rules: a turn of the very words that were guessed is not read a second time. */
  private senseOf(turn: GuestTurn, now: Date): Sense {
    const { memory } = this.state;
    const minute = Math.floor(now.getTime() / 60_000);
    const key = JSON.stringify([turn.text, turn.source, minute, memory]);
    if (this.read?.key !== key) this.read = { key, sense: senseOf(memory, this.opening, turn, now) };
    return this.read.sense;
  }

  private takeAhead(text: string): Ahead | undefined {
    const { ahead } = this;
    this.ahead = undefined;
    if (!ahead || ahead.words === sameWords(text)) return ahead;
    ahead.drop();
    return undefined;
  }

  private dropAhead(): void {
    this.ahead?.drop();
    this.ahead = undefined;
  }

  /** Usage counts against the call's budget wherever it arises. */
  private reporter(io: Pick<BrainIo, "report">): (report: BrainReport) => void {
    return (report) => {
      if (report.type === "usage") this.state.tokens += report.usage.tokensIn + report.usage.tokensOut;
      io.report?.(report);
    };
  }

  private mayGuess(): boolean {
    const { models, hedge } = wellOf(this.deps.panel);
    const hasTokens = this.state.tokens < this.opening.rules.maxLlmTokens * SHARE_TO_GUESS;
    return hasTokens && (models.length > 0 || hedge !== undefined);
  }

  private modelsMayBeAsked(): boolean {
    if (this.state.tokens >= this.opening.rules.maxLlmTokens) return false;
    const { panel } = this.deps;
    return [...panel.models, ...(panel.hedge ? [panel.hedge] : [])].some(
      (llm) => breakerOf(panel, llm).state !== "open",
    );
  }

  /** Danger, noise on the line and a topic the local brain is in the middle of are the local brain's. */
  private isLocals(turn: GuestTurn, sense: Sense, io: BrainIo, taken: readonly ToolDone[]): boolean {
    if (sense.emergency || this.state.memory.ended) return true;
    if (turn.text.trim() === "" || (turn.source === "speech" && turn.confidence < HEARD)) return true;
    if (this.state.holder === "local" && isBusy(this.state.memory)) return true;
    if (this.modelsMayBeAsked()) return false;
    // What models did in this turn is told: the local rules may not come to ask for it, and nobody would know of it.
    if (taken.some((step) => step.turnId === turn.id && isEffect(step))) return false;
    this.hand("local", io);
    return true;
  }

  private hand(holder: LlmState["holder"], io: Pick<BrainIo, "report">, vendor?: string): void {
    if (this.state.holder === holder) return;
    this.state.holder = holder;
    const first = this.deps.panel.models[0]?.vendor ?? "";
    io.report?.({ type: "local_brain", on: holder === "local", vendor: vendor ?? first });
  }

  private localTurn(turn: GuestTurn, io: BrainIo): AsyncIterable<BrainOutput> {
    this.state.messages.push({ role: "guest", text: callerSays(turn.text) });
    return this.beside.play(io, (dialogue, own) => dialogue.respond(turn, own));
  }

  private context(turn: GuestTurn, io: BrainIo): GateContext {
    const { hotel, roomTypes } = this.opening;
    return {
      today: businessDate(io.now(), hotel.timeZone, hotel.auditHour),
      currency: hotel.currency,
      language: this.state.memory.language,
      roomTypes: roomTypes.map((r) => r.name),
      question: turn.text,
    };
  }

  private work(turn: GuestTurn, io: BrainIo, sense: Sense): TurnWork {
    const { state } = this;
    const report = this.reporter(io);
    const deciding = () =>
      state.memory.goals.some(
        (g) => (g.kind === "booking" && g.quote) || (g.kind === "stay" && g.change) || g.kind === "form",
      );
    const last = state.memory.lastSaid;
    return {
      io,
      report,
      mouth: new Mouth(state.ledger, this.context(turn, io), deciding, report),
      // A clear yes to a question of the line, with nothing unsaid between them.
      consent: sense.answer === "yes" && last.some((piece) => piece.text.trim().endsWith("?")),
      unheard: state.memory.unheard.map((piece) => piece.text),
      ran: [],
      corrected: false,
    };
  }

  private async *modelTurn(
    turn: GuestTurn,
    io: BrainIo,
    sense: Sense,
    { ahead, key, taken }: { ahead: Ahead | undefined; key: string | undefined; taken: readonly ToolDone[] },
  ): AsyncGenerator<BrainOutput> {
    const { state, opening } = this;
    const before = structuredClone(state.memory);
    const work = this.work(turn, io, sense);
    state.messages.push({ role: "guest", text: callerSays(wordsOf(turn, before.pending)) });
    noteTurn(state.memory, opening, turn, io.now(), sense);
    let failure: unknown;
    try {
      const ended = yield* this.rounds(work, ahead, taken);
      if (ended) state.memory.ended = true;
      this.hand("llm", io);
    } catch (error) {
      if (!(error instanceof LlmError || error instanceof ModelsAway)) throw error;
      failure = error;
    } finally {
      if (!failure) this.settle(work, key);
    }
    if (failure) yield* this.fallBack(turn, work, before, failure);
  }

  private async *rounds(
    work: TurnWork,
    ahead: Ahead | undefined,
    taken: readonly ToolDone[],
  ): AsyncGenerator<BrainOutput, boolean> {
    if (taken.length > 0) {
      // What was thought ahead does not know of them.
      ahead?.drop();
      ahead = undefined;
      const outcome = yield* this.round.goOnFrom(taken, work);
      if (outcome !== "again") return outcome === "end";
    }
    let source = ahead?.take();
    for (let i = 0; i < MAX_ROUNDS; i++) {
      const outcome = yield* this.round.play(work, source);
      source = undefined;
      if (outcome === "end") return true;
      if (outcome === "done") return false;
    }
    // Tools without end: what was done is told, or the local brain takes the turn.
    throw new ModelsAway(this.deps.panel.models[0]?.vendor ?? "");
  }

  /** The turn is over, whole or cut short: memory and history agree on what was said. */
  private settle(work: TurnWork, key: string | undefined): void {
    const { state, opening } = this;
    const { said } = work.mouth;
    noteSaid(state.memory, opening, said);
    if (
      key &&
      !work.corrected &&
      knowsNobody(state) &&
      !said.some((s) => s.text.endsWith("?") && !/anything else/i.test(s.text))
    )
      this.deps.cache.keep(key, {
        says: said.map((s) => s.text),
        reads: work.ran.map(({ name, args, result }) => ({ name, args, said: saidBy(result) })),
      });
    if (said.length > 0) {
      state.memory.unheard = [];
      state.hints = [];
    }
    trimMessages(state);
  }

  /** The models are away in mid-turn: what was done is told, else the local brain hears the same turn. */
  private async *fallBack(
    turn: GuestTurn,
    work: TurnWork,
    before: Memory,
    failure: unknown,
  ): AsyncGenerator<BrainOutput> {
    const { state, opening } = this;
    this.hand("local", work.io, failure instanceof ModelsAway ? failure.vendor : undefined);
    const from = work.mouth.said.length;
    const told = new Set(work.mouth.said.flatMap((say) => say.facts));
    const effects = work.ran.filter(
      ({ name, result }) => result.ok && needsConsent(name) && !result.facts.some((f) => told.has(f.id)),
    );
    if (effects.length > 0) {
      for (const { result } of effects) {
        const say = result.ok
          ? work.mouth.say(
              result.say,
              result.facts.map((f) => f.id),
              "answer",
            )
          : undefined;
        if (say) yield say;
      }
      state.messages.push({ role: "line", text: work.mouth.textFrom(from) });
      return this.settle(work, undefined);
    }
    state.memory = before;
    for (const { name, args, result } of work.ran) noteTool(state.memory, opening, name, args, result);
    yield* this.beside.play(work.io, (dialogue, own) => dialogue.respond(turn, own));
  }
}

const isEffect = ({ name, result }: ToolDone): boolean => result.ok && isToolName(name) && needsConsent(name);

/** Keys as a model understands them; zero asks for a person, as the line says when it hears nothing, unless a number is typed. */
function wordsOf({ source, text }: GuestTurn, pending: Memory["pending"]): string {
  if (source !== "keypad") return text;
  const typing = pending?.expect.kind === "digits" && pending.expect.max > 1 && !pending.zero;
  return text === "0" && !typing ? "(presses zero: wants a person)" : `(types on the keypad) ${text}`;
}
