import type { BrainDialogue, BrainOutput, GuestTurn } from "@/server/brain/port";
import type { Logger } from "@/server/kernel/logger";
import type {
  CallEventBody,
  CallOpening,
  CallTokenClaims,
  Command,
  EndReason,
  TurnTiming,
} from "@/server/line/contract";
import { isStale } from "../line/errors";
import type { Arrival, MediaHandlers, MediaTransport } from "../media/port";
import type { AsrStream } from "../speech/asr/port";
import { DeadlineError, TimerBag, within } from "../timing";
import { CallLog } from "./call-log";
import type { SessionDeps } from "./deps";
import { Ears, type HeardTurn } from "./ears";
import { Keypad } from "./keypad";
import { LevelMeter } from "./levels";
import { type CallData, type CallEventIn, type Effect, newCall, step } from "./machine";
import { asksToWait, phrasesOf } from "./phrases";
import { type CallRecording, noRecording } from "./recording";
import { packSnapshot, unpackSnapshot } from "./snapshot";
import { Speaker } from "./speaker";
import { dataOf, type ToolRun, ToolRunner } from "./tool-runner";
import { runTurn } from "./turn";

const OPEN_DEADLINE_MS = 5_000;
const CLOSE_DEADLINE_MS = 8_000;
const SNAPSHOT_DEADLINE_MS = 5_000;
/** "One moment" (rule 16). */
const ASKED_TO_WAIT_MS = 60_000;
/** Somebody who types is not silent while typing. */
const TYPED_SILENCE_MS = 90_000;
const CAP_WARNING_MS = 60_000;
const MAX_WAITING = 5;

interface WaitingTurn {
  turn: GuestTurn;
  heard?: HeardTurn;
}

/** All that exists once the line has opened the call. */
interface Open {
  opening: CallOpening;
  dialogue: BrainDialogue;
  events: CallLog;
  speaker: Speaker;
  ears: Ears | undefined;
  recording: CallRecording;
  tools: ToolRunner;
}

/**
 * One call from its token to its close. Owns every timer, socket and stream of the call and ends them with one
 * AbortController; what happens next is decided by the machine, here it is only carried out.
 */
export class CallSession {
  private data: CallData = newCall;
  private readonly abort = new AbortController();
  private readonly bag: TimerBag;
  private readonly keypad: Keypad;
  private readonly transport: MediaTransport;
  private readonly levels: LevelMeter;
  private log: Logger;
  private open: Open | undefined;
  private startedAt = 0;
  private turnCount = 0;
  private ownWords = 0;
  private waiting: WaitingTurn[] = [];
  private readonly inbox: CallEventIn[] = [];
  private turn:
    | { id: string; controller: AbortController; cut: boolean; endedAt: number | undefined }
    | undefined;
  private timing: { turnId: string; heard: HeardTurn | undefined; at: number; firstSay?: number } | undefined;
  private cutHeard: string | undefined;
  private ttsCharacters = 0;
  private silencePatience: number | undefined;
  private stale = false;
  private finished: Promise<void> | undefined;
  private resolveEnded: () => void = () => {};
  /** Resolves when the call is over and everything it owned is closed. */
  readonly ended: Promise<void>;

  constructor(
    private readonly deps: SessionDeps,
    private readonly arrival: Arrival,
    readonly claims: CallTokenClaims,
  ) {
    this.transport = arrival.transport;
    this.log = deps.log.child({ callId: claims.sub, tenantId: claims.tenantId });
    this.bag = new TimerBag(deps.timers);
    this.levels = new LevelMeter(deps.timers, (guest, line) =>
      this.transport.notify({ type: "level", guest, line }),
    );
    this.keypad = new Keypad(deps.timers, (keys) => this.onKeys(keys));
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
  }

  get callId(): string {
    return this.claims.sub;
  }

  /** Known once the line has opened the call. */
  get epoch(): number | undefined {
    return this.open?.opening.epoch;
  }

