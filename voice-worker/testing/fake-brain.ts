import type { Brain, BrainDialogue, BrainIo, BrainOutput, Expectation, GuestTurn } from "@/server/brain/port";
import type { CallOpening, ResumeCause, ToolDone } from "@/server/line/contract";

/** What the scripted brain does with one turn; it may say, call tools and end like any other. */
export type Reply = (turn: GuestTurn, io: BrainIo, seen: ScriptedDialogue) => AsyncIterable<BrainOutput>;

export const say = (
  text: string,
  kind: "answer" | "question" | "readback" | "filler" = "answer",
): BrainOutput => ({
  type: "say",
  text,
  kind,
  facts: [],
});

/** A dialogue that does as told and remembers what it was told about. */
export class ScriptedDialogue implements BrainDialogue {
  readonly turns: GuestTurn[] = [];
  /** What another worker's tools had done, turn by turn. */
  readonly taken: (readonly ToolDone[])[] = [];
  readonly interruptions: string[] = [];
  readonly silences: number[] = [];
  /** Set while a method runs, to catch two at once. */
  private running = false;
  overlaps = 0;
  expected: Expectation = { kind: "open" };

  constructor(
    readonly opening: CallOpening,
    private readonly reply: Reply,
    readonly resumedFrom?: unknown,
  ) {}

  async *greet(): AsyncGenerator<BrainOutput> {
    yield* this.alone(
      async function* (greeting: string) {
        yield say(greeting, "question");
      }.bind(undefined, this.opening.greeting),
    );
  }

  async *respond(turn: GuestTurn, io: BrainIo, taken: readonly ToolDone[] = []): AsyncGenerator<BrainOutput> {
    this.turns.push(turn);
    this.taken.push(taken);
    yield* this.alone(() => this.reply(turn, io, this));
  }

  async *silent(count: number): AsyncGenerator<BrainOutput> {
    this.silences.push(count);
    if (count < 3) yield say("Are you still there?", "question");
    else {
      yield say(this.opening.closing);
      yield { type: "end", reason: "silence" };
    }
  }

  async *resumedWith(cause: ResumeCause): AsyncGenerator<BrainOutput> {
    yield say(`Back because ${cause}.`, "question");
  }

  interrupted(heardText: string): void {
    if (this.running) this.overlaps += 1;
    this.interruptions.push(heardText);
  }

  expectation(): Expectation {
    return this.expected;
  }

  snapshot(): unknown {
    return { turns: this.turns.length };
  }

  private async *alone(run: () => AsyncIterable<BrainOutput>): AsyncGenerator<BrainOutput> {
    if (this.running) this.overlaps += 1;
    this.running = true;
    try {
      yield* run();
    } finally {
      this.running = false;
    }
  }
}

/** A brain for session tests: `reply` decides each turn. `last` is the newest dialogue. */
export class ScriptedBrain implements Brain {
  readonly name = "scripted";
  readonly dialogues: ScriptedDialogue[] = [];

  constructor(private readonly reply: Reply) {}

  start(opening: CallOpening): ScriptedDialogue {
    return this.keep(new ScriptedDialogue(opening, this.reply));
  }

  resume(opening: CallOpening, snapshot: unknown): ScriptedDialogue {
    return this.keep(new ScriptedDialogue(opening, this.reply, snapshot));
  }

  get last(): ScriptedDialogue {
    return this.dialogues.at(-1) as ScriptedDialogue;
  }

  private keep(dialogue: ScriptedDialogue): ScriptedDialogue {
    this.dialogues.push(dialogue);
    return dialogue;
  }
}
