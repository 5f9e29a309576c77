import type { CallOpening } from "@/server/line/contract";
import type { AsrStream } from "../speech/asr/port";
import { EchoGuard } from "./backchannel";
import { CallLog } from "./call-log";
import type { CallContext } from "./context";
import type { Conversation } from "./conversation";
import type { CallSpeech } from "./deps";
import { Ears } from "./ears";
import type { GuestInput } from "./guest-input";
import { type LevelMeter, rms } from "./levels";
import { noRecording } from "./recording";
import { Speaker } from "./speaker";
import type { StaffRoom } from "./staff-room";
import { dataOf, type ToolRun, ToolRunner } from "./tool-runner";
import { worthHearing } from "./worth-hearing";

/** Builds the parts of one call and ties what they report to the machine, the events and the page. */
export class CallParts {
  private readonly echo = new EchoGuard();

  constructor(
    private readonly ctx: CallContext,
    private readonly talk: Conversation,
    private readonly levels: LevelMeter,
    private readonly staff: StaffRoom,
    private readonly hears: GuestInput,
  ) {}

  callLog(opening: CallOpening): CallLog {
    const { line, timers } = this.ctx.deps;
    const { callId, epoch } = opening;
    return new CallLog({
      callId,
      epoch,
      line,
      timers,
      log: this.ctx.log,
      now: () => this.ctx.now(),
      onStale: () => this.ctx.leave(),
    });
  }

  makeSpeech(opening: CallOpening): CallSpeech {
    return this.ctx.deps.speech.forCall(opening, {
      degraded: (rung, vendor, on) =>
        this.ctx.event({ type: "degraded", rung, vendor, on, atMs: this.ctx.atMs() }),
    });
  }

  makeSpeaker(opening: CallOpening, speech: CallSpeech): Speaker {
    const { deps, transport } = this.ctx;
    const { language } = opening;
    // The way to the voice is opened before there are words for it: the greeting does not wait for a handshake.
    if (transport.audio) speech.tts.prepare?.({ language, sampleRate: transport.sampleRate });
    return new Speaker({
      transport,
      tts: speech.tts,
      frames: deps.frames,
      timers: deps.timers,
      log: this.ctx.log,
      language,
      voice: opening.persona.voice,
      events: {
        started: () => this.ctx.dispatch({ type: "speech_started" }),
        ended: () => this.ctx.dispatch({ type: "speech_ended" }),
        firstAudio: (turnId, now) => this.talk.mouth.onFirstAudio(turnId, now),
        heard: (turnId, { heard, unheard }, cut) => this.talk.mouth.onHeard(turnId, heard, unheard, cut),
        playing: (pcm, startsAt) => {
          const level = rms(pcm);
          this.levels.line(level);
          this.echo.playing(level, startsAt, (pcm.length / transport.sampleRate) * 1000);
          this.staff.line(pcm, startsAt);
          this.ctx.open?.recording.line(pcm, this.ctx.atMs(startsAt));
        },
        voiceLost: () => this.ctx.dispatch({ type: "voice_lost", carrier: transport.kind === "twilio" }),
      },
    });
  }

  /** Without an ear the call goes on by keypad: nothing is promised that needs one. */
  private openEar(opening: CallOpening, speech: CallSpeech): AsrStream | undefined {
    const { sampleRate } = this.ctx.transport;
    const vocabulary = worthHearing(opening);
    try {
      // A hotel of several languages: the guest may begin in another one, or change to it.
      const detectLanguage = opening.languages.length > 1;
      const { language } = opening;
      return speech.asr.open({ sampleRate, language, vocabulary, detectLanguage }, this.ctx.abort.signal);
    } catch (error) {
      this.ctx.log.error({ reason: String(error) }, "no ear for this call");
      return undefined;
    }
  }

