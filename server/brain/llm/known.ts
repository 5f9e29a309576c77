import { checkSentence, type GateContext, learned } from "@/server/brain/gate";
import { noteSaid, noteTurn } from "@/server/brain/local/adopt";
import type { BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import type { ToolName, ToolResult } from "@/server/tools";
import { type AnswerCache, saidBy } from "./cache";
import { callerSays } from "./prompt";
import type { LlmState } from "./state";

/**
 * Whether an answer given now can hold nothing of this call but its question: these are the guest's first words, nobody is
 * known by name or verified, and staff have not hinted at anything.
 */
export const knowsNobody = ({ memory, messages, hints }: LlmState): boolean =>
  messages.filter(({ role }) => role === "guest").length === 1 &&
  memory.stays.length === 0 &&
  !memory.first &&
  !memory.last &&
  hints.length === 0;

/**
 * A known answer, if the same reads still say the same and this call's gate lets it pass. True when the turn is answered
 * by it.
 */
export async function* answerFrom(
  cache: AnswerCache,
  key: string,
  {
    opening,
    state,
    context,
    turn,
    io,
  }: { opening: CallOpening; state: LlmState; context: GateContext; turn: GuestTurn; io: BrainIo },
): AsyncGenerator<BrainOutput, boolean> {
  const known = cache.get(key);
  if (!known) return false;
  const results: [ToolName, Record<string, unknown>, ToolResult][] = await Promise.all(
    known.reads.map(
      async ({ name, args }) =>
        [name, args, await io.callTool(name, args)] as [ToolName, Record<string, unknown>, ToolResult],
    ),
  );
  for (const [name, args, result] of results) learned(state.ledger, opening, name, args, result);
  const isSame = results.every(([, , result], i) => saidBy(result) === known.reads[i]?.said);
  if (!isSame || !known.says.every((text) => checkSentence(text, state.ledger, context).ok)) {
    cache.forget(key);
    return false;
  }
  const facts = results.flatMap(([, , result]) => result.facts.map((f) => f.id));
  state.messages.push({ role: "guest", text: callerSays(turn.text) });
  noteTurn(state.memory, opening, turn, io.now());
  const said = known.says.map((text) => ({
    type: "say" as const,
    text,
    kind: text.endsWith("?") ? ("question" as const) : ("answer" as const),
    facts,
  }));
  yield* said;
  state.messages.push({ role: "line", text: known.says.join(" ") });
  noteSaid(state.memory, opening, said);
  return true;
}
