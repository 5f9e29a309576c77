import { checkSentence, heard, learned } from "@/server/brain/gate";
import { needsConsent } from "@/server/brain/llm/tools";
import type { BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import { businessDate } from "@/server/kernel/dates";
import type { Logger } from "@/server/kernel/logger";
import type {
  CallEventBody,
  CallOpening,
  CallTokenClaims,
  Command,
  EndReason,
  Line,
} from "@/server/line/contract";
import { isToolName, type ToolData, type ToolName } from "@/server/tools";
import { CallLog } from "../call/call-log";
import type { CallMeter } from "../call/deps";
import { type ToolRun, ToolRunner } from "../call/tool-runner";
import { TimerBag, type Timers, within } from "../timing";
import { hangUpRealtime, type OpenAiVendor } from "./client";
import { RealtimeGuard } from "./guard";
import type { RealtimeEvent } from "./messages";
import { OwnSentences } from "./own-sentences";
import { closeUnused, reach } from "./reach";
import { earOf, modelOf } from "./shape";
import { Sideband } from "./sideband";
import { RealtimeTalk } from "./talk";
import { notAllowed, readArguments, type ToolEvent } from "./tool-event";
import { RealtimeUsage } from "./usage";

const OPEN_DEADLINE_MS = 10_000;
const CLOSE_DEADLINE_MS = 8_000;
const HANG_UP_MS = 3_000;
/** The guest's page has this long to connect its sound after the answer. */
const CONNECT_MS = 20_000;
/** A goodbye is let out before the call ends. */
const GOODBYE_MS = 8_000;
/** How long the words of a turn may come after its sound. */
const TRANSCRIPT_MS = 2_500;
/** From this share of its tokens on, a call is led to its end. */
const NEARLY = 0.85;

export interface RealtimeDeps {
  line: Line;
  timers: Timers;
  log: Logger;
  meter: CallMeter;
}

/** No realtime service for this hotel, or it refused. The message is for the guest. */
export class RealtimeUnavailable extends Error {
  override readonly name = "RealtimeUnavailable";
}

/**
 * A call whose sound goes between the guest's browser and OpenAI Realtime over WebRTC. Everything else is as in any
 * call: opened at the line, tools run there under the call's epoch, words and tools on record, the same limits. The gate
 * hears what is said as it is said: an unbacked claim is cut off and put right.
 */
export class RealtimeSession {
  readonly abort = new AbortController();
  private readonly bag: TimerBag;
  private readonly talk: RealtimeTalk;
  private readonly events: CallLog;
  private readonly tools: ToolRunner;
  private sideband: Sideband | undefined;
  private readonly startedAt: number;
  private readonly guard: RealtimeGuard;
  private readonly usage = new RealtimeUsage();
  /** What the line says in its own words: past the gate, as in any call. */
  private readonly own = new OwnSentences();
  private warned = false;
  private question = "";
  /** The language the call is held in now. */
  private language: string;
  private silences = 0;
  private speaking = false;
  private ending: EndReason | undefined;
  private stale = false;
  private finished: Promise<void> | undefined;
  private resolveEnded: () => void = () => {};
  readonly ended: Promise<void>;
  readonly queuedSpeechMs = 0;

  private constructor(
    private readonly deps: RealtimeDeps,
    private readonly opening: CallOpening,
    readonly claims: CallTokenClaims,
    private readonly vendor: OpenAiVendor,
    private readonly vendorCallId: string,
  ) {
    this.startedAt = deps.timers.now();
    this.bag = new TimerBag(deps.timers);
    this.guard = new RealtimeGuard(opening);
    this.language = opening.language;
    const { callId, epoch } = opening;
    this.events = new CallLog({
      ...{ callId, epoch, line: deps.line, timers: deps.timers, log: deps.log },
      now: () => this.now(),
      onStale: () => this.leave(),
    });
    this.tools = new ToolRunner({
      ...{ line: deps.line, opening, timers: deps.timers, signal: this.abort.signal, after: 0 },
      atMs: () => this.atMs(),
      language: () => this.language,
      wished: ({ turnId, toolSequence, name, args, atMs }) =>
        this.event({ type: "wish", turnId, toolSequence, name, args, atMs }),
      started: () => this.event({ type: "state", state: "tool", atMs: this.atMs() }),
      finished: (run) => this.tell(run),
      late: (run) => this.tellLate(run),
      lineAnswers: (yes) => this.event({ type: "degraded", rung: "tools_off", on: !yes, atMs: this.atMs() }),
      onStale: () => this.leave(),
    });
    this.talk = new RealtimeTalk({
      event: (body) => this.event(body),
      atMs: () => this.atMs(),
      send: (message) => this.sideband?.send(message),
      backed: (sentence) => this.isBacked(sentence),
      toolMs: () => this.tools.turnMs,
      waited: (timing) => {
        deps.meter.turn(timing);
        if (timing.firstToken !== undefined) deps.meter.firstToken?.("openai", timing.firstToken);
      },
      guestSaid: (text, item) => this.onGuest(text, item),
    });
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
  }

  private tell({ name, toolSequence, turnId, outcome, durationMs }: ToolRun): void {
    this.event({ type: "tool", turnId, toolSequence, name, outcome, durationMs, atMs: this.atMs() });
    this.deps.meter.tool(name, outcome, durationMs);
  }

  /** Done after the guest had heard that it was not: they are told. Where they cannot be any more, the hotel's task stays. */
  private tellLate(run: ToolRun): void {
    if (this.ending || !run.result.ok || !run.result.say) return;
    this.tell(run);
    this.talk.note(`${run.name} could not be answered before; it has been done since. Do not do it again.`);
    this.sayExactly(run.result.say);
  }

  /** Opens the call at the line and at the vendor. Throws `RealtimeUnavailable`, or what the line threw. */
  static async start(
    deps: RealtimeDeps,
    claims: CallTokenClaims,
    token: string,
    offer: string,
  ): Promise<{ session: RealtimeSession; answer: string }> {
    const signal = AbortSignal.timeout(OPEN_DEADLINE_MS);
    const opening = await deps.line.open(token, { resume: false, ownSpeech: false, signal });
    const vendor = opening.vendors.llm.find((one) => one.vendor === "openai");
    const log = deps.log.child({ callId: claims.sub, tenantId: claims.tenantId, epoch: opening.epoch });
    try {
      if (!vendor) throw new RealtimeUnavailable("This hotel has no realtime voice. Call the line instead.");
      const link = await reach(vendor, opening, offer, signal);
      const session = new RealtimeSession({ ...deps, log }, opening, claims, vendor, link.vendorCallId);
      await session.attach(signal);
      return { session, answer: link.answer };
    } catch (error) {
      log.warn({ reason: String(error) }, "no realtime call");
      await closeUnused(deps.line, opening);
      if (error instanceof RealtimeUnavailable) throw error;
      throw new RealtimeUnavailable("The realtime voice does not answer. Call the line instead.");
    }
  }

  get callId(): string {
    return this.opening.callId;
  }

  get epoch(): number {
    return this.opening.epoch;
  }

  private async attach(signal: AbortSignal): Promise<void> {
    this.sideband = await Sideband.connect(
      this.vendor,
      this.vendorCallId,
      { event: (event) => this.onEvent(event), closed: () => this.finish(this.ending ?? "guest_hung_up") },
      AbortSignal.any([signal, this.abort.signal]),
    );
    const capMs = this.opening.rules.maxMinutes * 60_000;
    this.bag.set("cap", capMs, () => this.goodbye("cap"));
    this.bag.set("connect", CONNECT_MS, () => this.finish("failed"));
    this.event({ type: "state", state: "greeting", atMs: this.atMs() });
    this.sayExactly(this.opening.greeting);
  }

  /** A command of the app. What needs the sound itself (holding, speaking for the line) is not possible here. */
  command(command: Exclude<Command, { type: "drain" }>): void {
    if (command.type === "hang_up") this.finish(command.reason);
    else if (command.type === "say") this.sayExactly(command.text);
    else if (command.type === "instruct") this.talk.note(`The front desk tells you: ${command.text}`);
    else if (command.type === "superseded" && command.epoch > this.epoch) this.leave();
    else this.deps.log.info({ command: command.type }, "not possible in a realtime call");
  }

  stop(reason: EndReason): void {
    this.finish(reason);
  }

  leave(): void {
    this.stale = true;
    this.finish("worker_lost");
  }

  private onEvent(event: RealtimeEvent): void {
    if (event.type === "output_audio_buffer.started") this.onSpeaking(true);
    else if (event.type === "output_audio_buffer.stopped" || event.type === "output_audio_buffer.cleared")
      this.onSpeaking(false);
    else if (event.type === "input_audio_buffer.speech_started") {
      this.silences = 0;
      this.bag.clear("silence");
      if (this.speaking) this.deps.meter.bargeIn();
    } else if (event.type === "response.function_call_arguments.done") void this.runTool(event);
    else if (event.type === "error")
      this.deps.log.warn({ code: event.error.code ?? event.error.type }, "the realtime service complains");
    this.usage.take(event);
    this.talk.take(event);
    if (event.type === "response.done") this.checkTokens();
  }

  /** A call that has used up its tokens ends with a goodbye; shortly before it, nothing new is begun. */
  private checkTokens(): void {
    const share = this.usage.tokens / this.opening.rules.maxLlmTokens;
    if (share >= 1 && !this.ending) return this.goodbye("cap");
    if (share < NEARLY || this.warned || this.ending) return;
    this.warned = true;
    this.talk.note("This call must end soon. Finish what is open, begin nothing new, and offer a call back.");
  }

  /** The words reach the gate, unless the line has the turn itself: a card is no word of it, and danger is not the model's. */
  private onGuest(text: string, item: string): void {
    const { turnId } = this.talk;
    const turn: GuestTurn = { id: turnId, source: "speech", text, confidence: 1 };
    const sense = this.guard.sense(turn, this.now());
    const held = this.guard.hold(turn, item, sense, this.io());
    this.question = held.by === "card" ? "" : text;
    if (held.by !== "card") heard(this.guard.state.ledger, text, sense.dates);
    if (held.by === "model") return;
    this.talk.silence();
    // The vendor keeps what was said for the rest of the call: each group of the number goes.
    if (held.by === "card") for (const read of held.items) this.talk.forget(read);
    void this.sayOwn(held.words);
  }

  /** The line's own words in the vendor's voice, when whatever they need is done. */
  private async sayOwn(words: AsyncIterable<BrainOutput>): Promise<void> {
    const said: string[] = [];
    try {
      for await (const output of words) {
        if (output.type === "say") said.push(output.text);
        else this.ending = output.reason;
      }
    } catch (error) {
      this.deps.log.warn({ reason: String(error) }, "the line could not answer a turn itself");
    }
    if (this.abort.signal.aborted || said.length === 0) return;
    this.sayExactly(said.join(" "));
  }

  /** Words that are not the model's, in the vendor's voice: the gate lets them through. */
  private sayExactly(text: string): void {
    this.own.add(text);
    this.talk.ask(`Say exactly this and nothing else: ${text}`);
  }

  private io(): BrainIo {
    const stopped = () => this.abort.signal.aborted;
    return {
      callTool: (name, args) => this.tools.call(this.talk.turnId, name, args, stopped),
      now: () => this.now(),
      signal: this.abort.signal,
    };
  }

  private onSpeaking(on: boolean): void {
    this.speaking = on;
    this.bag.clear("connect");
    this.event({ type: "state", state: on ? "speaking" : "listening", atMs: this.atMs() });
    if (on) return this.bag.clear("silence");
    if (this.ending) return void this.finish(this.ending);
    this.bag.set("silence", this.opening.rules.silenceSeconds * 1000, () => this.onSilence());
  }

  private onSilence(): void {
    this.silences += 1;
    if (this.silences >= 3) return this.goodbye("silence");
    this.talk.ask("The guest has said nothing. Ask your last question again, differently and shortly.");
  }

  private goodbye(reason: EndReason): void {
    this.ending = reason;
    this.bag.set("goodbye", GOODBYE_MS, () => this.finish(reason));
    this.sayExactly(this.opening.closing);
  }

  private async runTool({ call_id, response_id, name, arguments: text }: ToolEvent): Promise<void> {
    if (this.talk.isStopped(response_id))
      return this.talk.toolNoted(call_id, notAllowed("Not done: the line answers this turn itself."));
    const args = readArguments(text);
    const known = isToolName(name) && this.opening.tools.includes(name) && args;
    const result = !known
      ? notAllowed("There is no such tool, or its arguments cannot be read. Use the tools you were given.")
      : (await this.mayRun(name))
        ? await this.tools
            .call(this.talk.turnId, name, args, () => this.abort.signal.aborted)
            .catch(() => null)
        : notAllowed("Read everything back first, and do it only after a clear yes.");
    if (!result || this.abort.signal.aborted) return;
    if (known) {
      learned(this.guard.state.ledger, this.opening, name, args, result);
      this.guard.ran(name, args, result);
    }
    if (name === ("set_language" satisfies ToolName) && result.ok)
      this.switchLanguage((result.data as ToolData<"set_language">).language);
    this.talk.toolResult(call_id, result);
    if (name !== ("end_call" satisfies ToolName) || !result.ok) return;
    this.ending = "done";
    this.bag.set("goodbye", GOODBYE_MS, () => this.finish("done"));
  }

  /** Gate and consent read this language from now on, and the vendor writes the guest's words down in it. */
  private switchLanguage(language: string): void {
    this.language = language;
    this.guard.state.memory.language = language;
    this.sideband?.send({
      type: "session.update",
      session: { type: "realtime", audio: { input: { transcription: earOf(this.opening, language) } } },
    });
  }

  /** An effect needs a clear yes in the guest's last words; what they were may come a moment after the sound. */
  private async mayRun(name: ToolName): Promise<boolean> {
    if (!needsConsent(name)) return true;
    await within(this.talk.transcribed(), TRANSCRIPT_MS, this.deps.timers, this.abort.signal).catch(() => {});
    return this.sense(this.question).answer === "yes";
  }

  /** The gate: what is said aloud needs a fact of this call, exactly as in any other call. */
  private isBacked(sentence: string): boolean {
    const { hotel, roomTypes } = this.opening;
    if (this.own.has(sentence)) return true;
    const verdict = checkSentence(sentence, this.guard.state.ledger, {
      today: businessDate(this.now(), hotel.timeZone, hotel.auditHour),
      ...{ currency: hotel.currency, language: this.language, question: this.question },
      roomTypes: roomTypes.map(({ name }) => name),
    });
    return verdict.ok;
  }

  private sense(text: string) {
    return this.guard.sense({ id: this.talk.turnId, source: "speech", text, confidence: 1 }, this.now());
  }

  /** The app's time. */
  private now(): Date {
    return new Date(Date.parse(this.opening.now) + this.atMs());
  }

  /** The call cannot move: its sound is between the browser and the vendor, and it ends with this worker. */
  async moveOn(): Promise<void> {
    this.finish("worker_lost");
    await this.ended;
  }

  /** Nobody can listen in: the sound does not pass here. */
  join(): boolean {
    return false;
  }

  private event(body: CallEventBody): void {
    this.events.add(body);
  }

  private atMs(): number {
    return Math.max(0, Math.round(this.deps.timers.now() - this.startedAt));
  }

  private finish(reason: EndReason): void {
    this.finished ??= this.shutDown(reason).finally(() => this.resolveEnded());
  }

  private async shutDown(reason: EndReason): Promise<void> {
    const { deps, opening } = this;
    this.talk.end();
    this.event({ type: "ended", reason, atMs: this.atMs() });
    this.bag.close();
    this.sideband?.close();
    await hangUpRealtime(this.vendor, this.vendorCallId, AbortSignal.timeout(HANG_UP_MS));
    this.abort.abort(new Error("The call is over."));
    deps.meter.ended(reason, this.atMs());
    if (this.stale) return this.events.abandon();
    const usage = {
      guestSpeechMs: Math.round(this.usage.speechMs),
      ...{ ttsCharacters: 0, llmTokens: this.usage.tokens },
      vendors: this.usage.vendors(modelOf(opening)),
    };
    const closing = { epoch: opening.epoch, reason, durationMs: this.atMs(), usage, recording: false };
    try {
      await within(this.events.close(), CLOSE_DEADLINE_MS, deps.timers);
      await deps.line.close(opening.callId, closing, AbortSignal.timeout(CLOSE_DEADLINE_MS));
    } catch (error) {
      deps.log.error({ reason: String(error) }, "the line did not take the end of the call");
      this.events.abandon();
    }
  }
}
