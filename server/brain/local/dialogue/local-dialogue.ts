import type { BrainDialogue, BrainIo, BrainOutput, Expectation, GuestTurn } from "@/server/brain/port";
import { afterTaken } from "@/server/brain/taken";
import type { CallOpening, ResumeCause, ToolDone } from "@/server/line/contract";
import type { Secret } from "../nlu/secrets";
import { understand } from "../nlu/understand";
import { comeBack } from "./back";
import { handleTurn } from "./handle";
import { keypadText } from "./keypad";
import { stopSecret } from "./meta";
import { handleSilence } from "./silence";
import { asked, type State } from "./state";
import { Turn } from "./turn";

const MAX_HINTS = 3;
const MAX_HINT = 120;

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

  respond(turn: GuestTurn, io: BrainIo, taken: readonly ToolDone[] = []): AsyncIterable<BrainOutput> {
    const world = taken.length > 0 ? afterTaken(io, [...taken], turn.id) : io;
    return this.play(world, turn, (t) => handleTurn(t));
  }

  silent(count: number, io: BrainIo): AsyncIterable<BrainOutput> {
    return this.play(io, undefined, (t) => handleSilence(t, count));
  }

  async *resumedWith(cause: ResumeCause, io: BrainIo): AsyncIterable<BrainOutput> {
    yield* this.play(io, undefined, async (t) => comeBack(t, cause));
  }

  /** The caller reads out a card or a document: stopped, for a card with the way to pay that there is. None of the words come here. */
  secretRead(secret: Secret, io: BrainIo): AsyncIterable<BrainOutput> {
    return this.play(io, undefined, (t) => stopSecret(t, secret));
  }

  /** Kept for the colleague a call is put through to; nothing that is said or done here follows from it. */
  instruct(text: string): void {
    const hint = text.replace(/\s+/g, " ").trim().slice(0, MAX_HINT);
    if (hint) this.state.hints = [...this.state.hints, hint].slice(-MAX_HINTS);
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
    const text = guest && {
      ...guest,
      text:
        guest.source === "keypad"
          ? keypadText(guest.text, this.expectation(), this.state.pending?.zero)
          : guest.text,
    };
    const silence: GuestTurn = { id: "", source: "typed", text: "", confidence: 1 };
    const u = understand(text ?? silence, this.opening, io.now(), asked(this.state));
    const turn = new Turn(this.state, this.opening, io, text, u, (name, args) => io.callTool(name, args));
    try {
      await work(turn);
    } catch (error) {
      this.state = before;
      throw error;
    }
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
