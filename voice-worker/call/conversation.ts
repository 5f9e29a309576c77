import type { BrainDialogue, BrainOutput, GuestTurn } from "@/server/brain/port";
import type { CallEventBody, TurnTiming } from "@/server/line/contract";
import { isStale } from "../line/errors";
import type { CallContext, OpenCall } from "./context";
import type { HeardTurn } from "./ears";
import type { Effect } from "./machine";
import { phrasesOf } from "./phrases";
import { packSnapshot } from "./snapshot";
import type { ToolRunner } from "./tool-runner";
import { runTurn } from "./turn";

const SNAPSHOT_DEADLINE_MS = 5_000;
const MAX_WAITING = 5;

export interface WaitingTurn {
  turn: GuestTurn;
  heard?: HeardTurn;
}

/** Who says what to whom: guest turns to the brain, its words to the guest, and what of them was heard back to it. */
export class Conversation {
  private waiting: WaitingTurn[] = [];
  private turn: { id: string; controller: AbortController; cut: boolean } | undefined;
  private timing: { turnId: string; heard: HeardTurn | undefined; at: number; firstSay?: number } | undefined;
  private cutHeard: string | undefined;
  private ownWords = 0;
  /** Characters synthesised, for the usage record. */
  ttsCharacters = 0;
  /** Guest turns so far; a resumed call goes on counting. */
  turnCount = 0;

  constructor(private readonly ctx: CallContext) {}

  greet(): void {
    void this.brainTurn("greeting", (dialogue) => dialogue.greet(this.io("greeting")));
  }

  silent(count: number): void {
    const id = `s${this.ctx.atMs()}`;
    void this.brainTurn(id, (dialogue) => dialogue.silent(count, this.io(id)));
  }

  /** Forgets turns that were not for the brain. */
  forget(): void {
    this.waiting = [];
  }

  /** A guest turn is complete: it is told, and waits for the brain. Beyond the bound turns are joined. */
  take(entry: WaitingTurn): void {
    const { turn, heard } = entry;
    const now = this.ctx.deps.timers.now();
    this.ctx.event({
      type: "guest_turn",
      turnId: turn.id,
      source: turn.source,
      text: turn.text.slice(0, 4000),
      confidence: turn.confidence,
      startMs: this.ctx.atMs(heard?.startedAt ?? now),
      endMs: this.ctx.atMs(heard?.endedAt ?? now),
      ...(heard?.words
        ? { words: heard.words.slice(0, 600).map(({ text, startMs, endMs }) => ({ text, startMs, endMs })) }
        : {}),
    });
    this.ctx.open?.events.hearing(null);
    this.ctx.transport.notify({
      type: "guest",
      turnId: turn.id,
      text: turn.text,
      final: true,
      source: turn.source,
    });
    const last = this.waiting.at(-1);
    if (this.waiting.length < MAX_WAITING) this.waiting.push(entry);
    else if (last) last.turn = { ...last.turn, text: `${last.turn.text} ${turn.text}`.slice(0, 4000) };
    this.ctx.dispatch({ type: "guest_turn" });
  }

  nextTurnId(): string {
    return `t${++this.turnCount}`;
  }

  respond(): void {
    const entry = this.waiting.shift();
    if (!entry) return this.ctx.dispatch({ type: "brain_done", end: null });
    const { turn, heard } = entry;
    this.timing = { turnId: turn.id, heard, at: this.ctx.deps.timers.now() };
    void this.brainTurn(turn.id, (dialogue) => dialogue.respond(turn, this.io(turn.id)));
  }

  private async brainTurn(
    id: string,
    ask: (dialogue: BrainDialogue) => AsyncIterable<BrainOutput>,
  ): Promise<void> {
    const { open } = this.ctx;
    if (!open) return;
    const controller = new AbortController();
    const turn = { id, controller, cut: false };
    this.turn = turn;
    open.tools.turnMs = 0;
    this.tellInterruption();
    const signal = AbortSignal.any([controller.signal, this.ctx.abort.signal]);
    const hooks = {
      cut: () => turn.cut || this.ctx.abort.signal.aborted,
      say: (output: Extract<BrainOutput, { type: "say" }>, clause: number) => this.onSay(id, output, clause),
    };
    const outcome = await runTurn(
      safely(() => ask(open.dialogue)),
      hooks,
      this.ctx.deps.timers,
      signal,
    );
    if (this.turn === turn) this.turn = undefined;
    if (this.ctx.abort.signal.aborted) return;
    open.speaker.complete(id);
    void this.keepSnapshot(open);
    if (outcome.failed) {
      this.ctx.log.error({ turnId: id, reason: outcome.failed.message }, "the brain failed");
      return this.ctx.dispatch({ type: "brain_failed" });
    }
    this.ctx.expect();
    this.ctx.dispatch({ type: "brain_done", end: outcome.end });
  }

  /** The brain learns of a barge-in before its next method, never in the middle of one. */
  private tellInterruption(): void {
    if (this.cutHeard === undefined) return;
    const heard = this.cutHeard;
    this.cutHeard = undefined;
    this.ctx.open?.dialogue.interrupted(heard);
  }

