import type { CallEventBody, TurnTiming } from "@/server/line/contract";
import type { ToolResult } from "@/server/tools";
import { type Ask, Asks } from "./asks";
import type { RealtimeEvent } from "./messages";
import { heardUntil, sentencesOf } from "./transcript";
import { RealtimeWait } from "./wait";

export interface TalkDeps {
  event(body: CallEventBody): void;
  atMs(): number;
  send(message: Record<string, unknown>): void;
  /** Whether everything claimed in a sentence has a fact of this call behind it. */
  backed(sentence: string): boolean;
  /** The guest's words, as gate and guards need them, and the vendor's name of them. Told after they are on record. */
  guestSaid(text: string, item: string): void;
  /** Milliseconds this call has waited for tools so far. */
  toolMs(): number;
  /** Where the wait for an answer went. */
  waited(timing: TurnTiming): void;
  /** The vendor could not make a response. Whether it may be asked for again. */
  failed(): boolean;
  /** A tool is running, whose answer will be asked for. */
  toolRuns(): boolean;
}

/** What the line says in one response. */
interface Response {
  turnId: string;
  text: string;
  /** Not yet a whole sentence. */
  rest: string;
  clauses: number;
  /** Since when it is played, milliseconds of the call; not before its sound or after it. */
  playingSince: number | undefined;
  /** How much was played when the vendor dropped the rest of the sound. Milliseconds. */
  clearedAfter: number | undefined;
  /** Stopped by us: what still comes of it is neither heard nor recorded. */
  stopped: boolean;
  /** Says only that the guest should wait. */
  filler: boolean;
}

type Done = Extract<RealtimeEvent, { type: "response.done" }>["response"];

const MAX_RESPONSES = 400;

/** The words of a realtime call: puts them on record as in any call, and stops a claim that nothing backs. */
export class RealtimeTalk {
  private turns = 0;
  /** How many responses the current turn has had. */
  private spoken = { turn: 0, answers: 0 };
  private readonly responses = new Map<string, Response>();
  /** Vendor items by the response that holds them. */
  private readonly items = new Map<string, string>();
  private guestSpokeAt = 0;
  private readonly wait = new RealtimeWait();
  /** Turns whose sound has ended and whose words are still to come, and who waits for them. */
  private unwritten = 0;
  private waiting: (() => void)[] = [];
  private readonly asks: Asks;
  /** What is made now is not to be said: the line has the turn itself. */
  private muted = false;
  /** What is made now is not to be said, but made anew. */
  private remade = false;
  /** What the response that is being made has said. */
  private making: Response | undefined;
  /** The response that is being made has asked for a tool. */
  private toolAsked = false;
  /** The responses there were when the last words of the call were asked for. */
  private beforeLast: ReadonlySet<string> | undefined;
  /** The last words of the call were made without a sound, or could not be made. */
  wordless = false;

  constructor(private readonly deps: TalkDeps) {
    this.asks = new Asks(deps.send, ({ last }) => {
      if (last) this.beforeLast ??= new Set(this.responses.keys());
    });
  }

  get turnId(): string {
    return `t${this.turns}`;
  }

  /** Has the model say something now, or as soon as it has finished what it is making. */
  ask(ask: Ask = {}): void {
    this.asks.add(ask);
  }

  /** What is being made does not come: it is dropped and asked for anew, after `filler` if there is one. */
  again(filler?: Ask): void {
    this.asks.again(this.asks.current, filler);
    this.remade ||= this.asks.busy && !this.muted;
    this.stopMaking();
    this.asks.next();
  }

  /** The vendor does not answer: nothing that it was asked for is waited for any more. */
  giveUp(): void {
    this.silence();
    this.muted = false;
    this.asks.over();
  }

  /** Whether more is being made than this response, or asked for. */
  follows(id: string): boolean {
    return this.asks.waiting || (this.asks.busy && this.responses.get(id) !== this.making);
  }

  /** Whether this response was begun after the last words of the call were asked for, and is not stopped by us. */
  isLast(id: string): boolean {
    return this.beforeLast !== undefined && !this.beforeLast.has(id) && !this.responses.get(id)?.stopped;
  }

  isFiller(id: string): boolean {
    return this.responses.get(id)?.filler ?? false;
  }

