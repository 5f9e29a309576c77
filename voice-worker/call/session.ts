import type { Logger } from "@/server/kernel/logger";
import type { CallEventBody, CallOpening, CallTokenClaims, Command, EndReason } from "@/server/line/contract";
import type { Arrival, LiveUpdate, MediaHandlers, MediaTransport, StaffPeer } from "../media/port";
import { TimerBag, within } from "../timing";
import { tellTheEnd } from "./closing";
import { Commands } from "./commands";
import type { CallContext, OpenCall } from "./context";
import { Conversation } from "./conversation";
import type { SessionDeps } from "./deps";
import { Effects } from "./effects";
import { GuestInput } from "./guest-input";
import { LevelMeter, rms } from "./levels";
import { step } from "./machine";
import { LEAST_AFTER_PERSON_MS } from "./machine-aside";
import { type CallData, type CallEventIn, type Effect, newCall } from "./machine-data";
import { openRecording } from "./open-recording";
import { pageView } from "./page-view";
import { CallParts } from "./parts";
import { phrasesOf } from "./phrases";
import { pickUp, recordingIn, type SaysWhy, unknownToDialogue, wasAway, whyBack } from "./resume";
import { type EarlierSnapshot, unpackSnapshot } from "./snapshot";
import { StaffRoom } from "./staff-room";

/** A guest who hears nothing for three seconds thinks that the line is dead. */
const OPEN_DEADLINE_MS = 3_000;
/** What is still to be told before a call goes elsewhere. */
const MOVE_DEADLINE_MS = 1_000;
/** The same while a guest waits in silence. */
const BORROW_DEADLINE_MS = 300;
/** More turns, and more tools, than one worker has in a call. */
const NUMBERS_OF_AN_OPENING = 1_000;

/**
 * One call from its token to its close. Owns every timer, socket and stream of the call and ends them with one
 * AbortController; what happens next is decided by the machine, here it is only carried out.
 */
export class CallSession {
  private data: CallData = newCall;
  /** The state that everybody was told. */
  private shown: CallData["state"] = newCall.state;
  private readonly abort = new AbortController();
  private readonly bag: TimerBag;
  private readonly transport: MediaTransport;
  private readonly levels: LevelMeter;
  private readonly staff: StaffRoom;
  private log: Logger;
  private open: OpenCall | undefined;
  private readonly talk: Conversation;
  private readonly input: GuestInput;
  private readonly parts: CallParts;
  private readonly commands: Commands;
  private readonly effects: Effects;
  private earlier: EarlierSnapshot | undefined;
  private saysWhy: SaysWhy | undefined;
  private startedAt = 0;
  private arrivedAt = 0;
  /** When the guest's connection broke, if it has. */
  private lostAt: number | undefined;
  private readonly inbox: CallEventIn[] = [];
  private moved = false;
  private finished: Promise<void> | undefined;
  private resolveEnded: () => void = () => {};
  /** Resolves when the call is over and everything it owned is closed. */
  readonly ended: Promise<void>;

  constructor(
    private readonly deps: SessionDeps,
    private readonly arrival: Arrival,
    readonly claims: CallTokenClaims,
  ) {
    const { transport } = arrival;
    this.transport = transport;
    this.log = deps.log.child({ callId: claims.sub, tenantId: claims.tenantId });
    this.bag = new TimerBag(deps.timers);
    const ctx = this.context();
    this.levels = new LevelMeter(deps.timers, (guest, line) => ctx.notify({ type: "level", guest, line }));
    this.staff = new StaffRoom({
      clock: deps.frames,
      sampleRate: transport.sampleRate,
      speech: (pcm) => this.staffSpeech(pcm),
      left: () => this.effects.personLeft(),
    });
    this.talk = new Conversation(ctx);
    this.input = new GuestInput(ctx, this.talk);
    this.parts = new CallParts(ctx, this.talk, this.levels, this.staff, this.input);
    this.commands = new Commands(ctx, this.talk, this.staff);
    const { bag, talk, input, staff } = this;
    this.effects = new Effects(ctx, { bag, talk, input, staff });
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
  }

