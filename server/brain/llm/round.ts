import { learned } from "@/server/brain/gate";
import { gist } from "@/server/brain/local/adopt";
import { noteTool } from "@/server/brain/local/adopt-tools";
import type { BrainIo, BrainOutput, BrainReport } from "@/server/brain/port";
import type { CallOpening, ToolDone } from "@/server/line/contract";
import {
  LlmError,
  type LlmEvent,
  type LlmMessage,
  type LlmRequest,
  type LlmToolCall,
} from "@/server/providers/llm/port";
import { isToolName, type ToolData, type ToolName, type ToolResult } from "@/server/tools";
import { ask, ModelsAway, type Panel, wellOf } from "./ask";
import { ClauseSplitter, type Piece } from "./clauses";
import { correctionOf, type Mouth, type Say, safeSentence, type Withheld } from "./mouth";
import { statePrompt, systemPrompt } from "./prompt";
import type { LlmState } from "./state";
import { contentOf, isRead, needsConsent, type PlannedCall, plan, refusal, toolsOf } from "./tools";

const MAX_TOKENS = 350;

/** One guest turn at work. */
export interface TurnWork {
  io: BrainIo;
  report(report: BrainReport): void;
  mouth: Mouth;
  /** The guest's words are a clear yes to what the line asked. */
  consent: boolean;
  /** Cut off by a barge-in: said again before any effect. */
  unheard: readonly string[];
  ran: { name: ToolName; args: Record<string, unknown>; result: ToolResult }[];
  /** A sentence was withheld and the model has been told. */
  corrected: boolean;
  correction?: string;
  /** A stream broke in this turn; one more try is made. */
  broken?: boolean;
}

type Outcome = "again" | "done" | "end";

/** One request to the models and what follows from its answer: words through the gate, then tools. */
export class Round {
  private readonly system: string;
  private readonly tools: LlmRequest["tools"];

  constructor(
    private readonly panel: Panel,
    private readonly opening: CallOpening,
    private readonly state: LlmState,
  ) {
    this.system = systemPrompt(opening);
    this.tools = toolsOf(opening);
  }

  /**
   * Thinks ahead of the guest's last word. Only models that are well are asked: a guess is often dropped, and would take
   * the one probe of a model that was away from the turn that needs it. `ModelsAway` is thrown when none is.
   */
  guess(
    messages: readonly LlmMessage[],
    now: Date,
    signal: AbortSignal,
    report: (report: BrainReport) => void,
  ): AsyncGenerator<LlmEvent> {
    return ask(wellOf(this.panel), this.request(messages, now), signal, report);
  }

  private request(messages: readonly LlmMessage[], now: Date, correction?: string): LlmRequest {
    const { state, opening } = this;
    return {
      system: this.system,
      state: statePrompt(opening, {
        now,
        verified: state.memory.stays.length > 0,
        gathered: gist(state.memory),
        language: state.memory.language,
        hints: state.hints,
        unheard: state.memory.unheard.map((piece) => piece.text),
        ...(correction ? { correction } : {}),
      }),
      messages: [...messages],
      tools: this.tools,
      toolChoice: "auto",
      maxTokens: MAX_TOKENS,
      temperature: 0.2,
    };
  }