  /** Resolves when the words of every turn so far are known. */
  transcribed(): Promise<void> {
    if (this.unwritten === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Something the model should know and not say. */
  note(text: string): void {
    const content = [{ type: "input_text", text }];
    this.deps.send({ type: "conversation.item.create", item: { type: "message", role: "system", content } });
  }

  toolResult(vendorCall: string, result: ToolResult, last = false): void {
    this.toolNoted(vendorCall, result);
    this.ask({ last });
  }

  /** A result that the model may know and is not asked to tell. */
  toolNoted(vendorCall: string, result: ToolResult): void {
    const item = { type: "function_call_output", call_id: vendorCall, output: JSON.stringify(result) };
    this.deps.send({ type: "conversation.item.create", item });
  }

  /** The line has the turn itself: what the model has begun is stopped, and nothing that it was asked for follows. */
  silence(): void {
    this.asks.clear();
    this.remade = false;
    this.stopMaking();
  }

  private stopMaking(): void {
    this.muted = this.asks.busy;
    if (this.asks.busy) this.deps.send({ type: "response.cancel" });
    this.deps.send({ type: "output_audio_buffer.clear" });
    const { making } = this;
    if (making && !making.stopped && making.playingSince === undefined) this.tellHeard(making, 0);
    for (const response of this.responses.values())
      if (response === making || response.playingSince !== undefined) response.stopped = true;
  }

  /** Words of the guest that the vendor must not keep. */
  forget(item: string): void {
    this.deps.send({ type: "conversation.item.delete", item_id: item });
  }

  /** Whether a response was stopped by us: tools that it asked for are not run. */
  isStopped(id: string): boolean {
    return this.responses.get(id)?.stopped ?? this.muted;
  }

  /** Whether what we stopped is asked for anew, and its tools with it. */
  get comesAgain(): boolean {
    return this.remade;
  }

  take(event: RealtimeEvent): void {
    switch (event.type) {
      case "input_audio_buffer.speech_started":
        this.guestSpokeAt = this.deps.atMs();
        return this.asks.guestBegins();
      case "input_audio_buffer.speech_stopped":
        this.unwritten += 1;
        this.asks.guestStops();
        return this.wait.guestStopped(this.deps.atMs(), this.deps.toolMs());
      case "response.function_call_arguments.done":
        this.toolAsked = true;
        return this.wait.answering(this.deps.atMs(), false);
      case "conversation.item.input_audio_transcription.completed":
        this.onGuest(event.transcript, event.item_id);
        return this.onWritten();
      case "conversation.item.input_audio_transcription.failed":
        return this.onWritten();
      case "response.output_audio_transcript.delta":
        this.items.set(event.item_id, event.response_id);
        this.wait.answering(this.deps.atMs(), true);
        return this.onWords(event.response_id, event.delta);
      case "response.output_audio_transcript.done":
        return this.onSentences(this.response(event.response_id), true);
      case "output_audio_buffer.started":
        return this.onSound(this.response(event.response_id));
      case "output_audio_buffer.stopped":
        return this.onHeard(event.response_id, undefined);
      case "output_audio_buffer.cleared":
        return this.onCleared(event.response_id);
      case "conversation.item.truncated":
        return this.onHeard(this.items.get(event.item_id) ?? "", event.audio_end_ms);
      // The vendor begins one by itself after each guest turn: ours must wait for it.
      case "response.created":
        this.asks.busy = true;
        return;
      case "response.done":
        return this.onDone(event.response);
      case "error":
        return this.onError(event.error.code);
    }
  }

  /** The call is over: nobody knows how much of what was being played was heard, so none of it counts. */
  end(): void {
    for (const [id, { clearedAfter }] of this.responses) this.onHeard(id, clearedAfter ?? 0);
  }

  private response(id: string): Response {
    const known = this.responses.get(id);
    if (known) return known;
    const sound = { playingSince: undefined, clearedAfter: undefined };
    const fresh = {
      turnId: this.nextTurnId(),
      text: "",
      rest: "",
      clauses: 0,
      ...sound,
      stopped: this.muted,
      filler: this.asks.current?.filler ?? false,
    };
    this.responses.set(id, fresh);
    if (this.asks.busy) this.making = fresh;
    const oldest = this.responses.keys().next();
    if (this.responses.size > MAX_RESPONSES && !oldest.done) this.responses.delete(oldest.value);
    return fresh;
  }

  /** A second answer to the same turn has a name of its own: what was heard of the first stays on record. */
  private nextTurnId(): string {
    const { turns, turnId } = this;
    const answers = this.spoken.turn === turns ? this.spoken.answers + 1 : 1;
    this.spoken = { turn: turns, answers };
    return answers === 1 ? turnId : `${turnId}.${answers}`;
  }

  private onGuest(transcript: string, item: string): void {
    const text = transcript.trim().slice(0, 4000);
    if (text === "") return;
    this.turns += 1;
    const { turnId } = this;
    const times = { startMs: this.guestSpokeAt, endMs: this.deps.atMs() };
    this.deps.event({ type: "guest_turn", turnId, source: "speech", text, confidence: 1, ...times });
    this.deps.guestSaid(text, item);
  }

  private onWritten(): void {
    this.unwritten = Math.max(0, this.unwritten - 1);
    if (this.unwritten === 0) for (const resolve of this.waiting.splice(0)) resolve();
  }

  private onWords(id: string, delta: string): void {
    const response = this.response(id);
    response.rest += delta;
    this.onSentences(response, false);
  }

  private onSentences(response: Response, last: boolean): void {
    if (response.stopped) return;
    const { whole, rest } = sentencesOf(response.rest);
    response.rest = last ? "" : rest;
    for (const sentence of last && rest.trim() ? [...whole, rest.trim()] : whole) {
      if (!this.deps.backed(sentence)) return this.cut(response);
      const text = sentence.slice(0, 2000);
      response.text += `${response.text ? " " : ""}${sentence}`;
      const where = { turnId: response.turnId, clause: response.clauses++, atMs: this.deps.atMs() };
      const kind = response.turnId.startsWith("t0")
        ? "greeting"
        : sentence.endsWith("?")
          ? "question"
          : "answer";
      this.deps.event({ type: "line_said", ...where, text, kind, facts: [] });
    }
  }

  /**
   * Stops the sound, and has the model say it again from what the tools said. How much of the sentences before it was
   * played is known when the vendor has dropped the rest; of a sound that had not begun, nothing was.
   */
  private cut(response: Response): void {
    response.stopped = true;
    this.deps.send({ type: "response.cancel" });
    this.deps.send({ type: "output_audio_buffer.clear" });
    if (response.playingSince === undefined) this.tellHeard(response, 0);
    this.note(
      "You began to say something that no tool of this call has told you. Apologise in three words and say only what a tool said, or ask the tool first.",
    );
    this.ask();
  }

  private onSound(response: Response): void {
    if (response.stopped) return;
    const atMs = this.deps.atMs();
    response.playingSince = atMs;
    const timing = this.wait.sounds(atMs, this.deps.toolMs());
    if (!timing) return;
    const vendors = { asr: "openai", llm: "openai", tts: "openai" };
    this.deps.event({ type: "timing", turnId: response.turnId, timing, vendors, atMs });
    this.deps.waited(timing);
  }

  /** The sound was dropped: by us, then this is all that tells; by the guest, then the vendor says more exactly where. */
  private onCleared(id: string): void {
    const response = this.responses.get(id);
    if (response?.playingSince === undefined) return;
    response.clearedAfter = this.deps.atMs() - response.playingSince;
    if (response.stopped) this.onHeard(id, response.clearedAfter);
  }

  private onHeard(id: string, playedMs: number | undefined): void {
    const response = this.responses.get(id);
    if (response?.playingSince !== undefined) this.tellHeard(response, playedMs);
  }

  private tellHeard(response: Response, playedMs: number | undefined): void {
    const { turnId, text, playingSince } = response;
    response.playingSince = undefined;
    if (text === "" && playingSince === undefined) return;
    const atMs = this.deps.atMs();
    const parts = playedMs === undefined ? { heard: text, unheard: "" } : heardUntil(text, playedMs);
    const heardMs = playingSince === undefined ? {} : { heardMs: playedMs ?? atMs - playingSince };
    this.deps.event({ type: "line_heard", turnId, ...parts, cut: playedMs !== undefined, ...heardMs, atMs });
  }

  private onDone({ status }: Done): void {
    const { making, toolAsked, muted } = this;
    const { current } = this.asks;
    this.asks.over();
    this.muted = false;
    this.remade = false;
    this.making = undefined;
    this.toolAsked = false;
    const silent = !making || (making.playingSince === undefined && making.text + making.rest === "");
    const failed = !muted && (status === "failed" || (status === "incomplete" && silent));
    const spoken = toolAsked || (!silent && !failed);
    if (current?.last && !muted && !spoken && status !== "cancelled") this.wordless = true;
    // The answer to a tool is asked for anyway, when the tool is done; a second response might ask for the tool again.
    const comes = toolAsked || (this.deps.toolRuns() && !current?.instructions);
    const lost = failed && this.deps.failed() && !comes && !current?.filler;
    if (lost) this.asks.again(current);
    this.asks.next();
  }

  private onError(code: string | null | undefined): void {
    if (code === "conversation_already_has_active_response") {
      // The last words are still to come: the vendor's response in their place does not end the call.
      if (this.asks.current?.last) this.beforeLast = undefined;
      this.asks.refused();
    }
    // Nothing was being made any more, so nothing will tell that it is over.
    else if (code === "response_cancel_not_active" && this.muted) this.onDone({ status: "cancelled" });
  }
}