  private io(turnId: string) {
    const { turn } = this;
    return {
      callTool: (name: Parameters<ToolRunner["call"]>[1], args: Record<string, unknown>) =>
        (this.ctx.open as OpenCall).tools.call(
          turnId,
          name,
          args,
          () => this.turn?.id === turnId && this.turn.cut,
        ),
      now: () => this.ctx.now(),
      signal: turn ? AbortSignal.any([turn.controller.signal, this.ctx.abort.signal]) : this.ctx.abort.signal,
    };
  }

  private onSay(turnId: string, output: Extract<BrainOutput, { type: "say" }>, clause: number): void {
    const { timing } = this;
    if (timing && timing.turnId === turnId) timing.firstSay ??= this.ctx.deps.timers.now();
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
    this.ttsCharacters += this.ctx.transport.audio ? text.length : 0;
    const body = {
      type: "line_said" as const,
      turnId,
      clause,
      text: text.slice(0, 2000),
      kind,
      facts: facts.slice(0, 50),
    };
    this.ctx.event({ ...body, atMs: this.ctx.atMs() });
    this.ctx.transport.notify({ type: "line", turnId, clause, text, kind });
    open.speaker.say(turnId, text);
  }

  interrupt(): void {
    this.ctx.deps.meter.bargeIn();
    this.ctx.open?.speaker.interrupt();
    this.ctx.open?.recording.cutLine(this.ctx.atMs());
    const { turn } = this;
    if (!turn) return;
    turn.cut = true;
    // A tool that runs is an effect under way: the turn ends after it, with its result known to the brain.
    if ((this.ctx.open?.tools.running ?? 0) === 0)
      turn.controller.abort(new Error("The guest began to speak."));
  }

  sayPhrase(phrase: Extract<Effect, { type: "say" }>["phrase"], count: number): void {
    const phrases = phrasesOf(this.ctx.open?.opening.language ?? "en");
    const text = {
      filler: phrases.fillers[count % phrases.fillers.length] ?? "",
      cap_near: phrases.capNear,
      cap_reached: phrases.capReached,
      trouble: phrases.trouble,
      goodbye: phrases.goodbye,
      resumed: phrases.resumed,
    }[phrase];
    this.sayOwn(text, phrase === "filler" ? "filler" : "answer");
  }

  sayOwn(text: string, kind: "filler" | "answer"): void {
    const id = `w${++this.ownWords}`;
    this.said(id, 0, text, kind, []);
    this.ctx.open?.speaker.complete(id);
  }

  onHeard(turnId: string, heard: string, unheard: string, cut: boolean): void {
    if (cut) this.cutHeard = [this.cutHeard, heard].filter(Boolean).join(" ");
    this.ctx.event({
      type: "line_heard",
      turnId,
      heard: heard.slice(0, 4000),
      unheard: unheard.slice(0, 4000),
      cut,
      atMs: this.ctx.atMs(),
    });
    this.ctx.transport.notify({ type: "heard", turnId, heard, unheard, cut });
  }

  onFirstAudio(turnId: string, now: number): void {
    const { timing } = this;
    if (!timing || timing.turnId !== turnId) return;
    this.timing = undefined;
    const { heard } = timing;
    const tool = this.ctx.open?.tools.turnMs ?? 0;
    const began = heard?.finalAt ?? timing.at;
    const firstSay = timing.firstSay ?? now;
    const ms: TurnTiming = {
      ...(heard
        ? { endpointing: heard.decidedAt - heard.endedAt, recognise: heard.finalAt - heard.decidedAt }
        : {}),
      think: Math.max(0, firstSay - began - tool),
      ...(tool > 0 ? { tool } : {}),
      ...(this.ctx.transport.audio ? { voice: now - firstSay } : {}),
      total: now - (heard?.endedAt ?? timing.at),
    };
    this.ctx.event({ type: "timing", turnId, timing: ms, atMs: this.ctx.atMs() });
    this.ctx.transport.notify({ type: "timing", turnId, timing: ms });
    this.ctx.deps.meter.turn(ms);
  }

  private async keepSnapshot({ opening, dialogue, tools }: OpenCall): Promise<void> {
    try {
      const signal = AbortSignal.any([this.ctx.abort.signal, AbortSignal.timeout(SNAPSHOT_DEADLINE_MS)]);
      const snapshot = packSnapshot({
        brain: dialogue.snapshot(),
        turns: this.turnCount,
        tools: tools.count,
      });
      const request = { epoch: opening.epoch, elapsedMs: this.ctx.atMs(), snapshot };
      await this.ctx.deps.line.snapshot(opening.callId, request, signal);
    } catch (error) {
      if (isStale(error)) this.ctx.leave();
      else if (!this.ctx.abort.signal.aborted)
        this.ctx.log.warn({ reason: String(error) }, "snapshot not kept");
    }
  }
}

/** A dialogue method that throws before its first output is a failed turn, not a crash. */
async function* safely(ask: () => AsyncIterable<BrainOutput>): AsyncGenerator<BrainOutput> {
  yield* ask();
}