  /** Speaks one answer as it comes and carries out its tools once it is whole. */
  async *play(
    work: TurnWork,
    ahead: AsyncIterable<LlmEvent> | undefined,
  ): AsyncGenerator<BrainOutput, Outcome> {
    const { state, opening } = this;
    if (!ahead && state.tokens >= opening.rules.maxLlmTokens)
      throw new ModelsAway(this.panel.models[0]?.vendor ?? "");
    const from = work.mouth.said.length;
    const calls: LlmToolCall[] = [];
    let reason: Extract<LlmEvent, { type: "done" }>["reason"] | undefined;
    let committed = false;
    const commit = (planned: readonly PlannedCall[] = []): void => {
      if (committed) return;
      committed = true;
      const text = work.mouth.textFrom(from);
      if (text || planned.length > 0)
        state.messages.push({
          role: "line",
          text,
          ...(planned.length > 0 ? { calls: planned.map((p) => p.call) } : {}),
        });
    };
    const splitter = new ClauseSplitter();
    try {
      const source =
        ahead ??
        ask(
          this.panel,
          this.request(state.messages, work.io.now(), work.correction),
          work.io.signal,
          work.report,
        );
      for await (const event of source) {
        if (event.type === "text") yield* speak(work.mouth, splitter.push(event.delta));
        else if (event.type === "tool_call") calls.push(event.call);
        else if (event.type === "done") reason = event.reason;
      }
      yield* speak(work.mouth, splitter.flush());
    } catch (error) {
      // A sentence that was whole when the stream broke is said; half a sentence is not.
      if (error instanceof LlmError)
        yield* speak(
          work.mouth,
          splitter.flush().filter((piece) => /[.!?]$/.test(piece.text)),
        );
      if (!(error instanceof LlmError) || work.broken) throw error;
      commit();
      work.broken = true;
      work.correction = "Your last answer broke off. Go on from there, without saying anything twice.";
      return "again";
    } finally {
      // A turn cut short keeps what was said of it; tools of an unfinished answer are never carried out.
      if (reason === undefined) commit();
    }
    delete work.correction;
    if (calls.length > 0 && reason === "tools") {
      const planned = plan(calls, opening);
      commit(planned);
      work.mouth.retry();
      return yield* this.carryOut(planned, work);
    }
    commit();
    return yield* this.conclude(work);
  }

  private async *conclude(work: TurnWork): AsyncGenerator<BrainOutput, Outcome> {
    const { mouth } = work;
    const { withheld } = mouth;
    if (!withheld) {
      if (mouth.said.length > 0) return "done";
      // Nothing to say and nothing to do: refused, empty, or cut before its first sentence.
      throw new ModelsAway(this.panel.models[0]?.vendor ?? "");
    }
    mouth.retry();
    if (!work.corrected) {
      work.corrected = true;
      work.correction = correctionOf(withheld);
      return "again";
    }
    const say = this.instead(withheld, work);
    if (say) {
      yield say;
      this.state.messages.push({ role: "line", text: say.text });
    }
    return "done";
  }

  /** What is said instead of a second sentence that may not be: a result's own words, where only the language was wrong. */
  private instead(withheld: Withheld, { mouth, ran }: TurnWork): Say | undefined {
    const last = ran.at(-1)?.result;
    if (last && withheld.claims.every((claim) => claim.kind === "unread"))
      return mouth.say(
        last.ok ? last.say : last.ask,
        last.facts.map((f) => f.id),
      );
    return mouth.say(safeSentence(withheld, this.state.memory.language), [], "question");
  }

  /** Reads beside each other, effects one by one and in order; every call gets its answer, also when the turn is cut. */
  private async *carryOut(
    planned: readonly PlannedCall[],
    work: TurnWork,
  ): AsyncGenerator<BrainOutput, Outcome> {
    const contents = new Map<PlannedCall, string>();
    let ending: BrainOutput[] = [];
    try {
      for (let i = 0; i < planned.length; ) {
        const reads = planned.slice(i).findIndex((p) => !p.name || !isRead(p.name));
        const batch = planned.slice(i, i + Math.max(1, reads < 0 ? planned.length - i : reads));
        const results = await Promise.all(batch.map((p) => this.run(p, work, contents)));
        for (const [k, result] of results.entries()) {
          const name = batch[k]?.name;
          if (name && result?.ok)
            ending = ending.length > 0 ? ending : closing(name, result, work, this.opening);
        }
        i += batch.length;
      }
    } finally {
      for (const p of planned)
        this.state.messages.push({
          role: "tool",
          callId: p.call.id,
          name: p.call.name,
          content: contents.get(p) ?? refusal("Not done: the caller interrupted."),
        });
    }
    return yield* this.afterTools(ending, work);
  }