  get state(): CallData["state"] {
    return this.data.state;
  }

  get queuedSpeechMs(): number {
    return this.open?.speaker.queuedMs ?? 0;
  }

  /** Opens the call at the line and greets. Resolves with `ended`; never rejects. */
  async run(options: { resume: boolean }): Promise<void> {
    this.transport.attach(this.handlers());
    try {
      const signal = AbortSignal.any([this.abort.signal, AbortSignal.timeout(OPEN_DEADLINE_MS)]);
      const opening = await this.deps.line.open(this.arrival.token, { resume: options.resume, signal });
      if (this.data.state !== "ringing") return this.ended;
      await this.begin(opening);
    } catch (error) {
      this.log.warn({ reason: String(error) }, "the line did not open the call");
      this.transport.notify({
        type: "error",
        code: "refused",
        message: "The call could not be opened. Start a new one.",
      });
      this.dispatch({ type: "refused" });
    }
    return this.ended;
  }

  /** A command of the app for this call. */
  command(command: Exclude<Command, { type: "drain" }>): void {
    if (command.type === "hang_up") return this.dispatch({ type: "hang_up", reason: command.reason });
    if (!this.open) return;
    if (command.type === "say") this.sayOwn(command.text, "answer");
    else if (command.type === "recording") void this.setRecording(command.on);
    else if (command.type === "superseded" && command.epoch > this.open.opening.epoch) this.leave();
    else if (command.type === "instruct") this.log.info({}, "instruction for the line noted");
  }

  /** Ends the call because of us, not of the guest: drain bound reached or a fault above. */
  stop(reason: EndReason): void {
    this.dispatch({ type: "hang_up", reason });
  }

  /** The call goes on elsewhere: no effect, no event, no word more, and it is not closed at the line. */
  leave(): void {
    this.stale = true;
    this.dispatch({ type: "hang_up", reason: "worker_lost" });
  }

  private async begin(opening: CallOpening): Promise<void> {
    const { deps, transport } = this;
    this.log = this.log.child({ epoch: opening.epoch });
    this.startedAt = deps.timers.now() - (opening.resumed?.elapsedMs ?? 0);
    const { brain } = deps;
    const earlier = opening.resumed ? unpackSnapshot(opening.resumed.snapshot) : undefined;
    this.turnCount = earlier?.turns ?? 0;
    const dialogue = earlier ? brain.resume(opening, earlier.brain) : brain.start(opening);
    const wanted = opening.recording !== "off" && transport.audio;
    const recording = wanted
      ? await deps.record(opening, transport.sampleRate, opening.recording === "notice")
      : noRecording;
    this.open = {
      opening,
      dialogue,
      recording,
      events: this.callLog(opening),
      speaker: this.makeSpeaker(opening),
      ears: transport.audio ? this.makeEars(opening) : undefined,
      tools: this.makeTools(opening, earlier?.tools ?? 0),
    };
    const capMs = opening.rules.maxMinutes * 60_000 - (opening.resumed?.elapsedMs ?? 0);
    this.bag.set("cap_near", Math.max(1, capMs - CAP_WARNING_MS), () => this.dispatch({ type: "cap_near" }));
    this.bag.set("cap", Math.max(2, capMs), () => this.dispatch({ type: "cap_reached" }));
    const demoEar = this.open.ears?.isDemoEar ?? false;
    transport.notify({
      type: "ready",
      callId: opening.callId,
      audio: transport.audio,
      recording: recording.on,
      demoEar,
    });
    if (transport.audio && !this.open.ears) this.onEarLost();
    if (recording.on) this.event({ type: "recording", on: true, atMs: this.atMs() });
    this.dispatch({ type: "opened", resumed: opening.resumed !== undefined });
  }

  // ---- what comes in -------------------------------------------------------------------------------------

