import { Beside } from "@/server/brain/llm/beside";
import { readsCard } from "@/server/brain/llm/card-guard";
import { type LlmState, newLlmState } from "@/server/brain/llm/state";
import { type Sense, senseOf } from "@/server/brain/local/adopt";
import { noteTool } from "@/server/brain/local/adopt-tools";
import type { BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import { type ToolName, type ToolResult, tools } from "@/server/tools";

/** Who has a guest's turn: the model, or the line itself, which then says these words. */
export type Held = { by: "model" } | { by: "card" | "emergency"; words: AsyncIterable<BrainOutput> };

/**
 * The guards that every call has, for one that a vendor's model holds: a card is stopped, and danger is the local
 * brain's, which raises the alarm in the same turn. The same modules as in any other call.
 */
export class RealtimeGuard {
  readonly state: LlmState;
  private readonly beside: Beside;
  /** The model has raised the alarm itself: it goes on with what the result said. */
  private alarmed = false;

  constructor(private readonly opening: CallOpening) {
    this.state = newLlmState(opening);
    this.beside = new Beside(opening, this.state);
  }

  sense(turn: GuestTurn, now: Date): Sense {
    return senseOf(this.state.memory, this.opening, turn, now);
  }

  /** Nothing is said or done before the words are read. */
  hold(turn: GuestTurn, sense: Sense, io: BrainIo): Held {
    if (readsCard(this.state, turn, sense)) return { by: "card", words: this.beside.secret(sense, io) };
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
