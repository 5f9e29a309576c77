import type { BrainOutput } from "@/server/brain/port";
import type { CallEventBody } from "@/server/line/contract";
import type { CallContext } from "./context";
import type { HeardTurn } from "./ears";
import type { Phrase } from "./machine-data";
import { ownWords } from "./phrases";
import type { ToolRun } from "./tool-runner";
import { TurnClock } from "./turn-clock";

/** The line's own words are named apart from the brain's. */
const OWN = "w";

/** What the guest is told: the brain's words and the line's own, on record as said, and then what of them was heard. */
export class Mouth {
  private clock: TurnClock | undefined;
  private cutHeard: string | undefined;
  /** When each response that is being heard began to sound. */
  private readonly sounding = new Map<string, number>();
  private ownWords = 0;
  /** Effects that were done after the guest had been told "later", to be said when the line has the word. */
  private news: ToolRun[] = [];
  /** Said while the guest's connection was broken, or cut off by that: said again when they are back. */
  private keptWords = "";
  /** Characters synthesised, for the usage record. */
  characters = 0;

  /** `settled` is called when a response was heard or cut. */
  constructor(
    private readonly ctx: CallContext,
    private readonly settled: () => void,
  ) {}

  /** A guest turn is about to be answered: its wait is measured until the first sound. */
  answers(turnId: string, heard: HeardTurn | undefined): void {
    const now = this.ctx.deps.timers.now();
    this.clock = new TurnClock(turnId, heard, now);
    this.owes(heard);
  }

  /** The guest waits for words, from the last of their own on. */
  owes(heard: HeardTurn | undefined): void {
    this.ctx.open?.speaker.owe(heard?.endedAt ?? this.ctx.deps.timers.now());
  }

  firstToken(vendor: string): void {
    this.clock?.firstToken(vendor, this.ctx.deps.timers.now());
  }

  /** What was heard of words that were cut since this was asked last; undefined when none were. */
  takeCut(): string | undefined {
    const heard = this.cutHeard;
    this.cutHeard = undefined;
    return heard;
  }

  /** What the guest has not heard and should: kept back, or waiting to be played. */
  get unheard(): string {
    return [this.keptWords, this.ctx.open?.speaker.unheard].filter(Boolean).join(" ");
  }

  /** Words of the brain are being said, or about to be; not only the line's own. */
  get answering(): boolean {
    return this.ctx.open?.speaker.saying.some((id) => !id.startsWith(OWN)) ?? false;
  }

  /** Words of the brain; `clause` counts them within the turn. */
  sayForBrain(turnId: string, output: Extract<BrainOutput, { type: "say" }>, clause: number): void {
    if (this.clock?.turnId === turnId)
      this.clock.said(this.ctx.deps.timers.now(), this.ctx.open?.tools.turnMs ?? 0);
    const kind = turnId === "greeting" ? "greeting" : output.kind;
    this.said(turnId, clause, output.text, kind, output.facts);
  }

  private said(
    turnId: string,
    clause: number,
    text: string,
    kind: Extract<CallEventBody, { type: "line_said" }>["kind"],
    facts: readonly string[],
  ): void {
    const { open } = this.ctx;
    if (!open) return;
    if (this.ctx.away) return this.keep(text);
    this.characters += this.ctx.transport.audio ? text.length : 0;
    const body = {
      type: "line_said" as const,
      turnId,
      clause,
      text: text.slice(0, 2000),
      kind,
      facts: facts.slice(0, 50),
    };
    this.ctx.event({ ...body, atMs: this.ctx.atMs() });
    this.ctx.notify({ type: "line", turnId, clause, text, kind });
    open.speaker.say(turnId, text);
  }

  private keep(text: string): void {
    this.keptWords = [this.keptWords, text].filter(Boolean).join(" ");
  }

  sayPhrase(phrase: Phrase, count: number): void {
    const { open } = this.ctx;
    if (!open) return;
    const text = ownWords(phrase, count, { language: open.language, greeting: open.opening.greeting });
    this.sayOwn(text, phrase === "filler" || phrase === "greeting" ? phrase : "answer");
  }

  sayOwn(text: string, kind: "filler" | "answer" | "greeting", facts: readonly string[] = []): void {
    const id = `${OWN}${++this.ownWords}`;
    this.said(id, 0, text, kind, facts);
    this.ctx.open?.speaker.complete(id);
  }

  /** What a tool has done after all is said as soon as the line has the word. */
  tellLater(run: ToolRun): void {
    this.news.push(run);
    this.tellNews();
  }

  tellNews(): void {
    if (!this.ctx.free()) return;
    for (const { result } of this.news.splice(0)) {
      if (result.ok && result.say)
        this.sayOwn(
          result.say,
          "answer",
          result.facts.map(({ id }) => id),
        );
    }
  }

  onHeard(turnId: string, heard: string, unheard: string, cut: boolean): void {
    if (cut && this.ctx.away) this.keep(unheard);
    else if (cut) this.cutHeard = [this.cutHeard, heard].filter(Boolean).join(" ");
    const from = this.sounding.get(turnId);
    this.sounding.delete(turnId);
    this.ctx.event({
      type: "line_heard",
      turnId,
      heard: heard.slice(0, 4000),
      unheard: unheard.slice(0, 4000),
      cut,
      ...(from === undefined ? {} : { heardMs: this.ctx.deps.timers.now() - from }),
      atMs: this.ctx.atMs(),
    });
    this.ctx.notify({ type: "heard", turnId, heard, unheard, cut });
    this.settled();
  }

  onFirstAudio(turnId: string, now: number): void {
    this.sounding.set(turnId, now);
    const { clock, ctx } = this;
    const { open } = ctx;
    if (!open || clock?.turnId !== turnId) return;
    this.clock = undefined;
    const { asr, tts } = open.speech;
    const speech = { audio: ctx.transport.audio, asr: asr.name, tts: tts.name };
    const { timing, vendors } = clock.done(now, speech);
    ctx.event({ type: "timing", turnId, timing, vendors, atMs: ctx.atMs() });
    ctx.notify({ type: "timing", turnId, timing });
    ctx.deps.meter.turn(timing);
  }
}
