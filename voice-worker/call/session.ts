import type { BrainDialogue, GuestTurn } from "@/server/brain/port";
import type { Logger } from "@/server/kernel/logger";
import type { CallEventBody, CallOpening, CallTokenClaims, Command, EndReason } from "@/server/line/contract";
import type { Arrival, MediaHandlers, MediaTransport } from "../media/port";
import { DeadlineError, TimerBag, within } from "../timing";
import type { CallContext, OpenCall } from "./context";
import { Conversation, type WaitingTurn } from "./conversation";
import type { SessionDeps } from "./deps";
import type { HeardTurn } from "./ears";
import { Keypad } from "./keypad";
import { LevelMeter } from "./levels";
import { type CallData, type CallEventIn, type Effect, newCall, step } from "./machine";
import { CallParts } from "./parts";
import { asksToWait } from "./phrases";
import { noRecording } from "./recording";
import { unpackSnapshot } from "./snapshot";

const OPEN_DEADLINE_MS = 5_000;
const CLOSE_DEADLINE_MS = 8_000;
/** "One moment" (rule 16). */
const ASKED_TO_WAIT_MS = 60_000;
/** Somebody who types is not silent while typing. */
const TYPED_SILENCE_MS = 90_000;
const CAP_WARNING_MS = 60_000;

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
  private open: OpenCall | undefined;
  private readonly talk: Conversation;
  private readonly parts: CallParts;
  private startedAt = 0;
  private readonly inbox: CallEventIn[] = [];
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
    const ctx = this.context();
    this.talk = new Conversation(ctx);
    this.parts = new CallParts(ctx, this.talk, this.levels, (heard) => this.onSpeech(heard));
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
  }

  /** The session as its parts see it. */
  private context(): CallContext {
    const session = this;
    return {
      deps: this.deps,
      transport: this.transport,
      abort: this.abort,
      get log() {
        return session.log;
      },
      get open() {
        return session.open;
      },
      event: (body) => this.event(body),
      atMs: (moment) => this.atMs(moment),
      now: () => this.now(),
      dispatch: (event) => this.dispatch(event),
      expect: () => this.expect(),
      leave: () => this.leave(),
    };
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
    if (command.type === "say") this.talk.sayOwn(command.text, "answer");
    else if (command.type === "recording") void this.parts.setRecording(command.on);
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
    this.talk.turnCount = earlier?.turns ?? 0;
    const dialogue = earlier ? brain.resume(opening, earlier.brain) : brain.start(opening);
    const wanted = opening.recording !== "off" && transport.audio;
    const recording = wanted
      ? await deps.record(opening, transport.sampleRate, opening.recording === "notice")
      : noRecording;
    const speech = this.parts.makeSpeech(opening);
    this.open = {
      opening,
      dialogue,
      speech,
      recording,
      events: this.parts.callLog(opening),
      speaker: this.parts.makeSpeaker(opening, speech),
      ears: transport.audio ? this.parts.makeEars(opening, speech) : undefined,
      tools: this.parts.makeTools(opening, earlier?.tools ?? 0),
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
    if (transport.audio && !this.open.ears) this.parts.onEarLost();
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
    this.onGuestTurn({ turn: { id: this.talk.nextTurnId(), source: "typed", text, confidence: 1 } });
  }

  private onKeys(keys: string): void {
    this.event({ type: "keys", count: keys.length, atMs: this.atMs() });
    this.onGuestTurn({ turn: { id: this.talk.nextTurnId(), source: "keypad", text: keys, confidence: 1 } });
  }

  private onSpeech(heard: HeardTurn): void {
    const { text, confidence, alternatives } = heard;
    const turn: GuestTurn = { id: this.talk.nextTurnId(), source: "speech", text, confidence };
    this.onGuestTurn({ turn: alternatives ? { ...turn, alternatives } : turn, heard });
  }

  private onGuestTurn(entry: WaitingTurn): void {
    this.silencePatience = asksToWait(entry.turn.text) ? ASKED_TO_WAIT_MS : undefined;
    this.talk.take(entry);
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
    if (event.type === "guest_turn" && data.waiting === 0) this.talk.forget();
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
        return this.talk.greet();
      case "respond":
        return this.talk.respond();
      case "tell_silent":
        return this.talk.silent(effect.count);
      case "interrupt":
        return this.talk.interrupt();
      case "say":
        return this.talk.sayPhrase(effect.phrase, effect.count);
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
    open?.speech.close();
    this.transport.close(1000, reason);
    deps.meter.ended(reason, this.open ? this.atMs() : 0);
    if (open) await this.handOver(open, reason);
    this.log.info({ reason }, "call over");
  }

  private async handOver(open: OpenCall, reason: EndReason): Promise<void> {
    const file = await open.recording.finish().catch((error: unknown) => {
      this.log.error({ reason: String(error) }, "recording not finished");
      return undefined;
    });
    if (this.stale) return open.events.abandon();
    const { callId, epoch } = open.opening;
    const usage = {
      guestSpeechMs: Math.round(open.ears?.speechMs ?? 0),
      ttsCharacters: this.talk.ttsCharacters,
      llmTokens: 0,
      vendors: open.speech.usage(),
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

function pageView(expectation: ReturnType<BrainDialogue["expectation"]>) {
  const { kind } = expectation;
  if (expectation.kind === "choice") return { kind, options: [...expectation.options] };
  if (expectation.kind === "digits") return { kind, min: expectation.min, max: expectation.max };
  return { kind };
}
