import { checkSentence, heard } from "@/server/brain/gate";
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
import { CallLog } from "../call/call-log";
import type { CallMeter } from "../call/deps";
import { phrasesOf } from "../call/phrases";
import { TimerBag, type Timers, within } from "../timing";
import type { Ask } from "./asks";
import { hangUpRealtime, type OpenAiVendor } from "./client";
import { RealtimeEnding } from "./ending";
import { RealtimeGuard } from "./guard";
import type { RealtimeEvent } from "./messages";
import { OwnSentences } from "./own-sentences";
import { RealtimeQuiet } from "./quiet";
import { closeUnused, reach } from "./reach";
import { ASK_AGAIN, earOf, exactly, modelOf } from "./shape";
import { Sideband } from "./sideband";
import { RealtimeTalk } from "./talk";
import { RealtimeTools } from "./tools";
import { RealtimeUsage } from "./usage";

const OPEN_DEADLINE_MS = 10_000;
const CLOSE_DEADLINE_MS = 8_000;
const HANG_UP_MS = 3_000;
/** The guest's page has this long to connect its sound after the answer. */
const CONNECT_MS = 20_000;
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
  private readonly tools: RealtimeTools;
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
  private readonly quiet: RealtimeQuiet;
  private readonly end: RealtimeEnding;
  private stale = false;
  private finished: Promise<void> | undefined;
  private resolveEnded: () => void = () => {};
  readonly ended: Promise<void>;
  readonly queuedSpeechMs = 0;

  private constructor(
    private readonly deps: RealtimeDeps,
    readonly opening: CallOpening,
    readonly claims: CallTokenClaims,
    private readonly vendor: OpenAiVendor,
    private readonly vendorCallId: string,
  ) {
    this.startedAt = deps.timers.now();
    this.bag = new TimerBag(deps.timers);
    this.quiet = new RealtimeQuiet({
      ...{ timers: deps.timers, silenceMs: opening.rules.silenceSeconds * 1000 },
      silent: (times) => this.onSilence(times),
      filler: (count) => this.talk.ask(this.fillerOf(count)),
      again: (count) => this.talk.again(count === undefined ? undefined : this.fillerOf(count)),
      giveUp: () => this.giveUp(),
    });
    this.guard = new RealtimeGuard(opening);
    this.language = opening.language;
    const { callId, epoch } = opening;
    this.events = new CallLog({
      ...{ callId, epoch, line: deps.line, timers: deps.timers, log: deps.log },
      now: () => this.now(),
      onStale: () => this.leave(),
    });
    this.talk = new RealtimeTalk({
      event: (body) => this.event(body),
      atMs: () => this.atMs(),
      send: (message) => this.sideband?.send(message),
      backed: (sentence) => this.isBacked(sentence),
      toolMs: () => this.tools.waitedMs,
      waited: (timing) => {
        deps.meter.turn(timing);
        if (timing.firstToken !== undefined) deps.meter.firstToken?.("openai", timing.firstToken);
      },
      guestSaid: (text, item) => this.onGuest(text, item),
      failed: () => this.quiet.failed(),
      toolRuns: () => this.quiet.toolRuns,
    });
    this.end = new RealtimeEnding({
      ...{ bag: this.bag, talk: this.talk, quiet: this.quiet },
      finish: (reason) => this.finish(reason),
    });
    this.tools = new RealtimeTools({
      ...{ line: deps.line, opening, timers: deps.timers, meter: deps.meter, signal: this.abort.signal },
      ...{ talk: this.talk, guard: this.guard, quiet: this.quiet },
      atMs: () => this.atMs(),
      event: (body) => this.event(body),
      language: () => this.language,
      agreed: () => this.sense(this.question).answer === "yes",
      speaks: (language) => this.switchLanguage(language),
      sayExactly: (text) => this.sayExactly(text),
      isEnding: () => this.end.reason !== undefined,
      ends: () => this.end.within("done"),
      onStale: () => this.leave(),
    });
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
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
      {
        event: (event) => this.onEvent(event),
        closed: () => this.finish(this.end.reason ?? "guest_hung_up"),
      },
      AbortSignal.any([signal, this.abort.signal]),
    );
    const capMs = this.opening.rules.maxMinutes * 60_000;
    this.bag.set("cap", capMs, () => this.goodbye("cap"));
    this.bag.set("connect", CONNECT_MS, () => this.finish("failed"));
    this.event({ type: "state", state: "greeting", atMs: this.atMs() });
    this.sayExactly(this.opening.greeting);
  }

  /** A command of the app. What needs the sound itself (speaking for the line) is not possible here. */
  command(command: Command): void {
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
    this.usage.take(event);
    this.talk.take(event);
    if (event.type === "output_audio_buffer.started") this.onSpeaking(true, event.response_id);
    else if (event.type === "output_audio_buffer.stopped" || event.type === "output_audio_buffer.cleared")
      this.onSpeaking(false, event.response_id);
    else if (event.type === "input_audio_buffer.speech_started") {
      this.quiet.guestBegins();
      if (this.quiet.speaking) this.deps.meter.bargeIn();
    } else if (event.type === "input_audio_buffer.speech_stopped") this.quiet.guestStops();
    else if (event.type === "response.function_call_arguments.delta") this.quiet.writes();
    else if (event.type === "response.function_call_arguments.done") void this.tools.run(event);
    else if (event.type === "error")
      this.deps.log.warn({ code: event.error.code ?? event.error.type }, "the realtime service complains");
    else if (event.type === "response.done") this.onResponse(event.response.status);
  }

  private onResponse(status: string | undefined): void {
    if (status === "failed") this.deps.log.warn({}, "the realtime service could not answer");
    this.end.responded();
    this.checkTokens();
  }

  /** A call that has used up its tokens ends with a goodbye; shortly before it, nothing new is begun. */
  private checkTokens(): void {
    const share = this.usage.tokens / this.opening.rules.maxLlmTokens;
    if (share >= 1 && !this.end.reason) return this.goodbye("cap");
    if (share < NEARLY || this.warned || this.end.reason) return;
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
    let ending: EndReason | undefined;
    try {
      for await (const output of words) {
        if (output.type === "say") said.push(output.text);
        else ending = output.reason;
      }
    } catch (error) {
      this.deps.log.warn({ reason: String(error) }, "the line could not answer a turn itself");
    }
    if (this.abort.signal.aborted) return;
    if (ending && !this.end.reason) this.goodbye(ending, said.join(" ") || this.opening.closing);
    else if (said.length > 0) this.sayExactly(said.join(" "));
  }

  /** Words that are not the model's, in the vendor's voice: the gate lets them through. */
  private sayExactly(text: string, last = false): void {
    this.own.add(text);
    this.talk.ask({ instructions: exactly(text), last });
  }

  private fillerOf(count: number): Ask {
    const { fillers } = phrasesOf(this.language);
    const text = fillers[count % fillers.length] ?? "";
    this.own.add(text);
    return { instructions: exactly(text), filler: true };
  }

  private io(): BrainIo {
    const { signal } = this.abort;
    return { callTool: (name, args) => this.tools.call(name, args), now: () => this.now(), signal };
  }

  private onSpeaking(on: boolean, responseId: string): void {
    this.bag.clear("connect");
    this.event({ type: "state", state: on ? "speaking" : "listening", atMs: this.atMs() });
    if (on) {
      this.quiet.sounds(this.talk.isFiller(responseId));
      return this.end.sounds(responseId);
    }
    this.quiet.stops(this.talk.follows(responseId));
    this.end.stops(responseId);
  }

  private onSilence(times: number): void {
    if (times >= 3) return this.goodbye("silence");
    this.talk.ask({ instructions: ASK_AGAIN });
    this.quiet.waitForLine();
  }

  private goodbye(reason: EndReason, text = this.opening.closing): void {
    if (this.end.reason) return;
    this.end.within(reason);
    this.sayExactly(text, true);
  }

  /** One more try, with the words that it is over; no sound of it, and the call ends without. */
  private giveUp(): void {
    this.talk.giveUp();
    this.goodbye("failed", phrasesOf(this.language).goodbye);
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
    this.quiet.close();
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
