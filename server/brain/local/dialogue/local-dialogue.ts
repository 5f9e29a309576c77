import type { BrainDialogue, BrainIo, BrainOutput, Expectation, GuestTurn } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import type { ToolName, ToolResult } from "@/server/tools";
import { understand } from "../nlu/understand";
import { handleTurn } from "./handle";
import { keypadText } from "./keypad";
import { handleSilence } from "./silence";
import { asked, type State } from "./state";
import { Turn } from "./turn";

/** A tool that takes longer than this is covered by one short sentence. */
const FILLER_AFTER_MS = 600;
const FILLER_EVERY_MS = 7_000;

/** One call's conversation on plain JSON state; a turn that fails or is aborted leaves the state as it was. */
export class LocalDialogue implements BrainDialogue {
  constructor(
    private readonly opening: CallOpening,
    private state: State,
  ) {}

  async *greet(_io: BrainIo): AsyncIterable<BrainOutput> {
    if (this.state.greeted) return;
    this.state.greeted = true;
    this.state.pending = {
      field: "open",
      expect: { kind: "open" },
      asked: 1,
      again: "",
      facts: [],
      kind: "question",
    };
    this.state.lastSaid = [{ text: this.opening.greeting, kind: "question", facts: [] }];
    yield { type: "say", text: this.opening.greeting, kind: "question", facts: [] };
  }

  respond(turn: GuestTurn, io: BrainIo): AsyncIterable<BrainOutput> {
    return this.play(io, turn, (t) => handleTurn(t));
  }

  silent(count: number, io: BrainIo): AsyncIterable<BrainOutput> {
    return this.play(io, undefined, (t) => handleSilence(t, count));
  }

  /** Keeps, for the next effect, the sentences that were cut and carry facts or a read-back. */
  interrupted(heardText: string): void {
    const heard = squash(heardText);
    let position = 0;
    this.state.unheard = this.state.lastSaid.filter((piece) => {
      position += squash(piece.text).length;
      return position > heard.length + 3 && (piece.kind === "readback" || piece.facts.length > 0);
    });
  }

  expectation(): Expectation {
    return this.state.pending?.expect ?? { kind: "open" };
  }

  snapshot(): unknown {
    return structuredClone(this.state);
  }

  private async *play(
    io: BrainIo,
    guest: GuestTurn | undefined,
    work: (t: Turn) => Promise<void>,
  ): AsyncGenerator<BrainOutput> {
    const before = structuredClone(this.state);
    const queue: BrainOutput[] = [];
    let wake: () => void = () => undefined;
    const run = (name: ToolName, args: Record<string, unknown>): Promise<ToolResult> =>
      withFillers(
        () => io.callTool(name, args),
        (first) => {
          queue.push({
            type: "say",
            text: first ? "One moment, please." : "I am still on it.",
            kind: "filler",
            facts: [],
          });
          wake();
        },
      );
    const text = guest
      ? {
          ...guest,
          text: guest.source === "keypad" ? keypadText(guest.text, this.expectation()) : guest.text,
        }
      : undefined;
    const u = understand(
      text ?? { id: "", source: "typed", text: "", confidence: 1 },
      this.opening,
      io.now(),
      asked(this.state),
    );
    const turn = new Turn(this.state, this.opening, io, text, u, run);
    let finished = false;
    const job = work(turn)
      .then(() => undefined)
      .catch((error: unknown) => {
        this.state = before;
        return { error };
      })
      .finally(() => {
        finished = true;
        wake();
      });
    while (!finished) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (finished || queue.length > 0) resolve();
      });
      while (queue.length > 0) yield queue.shift() as BrainOutput;
    }
    const failure = await job;
    if (failure) throw failure.error;
    if (guest) {
      this.state.turns += 1;
      this.state.counter += 1;
    }
    if (turn.said.length > 0) this.state.lastSaid = turn.said;
    for (const piece of turn.said) yield { type: "say", ...piece };
    if (turn.end) {
      this.state.ended = true;
      yield { type: "end", reason: turn.end };
    }
  }
}

const squash = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, "");

async function withFillers<T>(work: () => Promise<T>, fill: (first: boolean) => void): Promise<T> {
  let timer = setTimeout(
    function again(first = true) {
      fill(first);
      timer = setTimeout(again, FILLER_EVERY_MS, false);
    },
    FILLER_AFTER_MS,
    true,
  );
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