  private handlers(): MediaHandlers {
    return {
      audio: (pcm) => {
        if (!this.open?.ears) return;
        this.open.recording.guest(pcm, this.atMs());
        this.levels.guest(pcm);
        this.open.ears.push(pcm);
      },
      text: (text) => this.onTyped(text),
      dtmf: (digit) => {
        if (!this.open) return;
        this.dispatch({ type: "guest_speaking" });
        this.keypad.press(digit);
      },
      mark: (name) => this.open?.speaker.mark(name),
      closed: (cause) => {
        this.log.info({ cause }, "the caller's socket closed");
        this.dispatch({ type: "guest_gone" });
      },
    };
  }

  private onTyped(text: string): void {
    if (!this.open) return;
    this.onGuestTurn({ turn: { id: this.nextTurnId(), source: "typed", text, confidence: 1 } });
  }

  private onKeys(keys: string): void {
    this.event({ type: "keys", count: keys.length, atMs: this.atMs() });
    this.onGuestTurn({ turn: { id: this.nextTurnId(), source: "keypad", text: keys, confidence: 1 } });
  }

  private onSpeech(heard: HeardTurn): void {
    const { text, confidence, alternatives } = heard;
    const turn: GuestTurn = { id: this.nextTurnId(), source: "speech", text, confidence };
    this.onGuestTurn({ turn: alternatives ? { ...turn, alternatives } : turn, heard });
  }

  private onGuestTurn(entry: WaitingTurn): void {
    const { turn, heard } = entry;
    const now = this.deps.timers.now();
    this.event({
      type: "guest_turn",
      turnId: turn.id,
      source: turn.source,
      text: turn.text.slice(0, 4000),
      confidence: turn.confidence,
      startMs: this.atMs(heard?.startedAt ?? now),
      endMs: this.atMs(heard?.endedAt ?? now),
      ...(heard?.words
        ? { words: heard.words.slice(0, 600).map(({ text, startMs, endMs }) => ({ text, startMs, endMs })) }
        : {}),
    });
    this.open?.events.hearing(null);
    this.transport.notify({
      type: "guest",
      turnId: turn.id,
      text: turn.text,
      final: true,
      source: turn.source,
    });
    this.silencePatience = asksToWait(turn.text) ? ASKED_TO_WAIT_MS : undefined;
    const last = this.waiting.at(-1);
    if (this.waiting.length < MAX_WAITING) this.waiting.push(entry);
    else if (last) last.turn = { ...last.turn, text: `${last.turn.text} ${turn.text}`.slice(0, 4000) };
    this.dispatch({ type: "guest_turn" });
  }

  private nextTurnId(): string {
    return `t${++this.turnCount}`;
  }

  // ---- the machine ---------------------------------------------------------------------------------------

  /** Runs to completion: what an effect causes is a next step, after all effects of this one. */
  private dispatch(event: CallEventIn): void {
    this.inbox.push(event);
    if (this.inbox.length > 1) return;
    for (let next = this.inbox[0]; next; next = this.inbox[0]) {
      try {
        this.process(next);
      } catch (error) {
        this.log.error({ event: next.type, reason: String(error) }, "a step of the call failed");
        // Ends the call, unless ending it is what failed.
        if (next.type !== "fault") this.inbox.push({ type: "fault" });
      }
      this.inbox.shift();
    }
  }

  private process(event: CallEventIn): void {
    const before = this.data;
    const [data, effects] = step(before, event);
    this.data = data;
    if (data.state !== before.state) this.onState();
    for (const effect of effects) this.perform(effect);
    // What a guest says to a person, or to the music, is not for the brain.
    if (event.type === "guest_turn" && data.waiting === 0) this.waiting = [];
  }

  private onState(): void {
    const { state } = this.data;
    this.event({ type: "state", state, atMs: this.atMs() });
    if (state === "listening") this.expect();
    const expectation = this.open?.dialogue.expectation() ?? { kind: "open" as const };
    this.transport.notify({
      type: "state",
      state,
      listening: state === "listening",
      expectation: pageView(expectation),
    });
  }

