import type { BrainIo, BrainOutput, Expectation, GuestTurn } from "@/server/brain/port";
import { businessDate, type PlainDate } from "@/server/kernel/dates";
import { sentenceLanguage } from "@/server/kernel/in-language";
import { type Spoken, spokenIn } from "@/server/kernel/spoken";
import { theHour } from "@/server/kernel/spoken/es";
import type { CallOpening } from "@/server/line/contract";
import type { Fact, ToolData, ToolInput, ToolName, ToolResult } from "@/server/tools";
import type { Understanding } from "../nlu/understand";
import { type PhraseKey, phrase } from "../say/phrase";
import type { Goal, Said, State } from "./state";

/** Between sentences, the Bengali full stop among them. French puts a space before its question mark. */
export const SENTENCES = /(?<=[.!?।])\s+(?![?!])/;

export type End = Extract<BrainOutput, { type: "end" }>["reason"];

/** One turn at work: what was understood, the memory it changes, the replies it collects. */
export class Turn {
  readonly said: Said[] = [];
  end: End | undefined;
  /** The utterance changed something that was already known. */
  changed = false;
  readonly now: Date;
  readonly today: PlainDate;

  constructor(
    readonly state: State,
    readonly opening: CallOpening,
    readonly io: BrainIo,
    readonly guest: GuestTurn | undefined,
    public u: Understanding,
    private readonly run: (name: ToolName, args: Record<string, unknown>) => Promise<ToolResult>,
  ) {
    this.now = io.now();
    this.today = businessDate(this.now, opening.hotel.timeZone, opening.hotel.auditHour);
  }

  get goal(): Goal | undefined {
    return this.state.goals.at(-1);
  }

  /** How numbers, money and dates sound in the language that this brain's phrases have. */
  get spoken(): Spoken {
    return spokenIn(sentenceLanguage(this.state.language));
  }

  /** A time of day as it stands in a phrase: with its article where the language has one. */
  clock(time: string): string {
    const said = this.spoken.time(time);
    return this.spoken.language === "es" ? theHour(said) : said;
  }

  phrase(key: PhraseKey, vars?: Record<string, string>): string {
    return phrase(this.state.language, key, this.state.counter + key.length, vars);
  }

  say(text: string, facts: readonly string[] = [], kind: Said["kind"] = "answer"): void {
    if (text) this.said.push({ text, kind, facts: [...facts] });
  }

  /** Puts the one question of this turn. Asked again at once, it is worded differently. */
  ask(
    field: string,
    text: string,
    expect: Expectation,
    facts: readonly string[] = [],
    kind: Said["kind"] = "question",
  ): void {
    const before = this.state.pending;
    const again =
      text
        .split(SENTENCES)
        .filter((sentence) => sentence.endsWith("?"))
        .at(-1) ?? text;
    this.state.pending = {
      field,
      expect,
      asked: before?.field === field ? before.asked + 1 : 1,
      again,
      facts: [...facts],
      kind,
    };
    this.say(text, facts, kind);
  }

  /** Returns to the open question after an interlude; without one, asks how to help. */
  reask(): void {
    const { pending } = this.state;
    if (!pending || pending.field === "open") this.ask("open", this.phrase("howCanIHelp"), { kind: "open" });
    else this.say(pending.again, pending.facts, pending.kind);
  }

  /** Calls a tool with arguments typed by its contract. The line checks the answer's shape. */
  async call<N extends ToolName>(name: N, args: ToolInput<N>): Promise<ToolResult<ToolData<N>>> {
    const clean = Object.fromEntries(
      Object.entries(args as Record<string, unknown>).filter(([, value]) => value !== undefined),
    );
    return (await this.run(name, clean)) as ToolResult<ToolData<N>>;
  }

  /** The current goal is over; the one below it goes on. */
  finish(goal: Goal): void {
    this.state.goals = this.state.goals.filter((g) => g !== goal);
    delete this.state.pending;
  }

  push(goal: Goal): void {
    this.state.goals.push(goal);
    delete this.state.pending;
  }
}

/** Ids of the facts that carry these names, optionally about one subject. */
export const factIds = (facts: readonly Fact[], names: readonly string[], subject?: string): string[] =>
  facts
    .filter((f) => names.includes(f.name) && (!subject || f.subject === undefined || f.subject === subject))
    .map((f) => f.id);