  /** The session as its parts see it. */
  private context(): CallContext {
    const session = this;
    return {
      deps: this.deps,
      transport: this.arrival.transport,
      abort: this.abort,
      get log() {
        return session.log;
      },
      get open() {
        return session.open;
      },
      get state() {
        return session.data.state;
      },
      get away() {
        return session.data.away;
      },
      event: (body) => this.event(body),
      atMs: (moment) => this.atMs(moment),
      capMs: () => this.atMs(this.effects.capDue),
      now: () => this.now(),
      dispatch: (event) => this.dispatch(event),
      notify: (update) => this.notify(update),
      free: () => this.data.state === "listening" && !this.data.guestTalking && !this.data.away,
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
    const { deps, transport } = this;
    transport.attach(this.handlers());
    this.arrivedAt = deps.timers.now();
    try {
      const signal = AbortSignal.any([this.abort.signal, AbortSignal.timeout(OPEN_DEADLINE_MS)]);
      const asked = deps.line.open(this.arrival.token, {
        ...{ resume: options.resume, ownSpeech: transport.audio, signal },
      });
      const opening = await within(asked, OPEN_DEADLINE_MS, deps.timers, this.abort.signal);
      if (this.data.state !== "ringing") return this.ended;
      await this.begin(opening);
    } catch (error) {
      this.log.warn({ reason: String(error) }, "the line did not open the call");
      const message = "The call could not be opened. Start a new one.";
      transport.notify({ type: "error", code: "refused", message });
      this.dispatch({ type: "refused" });
    }
    return this.ended;
  }

  /** A command of the app for this call. */
  command(command: Command): void {
    this.commands.run(command);
  }

  /** A person of the hotel joins; false when the call is not open yet, or over. */
  join(peer: StaffPeer): boolean {
    if (!this.open || this.finished) return false;
    const { callId, data } = this;
    this.staff.join(peer, { type: "joined", callId, state: data.state, recording: this.open.recording.on });
    return true;
  }

  /** Ends the call because of us, not of the guest: drain bound reached or a fault above. */
  stop(reason: EndReason): void {
    this.dispatch({ type: "hang_up", reason });
  }

  /** The call goes on elsewhere: no effect, no event, no word more, and it is not closed at the line. */
  leave(): void {
    this.moved = true;
    this.talk.snapshots.close();
    this.dispatch({ type: "hang_up", reason: "worker_lost" });
  }

  /** Gives the call away: what happened so far is told, then the socket closes and another worker may take it. */
  async moveOn(deadlineMs = MOVE_DEADLINE_MS): Promise<void> {
    const { open } = this;
    if (open && !this.finished) {
      this.input.unsaid();
      const told = within(open.events.flush(), deadlineMs, this.deps.timers).catch(() => {});
      await Promise.all([told, this.talk.snapshots.flush(deadlineMs)]);
    }
    this.leave();
    await this.ended;
  }

  private async begin(opening: CallOpening): Promise<void> {
    const { deps, transport, parts } = this;
    this.log = this.log.child({ epoch: opening.epoch });
    this.startedAt = deps.timers.now() - (opening.resumed?.elapsedMs ?? 0);
    const { brain } = deps;
    const earlier = opening.resumed ? unpackSnapshot(opening.resumed.snapshot) : undefined;
    this.earlier = earlier;
    const taken = earlier ? unknownToDialogue(earlier, opening.resumed?.done) : [];
    this.talk.takeUp(taken);
    const recordingAgreed = recordingIn(taken) ?? earlier?.recordingAgreed;
    // Nothing of one opening is numbered like anything of another, not even of one that no snapshot tells of: what was done
    // in its turn would stand for this one's.
    const before = (opening.epoch - 1) * NUMBERS_OF_AN_OPENING;
    this.talk.turnCount = Math.max(before, earlier?.turns ?? 0);
    const dialogue = earlier ? brain.resume(opening, earlier.brain) : brain.start(opening);
    const recording = await openRecording(deps, opening, transport, this.log, recordingAgreed);
    if (this.data.state !== "ringing") return void recording.finish().catch(() => {});
    const speech = parts.makeSpeech(opening);
    this.open = {
      opening,
      language: opening.language,
      dialogue,
      speech,
      recording,
      recordingAgreed,
      events: parts.callLog(opening),
      speaker: parts.makeSpeaker(opening, speech),
      ears: transport.audio ? parts.makeEars(opening, speech) : undefined,
      tools: parts.makeTools(opening, Math.max(before, earlier?.tools ?? 0)),
    };
    // The guest has waited since they came.
    this.open.speaker.owe(this.arrivedAt);
    const inAll = Math.max(opening.rules.maxMinutes * 60_000, earlier?.capMs ?? 0);
    const capMs = inAll - (opening.resumed?.elapsedMs ?? 0);
    this.effects.capIn(wasAway(opening.resumed?.cause) ? Math.max(LEAST_AFTER_PERSON_MS, capMs) : capMs);
    const demoEar = this.open.ears?.isDemoEar ?? false;
    const { callId } = opening;
    this.notify({ type: "ready", callId, audio: transport.audio, recording: recording.on, demoEar });
    if (transport.audio && !this.open.ears) parts.onEarLost();
    if (recording.on) this.event({ type: "recording", on: true, atMs: this.atMs() });
    this.saysWhy = earlier && whyBack(dialogue, opening.resumed?.cause);
    this.dispatch({ type: "opened", resumed: earlier !== undefined, told: this.saysWhy !== undefined });
  }

  // ---- what comes in -------------------------------------------------------------------------------------

  private handlers(): MediaHandlers {
    return {
      audio: (pcm) => {
        if (!this.open?.ears || this.finished) return;
        this.open.recording.guest(pcm, this.atMs());
        this.levels.guest(pcm);
        this.staff.guest(pcm);
        this.open.ears.push(pcm);
      },
      text: (text) => this.input.typed(text),
      dtmf: (digit) => this.input.press(digit),
      mark: (name) => this.open?.speaker.mark(name),
      closed: (cause) => {
        this.log.info({ cause }, "the caller's socket closed");
        this.lostAt = this.deps.timers.now();
        if (cause === "garbage") return this.dispatch({ type: "fault" });
        const patienceMs = cause !== "guest" && this.open ? this.deps.returnMs : 0;
        this.dispatch({ type: "guest_lost", patienceMs });
      },
    };
  }

  /** The person who has taken the call over speaks to the guest. */
  private staffSpeech(pcm: Int16Array): void {
    if (this.data.state !== "with_person" || this.data.away) return;
    this.effects.personHeard();
    if (!this.transport.audio) return;
    this.transport.sendAudio(pcm);
    this.levels.line(rms(pcm));
    this.open?.recording.line(pcm, this.atMs());
    this.staff.line(pcm, this.deps.timers.now());
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
    const [data, effects] = step(this.data, event);
    this.data = data;
    // Who picks up a call may have a turn to answer first: until that is known, the line does not listen yet.
    const picksUp = event.type === "opened" && event.resumed === true;
    if (!picksUp) this.showState();
    for (const effect of effects) this.perform(effect, event);
    if (picksUp && this.inbox.length === 1) this.showState();
    // What a guest says to a person is not for the brain.
    if (event.type === "guest_turn" && data.waiting === 0) this.talk.forget();
    if (event.type === "speech_ended") this.commands.spoken();
  }

  private showState(): void {
    const { state } = this.data;
    if (state === this.shown) return;
    this.shown = state;
    this.event({ type: "state", state, atMs: this.atMs() });
    if (state === "listening") this.expect();
    const expectation = this.open?.dialogue.expectation() ?? { kind: "open" as const };
    this.notify({
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
    this.input.expect(expectation);
  }

  private perform(effect: Effect, cause: CallEventIn): void {
    const { open } = this;
    if (effect.type === "end") return void this.finish(effect.reason, effect.wordless);
    if (!open) return;
    if (effect.type === "pick_up") return this.pickUp(open);
    if (effect.type === "borrow_voice") return this.borrowVoice();
    if (effect.type === "person_lost") return this.commands.personLost();
    this.effects.perform(effect, cause);
  }

  private borrowVoice(): void {
    this.event({ type: "degraded", rung: "no_voice", on: true, atMs: this.atMs() });
    void this.moveOn(BORROW_DEADLINE_MS);
  }

  private pickUp({ language, speaker }: OpenCall): void {
    if (this.saysWhy) return this.talk.comeBack(this.saysWhy);
    if (this.earlier) this.talk.pickUp(pickUp(this.earlier, phrasesOf(language)));
    speaker.owe(undefined);
  }

  private notify(update: LiveUpdate): void {
    this.transport.notify(update);
    this.staff.notify(update);
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

  private finish(reason: EndReason, wordless?: true): Promise<void> {
    this.finished ??= this.shutDown(reason, wordless).finally(() => this.resolveEnded());
    return this.finished;
  }

  private async shutDown(reason: EndReason, wordless?: true): Promise<void> {
    const { open, deps, moved } = this;
    // The time in which the guest might have come back is not theirs.
    const endedAt = this.lostAt ?? deps.timers.now();
    this.input.unsaid();
    this.event({ type: "ended", reason, ...(wordless ? { wordless } : {}), atMs: this.atMs() });
    this.notify({ type: "ended", reason });
    // Whoever is to tell the guest is asked as soon as the socket closes.
    if (wordless) void open?.events.flush();
    this.abort.abort(new Error("The call is over."));
    this.bag.close();
    this.input.close();
    this.levels.close();
    this.staff.close();
    open?.speaker.close();
    open?.ears?.close();
    open?.speech.close();
    this.transport.close(moved ? 1012 : 1000, reason);
    const durationMs = open ? this.atMs(endedAt) : 0;
    deps.meter.ended(reason, durationMs);
    if (open) await tellTheEnd(this.context(), open, this.talk, { reason, durationMs, moved });
    this.log.info({ reason, moved }, "call over");
  }
}
