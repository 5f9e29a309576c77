import { Beside } from "@/server/brain/llm/beside";
import { readsCard } from "@/server/brain/llm/card-guard";
import { isReadingDigits } from "@/server/brain/llm/cards";
import { type LlmState, newLlmState } from "@/server/brain/llm/state";
import { type Sense, senseOf } from "@/server/brain/local/adopt";
import { noteTool } from "@/server/brain/local/adopt-tools";
import type { BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import { type ToolName, type ToolResult, tools } from "@/server/tools";

/** Who has a guest's turn: the model, or the line itself, which then says these words. */
export type Held =
  | { by: "model" }
  | { by: "emergency"; words: AsyncIterable<BrainOutput> }
  /** `items`: what the vendor has of the number, each group of it. */
  | { by: "card"; words: AsyncIterable<BrainOutput>; items: readonly string[] };

/** Turns of read digits that are remembered, the last ones. */
const MOST_ITEMS = 100;

/**
 * The guards that every call has, for one that a vendor's model holds: a card is stopped, and danger is the local
 * brain's, which raises the alarm in the same turn. The same modules as in any other call.
 */
export class RealtimeGuard {
  readonly state: LlmState;
  private readonly beside: Beside;
  /** The model has raised the alarm itself: it goes on with what the result said. */
  private alarmed = false;
  /** The vendor's names of turns in which the guest read digits out: each may be a group of a card. */
  private digitItems: string[] = [];

  constructor(private readonly opening: CallOpening) {
    this.state = newLlmState(opening);
    this.beside = new Beside(opening, this.state);
  }

  sense(turn: GuestTurn, now: Date): Sense {
    return senseOf(this.state.memory, this.opening, turn, now);
  }

  /** Nothing is said or done before the words are read. `item`: the vendor's name of the turn. */
  hold(turn: GuestTurn, item: string, sense: Sense, io: BrainIo): Held {
    if (isReadingDigits(turn.text)) this.digitItems = [...this.digitItems, item].slice(-MOST_ITEMS);
    if (readsCard(this.state, turn, sense)) {
      const items = [...new Set([...this.digitItems, item])];
      this.digitItems = [];
      return { by: "card", words: this.beside.secret(sense, io), items };
    }
    if (!sense.emergency || this.alarmed) return { by: "model" };
    const words = this.beside.play(io, (dialogue, own) => dialogue.respond(turn, own));
    return { by: "emergency", words };
  }

  /** A tool of the model, so that the guards know whose booking was proved and that the alarm went out. */
  ran(name: ToolName, args: Record<string, unknown>, result: ToolResult): void {
    const given = tools[name].input.safeParse(args);
    const told = !result.ok || tools[name].data.safeParse(result.data).success;
    if (given.success && told)
      noteTool(this.state.memory, this.opening, name, given.data as Record<string, unknown>, result);
    if (name === "raise_emergency" && result.ok) this.alarmed = true;
  }
}