  /**
   * Another worker has run these tools in this turn and was lost. They stand in the dialogue as the models' own, so that
   * nobody is asked to word them a second time: the models go on from their results.
   */
  async *goOnFrom(taken: readonly ToolDone[], work: TurnWork): AsyncGenerator<BrainOutput, Outcome> {
    const { messages } = this.state;
    const steps = taken.flatMap(({ name, args, result, toolSequence }) =>
      isToolName(name) ? [{ name, args, result, id: `done_${toolSequence}` }] : [],
    );
    if (steps.length === 0) return "again";
    messages.push({ role: "line", text: "", calls: steps.map(({ id, name, args }) => ({ id, name, args })) });
    let ending: BrainOutput[] = [];
    for (const { id, name, args, result } of steps) {
      messages.push({ role: "tool", callId: id, name, content: this.note(name, args, result, work) });
      if (result.ok && ending.length === 0) ending = closing(name, result, work, this.opening);
    }
    return yield* this.afterTools(ending, work);
  }

  private async *afterTools(ending: BrainOutput[], work: TurnWork): AsyncGenerator<BrainOutput, Outcome> {
    yield* ending;
    if (ending.length > 0) return "end";
    const noted = work.ran.findLast(({ result }) => !result.ok && result.noted)?.result;
    if (!noted || noted.ok) return "again";
    // What is promised there is the line's own sentence, in the call's language, and no model's.
    const say = work.mouth.say(noted.ask, []);
    if (say) {
      yield say;
      this.state.messages.push({ role: "line", text: say.text });
    }
    return "done";
  }

  private async run(
    p: PlannedCall,
    work: TurnWork,
    contents: Map<PlannedCall, string>,
  ): Promise<ToolResult | undefined> {
    const why = p.refused ?? (p.name && needsConsent(p.name) ? this.forbids(p.name, work) : undefined);
    if (why !== undefined || !p.name) {
      contents.set(p, refusal(why ?? "There is no such tool."));
      return undefined;
    }
    const result = await work.io.callTool(p.name, p.args);
    contents.set(p, this.note(p.name, p.args, result, work));
    return result;
  }

  /** What a tool gave is known from now on to gate, memory and turn; returned as the model reads it. */
  private note(name: ToolName, args: Record<string, unknown>, result: ToolResult, work: TurnWork): string {
    const { state, opening } = this;
    work.ran.push({ name, args, result });
    learned(state.ledger, opening, name, args, result);
    noteTool(state.memory, opening, name, args, result);
    if (name === "set_language" && result.ok)
      state.memory.language = (result.data as ToolData<"set_language">).language;
    return contentOf(name, result);
  }

  /** An effect follows a read-back that was heard and a clear yes, whatever the model was talked into. */
  private forbids(_name: ToolName, work: TurnWork): string | undefined {
    if (work.unheard.length > 0)
      return `The caller did not hear: "${work.unheard.join(" ")}". Say that again and ask once more.`;
    return work.consent
      ? undefined
      : "First read back who, when, what and the price in short, and ask. Call this again after a clear yes.";
  }
}

function* speak(mouth: Mouth, pieces: readonly Piece[]): Generator<Say> {
  for (const piece of pieces) {
    const say = mouth.take(piece);
    if (say) yield say;
  }
}

/** What ends the call: a goodbye that the line allowed, a person who takes over, or the keypad for a card. */
function closing(
  name: ToolName,
  result: ToolResult & { ok: true },
  work: TurnWork,
  opening: CallOpening,
): BrainOutput[] {
  const facts = result.facts.map((f) => f.id);
  if (name === "end_call") {
    const say = work.mouth.said.length === 0 ? work.mouth.say(result.say || opening.closing, []) : undefined;
    const args = work.ran.findLast((r) => r.name === "end_call")?.args as
      | { reason?: "done" | "silence" | "abuse" | "wrong_number" | "cap" }
      | undefined;
    return [...(say ? [say] : []), { type: "end", reason: args?.reason ?? "done" }];
  }
  const { state } = result.data as { state?: unknown };
  const away = name === "transfer_call" ? state === "connecting" : name === "start_payment";
  if (!away) return [];
  const say = work.mouth.say(result.say, facts);
  return [...(say ? [say] : []), { type: "end", reason: "transferred" }];
}