  private expect(): void {
    const expectation = this.open?.dialogue.expectation();
    if (!expectation) return;
    this.open?.ears?.expect(expectation);
    this.keypad.expect(expectation);
  }

  private perform(effect: Effect): void {
    const { open } = this;
    if (effect.type === "end") return void this.finish(effect.reason);
    if (!open) return;
    switch (effect.type) {
      case "greet":
        return void this.brainTurn("greeting", (dialogue) => dialogue.greet(this.io("greeting")));
      case "respond":
        return this.respond();
      case "tell_silent": {
        const id = `s${this.atMs()}`;
        return void this.brainTurn(id, (dialogue) => dialogue.silent(effect.count, this.io(id)));
      }
      case "interrupt":
        return this.interrupt();
      case "say":
        return this.sayPhrase(effect.phrase, effect.count);
      case "arm_silence":
        return this.armSilence(open.opening);
      case "disarm_silence":
        return this.bag.clear("silence");
      case "arm_filler":
        return this.bag.set("filler", effect.ms, () => this.dispatch({ type: "filler_due" }));
      case "disarm_filler":
        return this.bag.clear("filler");
    }
  }

  private armSilence(opening: CallOpening): void {
    const usual = this.transport.audio ? opening.rules.silenceSeconds * 1000 : TYPED_SILENCE_MS;
    this.bag.set("silence", this.silencePatience ?? usual, () => {
      this.silencePatience = undefined;
      this.dispatch({ type: "silence_due" });
    });
  }

  // ---- the brain -----------------------------------------------------------------------------------------

  private respond(): void {
    const entry = this.waiting.shift();
    if (!entry) return this.dispatch({ type: "brain_done", end: null });
    const { turn, heard } = entry;
    this.timing = { turnId: turn.id, heard, at: this.deps.timers.now() };
    void this.brainTurn(turn.id, (dialogue) => dialogue.respond(turn, this.io(turn.id)));
  }

  private async brainTurn(
    id: string,
    ask: (dialogue: BrainDialogue) => AsyncIterable<BrainOutput>,
  ): Promise<void> {
    const { open } = this;
    if (!open) return;
    const controller = new AbortController();
    const turn = { id, controller, cut: false, endedAt: undefined as number | undefined };
    this.turn = turn;
    open.tools.turnMs = 0;
    this.tellInterruption();
    const signal = AbortSignal.any([controller.signal, this.abort.signal]);
    const hooks = {
      cut: () => turn.cut || this.abort.signal.aborted,
      say: (output: Extract<BrainOutput, { type: "say" }>, clause: number) => this.onSay(id, output, clause),
    };
    const outcome = await runTurn(
      safely(() => ask(open.dialogue)),
      hooks,
      this.deps.timers,
      signal,
    );
    if (this.turn === turn) this.turn = undefined;
    if (this.abort.signal.aborted) return;
    open.speaker.complete(id);
    void this.keepSnapshot(open);
    if (outcome.failed) {
      this.log.error({ turnId: id, reason: outcome.failed.message }, "the brain failed");
      return this.dispatch({ type: "brain_failed" });
    }
    this.expect();
    this.dispatch({ type: "brain_done", end: outcome.end });
  }

  /** The brain learns of a barge-in before its next method, never in the middle of one. */
  private tellInterruption(): void {
    if (this.cutHeard === undefined) return;
    const heard = this.cutHeard;
    this.cutHeard = undefined;
    this.open?.dialogue.interrupted(heard);
  }

  private io(turnId: string) {
    const { turn } = this;
    return {
      callTool: (name: Parameters<ToolRunner["call"]>[1], args: Record<string, unknown>) =>
        (this.open as Open).tools.call(turnId, name, args, () => this.turn?.id === turnId && this.turn.cut),
      now: () => this.now(),
      signal: turn ? AbortSignal.any([turn.controller.signal, this.abort.signal]) : this.abort.signal,
    };
  }