  makeEars(opening: CallOpening, speech: CallSpeech): Ears | undefined {
    const { timers } = this.ctx.deps;
    const { sampleRate } = this.ctx.transport;
    const asr = this.openEar(opening, speech);
    if (!asr) return undefined;
    return new Ears({
      asr,
      vad: speech.createVad(sampleRate),
      sampleRate,
      timers,
      log: this.ctx.log,
      events: {
        speaking: () => this.hears.speaking(),
        words: () => this.ctx.dispatch({ type: "guest_words" }),
        partial: (text) => this.talk.hearing(text),
        stable: (text, settled) => this.talk.stable(text, settled),
        awaited: (endedAt) => this.hears.awaited(endedAt),
        turn: (turn) => this.hears.turn(turn),
        aside: (turn) => this.hears.aside(turn),
        quiet: () => this.hears.quiet(),
        earLost: () => this.onEarLost(),
      },
      line: {
        audible: () => this.ctx.open?.speaker.audible ?? false,
        lastWords: () => this.ctx.open?.speaker.lastWords() ?? "",
      },
      echo: this.echo,
    });
  }

  makeTools(opening: CallOpening, after: number): ToolRunner {
    return new ToolRunner({
      line: this.ctx.deps.line,
      opening,
      after,
      timers: this.ctx.deps.timers,
      signal: this.ctx.abort.signal,
      atMs: () => this.ctx.atMs(),
      language: () => this.ctx.open?.language ?? opening.language,
      wished: ({ turnId, toolSequence, name, args, atMs }) =>
        this.ctx.event({ type: "wish", turnId, toolSequence, name, args, atMs }),
      started: () => this.ctx.dispatch({ type: "tool_started" }),
      finished: (run) => this.onTool(run),
      late: (run) => {
        this.tell(run);
        this.talk.onLate(run);
      },
      lineAnswers: (yes) =>
        this.ctx.event({ type: "degraded", rung: "tools_off", on: !yes, atMs: this.ctx.atMs() }),
      onStale: () => this.ctx.leave(),
    });
  }

  private tell({ name, args, toolSequence, turnId, result, outcome, durationMs }: ToolRun): void {
    if (name === "set_recording") this.heardOfRecording(args, dataOf("set_recording", result));
    if (name === "set_language") this.switchLanguage(dataOf("set_language", result));
    this.ctx.event({ type: "tool", turnId, toolSequence, name, outcome, durationMs, atMs: this.ctx.atMs() });
    this.ctx.deps.meter.tool(name, outcome, durationMs);
    const ref = result.ok && result.ref ? { ref: result.ref } : {};
    this.ctx.notify({ type: "tool", turnId, name, outcome, durationMs: Math.round(durationMs), ...ref });
  }

  /** Ear, voice and the line's own words; brain and gate read the tool's result themselves. */
  private switchLanguage(data: unknown): void {
    const { open } = this.ctx;
    const language = (data as { language: string } | undefined)?.language;
    if (!open || !language) return;
    open.language = language;
    open.speaker.language(language);
    open.ears?.switchLanguage(language);
  }

  private onTool(run: ToolRun): void {
    const { name, result } = run;
    this.tell(run);
    this.talk.onTool(run);
    this.ctx.dispatch({ type: "tool_finished" });
    const away =
      name === "transfer_call"
        ? (dataOf(name, result) as { state: string } | undefined)?.state === "connecting"
        : name === "start_payment" && dataOf(name, result) !== undefined;
    if (away) this.ctx.dispatch({ type: "transfer_agreed" });
  }

  onEarLost(): void {
    this.ctx.event({ type: "degraded", rung: "keys_only", on: true, atMs: this.ctx.atMs() });
  }

  /** What the app made of the guest's wish. A refusal holds also where it could not be asked. */
  private heardOfRecording(args: Record<string, unknown>, data: unknown): void {
    const on = (data as { recording: boolean } | undefined)?.recording;
    if (on !== undefined || args.on === false) void this.setRecording(on ?? false);
  }

  private async setRecording(on: boolean): Promise<void> {
    const { open } = this.ctx;
    if (!open || open.recordingAgreed === on) return;
    open.recordingAgreed = on;
    this.talk.snapshots.save();
    if (open.recording === noRecording) return;
    await open.recording
      .set(on)
      .catch((error: unknown) => this.ctx.log.error({ reason: String(error) }, "recording failed"));
    this.ctx.event({ type: "recording", on, atMs: this.ctx.atMs() });
    this.ctx.notify({ type: "recording", on });
  }
}