  private onSay(turnId: string, output: Extract<BrainOutput, { type: "say" }>, clause: number): void {
    const { timing } = this;
    if (timing && timing.turnId === turnId) timing.firstSay ??= this.deps.timers.now();
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
    const { open } = this;
    if (!open) return;
    this.ttsCharacters += this.transport.audio ? text.length : 0;
    const body = {
      type: "line_said" as const,
      turnId,
      clause,
      text: text.slice(0, 2000),
      kind,
      facts: facts.slice(0, 50),
    };
    this.event({ ...body, atMs: this.atMs() });
    this.transport.notify({ type: "line", turnId, clause, text, kind });
    open.speaker.say(turnId, text);
  }

  private interrupt(): void {
    this.deps.meter.bargeIn();
    this.open?.speaker.interrupt();
    this.open?.recording.cutLine(this.atMs());
    const { turn } = this;
    if (!turn) return;
    turn.cut = true;
    // A tool that runs is an effect under way: the turn ends after it, with its result known to the brain.
    if ((this.open?.tools.running ?? 0) === 0) turn.controller.abort(new Error("The guest began to speak."));
  }

  private sayPhrase(phrase: Extract<Effect, { type: "say" }>["phrase"], count: number): void {
    const phrases = phrasesOf(this.open?.opening.language ?? "en");
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

  private sayOwn(text: string, kind: "filler" | "answer"): void {
    const id = `w${++this.ownWords}`;
    this.said(id, 0, text, kind, []);
    this.open?.speaker.complete(id);
  }

  // ---- parts ---------------------------------------------------------------------------------------------

  private callLog(opening: CallOpening): CallLog {
    const { line, timers } = this.deps;
    const { callId, epoch } = opening;
    return new CallLog({
      callId,
      epoch,
      line,
      timers,
      log: this.log,
      now: () => this.now(),
      onStale: () => this.leave(),
    });
  }

  private makeSpeaker(opening: CallOpening): Speaker {
    const { deps, transport } = this;
    return new Speaker({
      transport,
      tts: deps.speech.tts,
      frames: deps.frames,
      timers: deps.timers,
      log: this.log,
      language: opening.language,
      voice: opening.persona.voice,
      events: {
        started: () => this.dispatch({ type: "speech_started" }),
        ended: () => this.dispatch({ type: "speech_ended" }),
        firstAudio: (turnId, now) => this.onFirstAudio(turnId, now),
        heard: (turnId, { heard, unheard }, cut) => this.onHeard(turnId, heard, unheard, cut),
        playing: (pcm, startsAt) => {
          this.levels.line(pcm);
          this.open?.recording.line(pcm, this.atMs(startsAt));
        },
        voiceLost: () => this.dispatch({ type: "fault" }),
      },
    });
  }

  private onHeard(turnId: string, heard: string, unheard: string, cut: boolean): void {
    if (cut) this.cutHeard = [this.cutHeard, heard].filter(Boolean).join(" ");
    this.event({
      type: "line_heard",
      turnId,
      heard: heard.slice(0, 4000),
      unheard: unheard.slice(0, 4000),
      cut,
      atMs: this.atMs(),
    });
    this.transport.notify({ type: "heard", turnId, heard, unheard, cut });
  }

  /** Without an ear the call goes on by keypad: nothing is promised that needs one. */
  private openEar(opening: CallOpening): AsrStream | undefined {
    const { sampleRate } = this.transport;
    const vocabulary = [
      ...opening.vocabulary,
      ...opening.names,
      ...opening.roomTypes.map((type) => type.spokenName),
    ];
    try {
      return this.deps.speech.asr.open(
        { sampleRate, language: opening.language, vocabulary },
        this.abort.signal,
      );
    } catch (error) {
      this.log.error({ reason: String(error) }, "no ear for this call");
      return undefined;
    }
  }

  private makeEars(opening: CallOpening): Ears | undefined {
    const { speech, timers } = this.deps;
    const { sampleRate } = this.transport;
    const asr = this.openEar(opening);
    if (!asr) return undefined;
    return new Ears({
      asr,
      vad: speech.createVad(sampleRate),
      sampleRate,
      timers,
      log: this.log,
      events: {
        speaking: () => this.dispatch({ type: "guest_speaking" }),
        partial: (text) => {
          const turnId = `t${this.turnCount + 1}`;
          this.open?.events.hearing({ turnId, text: text.slice(0, 1000) });
          this.transport.notify({ type: "guest", turnId, text, final: false, source: "speech" });
        },
        turn: (turn) => this.onSpeech(turn),
        quiet: () => this.dispatch({ type: "guest_quiet" }),
        earLost: () => this.onEarLost(),
      },
    });
  }

  private onEarLost(): void {
    this.event({ type: "degraded", rung: "keys_only", on: true, atMs: this.atMs() });
  }

  private makeTools(opening: CallOpening, after: number): ToolRunner {
    return new ToolRunner({
      line: this.deps.line,
      opening,
      after,
      timers: this.deps.timers,
      signal: this.abort.signal,
      atMs: () => this.atMs(),
      started: () => this.dispatch({ type: "tool_started" }),
      finished: (run) => this.onTool(run),
      lineAnswers: (yes) => this.event({ type: "degraded", rung: "tools_off", on: !yes, atMs: this.atMs() }),
      onStale: () => this.leave(),
    });
  }

  private onTool({ name, toolSequence, turnId, result, outcome, durationMs }: ToolRun): void {
    this.event({ type: "tool", turnId, toolSequence, name, outcome, durationMs, atMs: this.atMs() });
    this.deps.meter.tool(name, outcome, durationMs);
    const ref = result.ok && result.ref ? { ref: result.ref } : {};
    this.transport.notify({
      type: "tool",
      turnId,
      name,
      outcome,
      durationMs: Math.round(durationMs),
      ...ref,
    });
    if (name === "set_recording") {
      const data = dataOf("set_recording", result) as { recording: boolean } | undefined;
      if (data) void this.setRecording(data.recording);
    }
    if (name === "set_language") {
      const data = dataOf("set_language", result) as { language: string } | undefined;
      if (data) this.open?.speaker.language(data.language);
    }
    this.dispatch({ type: "tool_finished" });
    if (name !== "transfer_call") return;
    const data = dataOf("transfer_call", result) as { state: string } | undefined;
    if (data?.state === "connecting") this.dispatch({ type: "transfer_agreed" });
  }

  private async setRecording(on: boolean): Promise<void> {
    const { open } = this;
    if (!open || open.recording === noRecording) return;
    await open.recording
      .set(on)
      .catch((error: unknown) => this.log.error({ reason: String(error) }, "recording failed"));
    this.event({ type: "recording", on, atMs: this.atMs() });
    this.transport.notify({ type: "recording", on });
  }

  private onFirstAudio(turnId: string, now: number): void {
    const { timing } = this;
    if (!timing || timing.turnId !== turnId) return;
    this.timing = undefined;
    const { heard } = timing;
    const tool = this.open?.tools.turnMs ?? 0;
    const began = heard?.finalAt ?? timing.at;
    const firstSay = timing.firstSay ?? now;
    const ms: TurnTiming = {
      ...(heard
        ? { endpointing: heard.decidedAt - heard.endedAt, recognise: heard.finalAt - heard.decidedAt }
        : {}),
      think: Math.max(0, firstSay - began - tool),
      ...(tool > 0 ? { tool } : {}),
      ...(this.transport.audio ? { voice: now - firstSay } : {}),
      total: now - (heard?.endedAt ?? timing.at),
    };
    this.event({ type: "timing", turnId, timing: ms, atMs: this.atMs() });
    this.transport.notify({ type: "timing", turnId, timing: ms });
    this.deps.meter.turn(ms);
  }

  private async keepSnapshot({ opening, dialogue, tools }: Open): Promise<void> {
    try {
      const signal = AbortSignal.any([this.abort.signal, AbortSignal.timeout(SNAPSHOT_DEADLINE_MS)]);
      const snapshot = packSnapshot({
        brain: dialogue.snapshot(),
        turns: this.turnCount,
        tools: tools.count,
      });
      const request = { epoch: opening.epoch, elapsedMs: this.atMs(), snapshot };
      await this.deps.line.snapshot(opening.callId, request, signal);
    } catch (error) {
      if (isStale(error)) this.leave();
      else if (!this.abort.signal.aborted) this.log.warn({ reason: String(error) }, "snapshot not kept");
    }
  }

  private event(body: CallEventBody): void {
    this.open?.events.add(body);
  }

  private atMs(now = this.deps.timers.now()): number {
    return Math.max(0, Math.round(now - this.startedAt));
  }

  /** The app's time: what it said at the opening, plus what has passed since by the monotonic clock. */
  private now(): Date {
    if (!this.open) return new Date();
    const { opening } = this.open;
    return new Date(Date.parse(opening.now) + this.atMs() - (opening.resumed?.elapsedMs ?? 0));
  }

  // ---- the end -------------------------------------------------------------------------------------------

  private finish(reason: EndReason): Promise<void> {
    this.finished ??= this.shutDown(reason).finally(() => this.resolveEnded());
    return this.finished;
  }

  private async shutDown(reason: EndReason): Promise<void> {
    const { open, deps } = this;
    this.event({ type: "ended", reason, atMs: this.atMs() });
    this.transport.notify({ type: "ended", reason });
    this.abort.abort(new Error("The call is over."));
    this.bag.close();
    this.keypad.close();
    this.levels.close();
    open?.speaker.close();
    open?.ears?.close();
    this.transport.close(1000, reason);
    deps.meter.ended(reason, this.open ? this.atMs() : 0);
    if (open) await this.handOver(open, reason);
    this.log.info({ reason }, "call over");
  }

  private async handOver(open: Open, reason: EndReason): Promise<void> {
    const file = await open.recording.finish().catch((error: unknown) => {
      this.log.error({ reason: String(error) }, "recording not finished");
      return undefined;
    });
    if (this.stale) return open.events.abandon();
    const { callId, epoch } = open.opening;
    const usage = {
      guestSpeechMs: Math.round(open.ears?.speechMs ?? 0),
      ttsCharacters: this.ttsCharacters,
      llmTokens: 0,
    };
    try {
      await within(open.events.close(), CLOSE_DEADLINE_MS, this.deps.timers);
      const signal = AbortSignal.timeout(CLOSE_DEADLINE_MS);
      const durationMs = this.atMs();
      await this.deps.line.close(
        callId,
        { epoch, reason, durationMs, usage, recording: file !== undefined },
        signal,
      );
      if (file !== undefined) await this.deps.keepRecording(callId, epoch, file);
    } catch (error) {
      const late = error instanceof DeadlineError;
      this.log.error(
        { reason: String(error), late, lost: open.events.unacknowledged },
        "the line did not take the end of the call",
      );
      open.events.abandon();
    }
  }
}

/** A dialogue method that throws before its first output is a failed turn, not a crash. */
async function* safely(ask: () => AsyncIterable<BrainOutput>): AsyncGenerator<BrainOutput> {
  yield* ask();
}

function pageView(expectation: ReturnType<BrainDialogue["expectation"]>) {
  const { kind } = expectation;
  if (expectation.kind === "choice") return { kind, options: [...expectation.options] };
  if (expectation.kind === "digits") return { kind, min: expectation.min, max: expectation.max };
  return { kind };
}
