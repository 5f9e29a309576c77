import type { Brain } from "@/server/brain/port";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { type CallMeter, type SessionDeps, type Speech, silentMeter } from "../call/deps";
import { noRecording } from "../call/recording";
import { CallSession } from "../call/session";
import { FrameClock } from "../media/clock";
import { resample } from "../media/resample";
import { textToTones } from "../speech/testing/tone-modem";
import { FakeTransport } from "./fake-transport";
import type { LineDouble } from "./line-double";
import { ManualTimers, settle } from "./manual-timers";
import { fakeSpeech } from "./worker-harness";

export interface CallWorldOptions {
  double: LineDouble;
  brain: Brain;
  callId?: string;
  audio?: boolean;
  kind?: FakeTransport["kind"];
  speech?: Speech;
  meter?: Partial<CallMeter>;
  returnMs?: number;
  line?: SessionDeps["line"];
  record?: SessionDeps["record"];
  keepRecording?: SessionDeps["keepRecording"];
  timers?: ManualTimers;
}

const FRAME = 320;

/** One session on time that is moved by hand, with a guest who can speak, be silent and hang up. */
export class CallWorld {
  readonly timers: ManualTimers;
  readonly transport: FakeTransport;
  readonly session: CallSession;
  readonly callId: string;

  private constructor(
    readonly options: CallWorldOptions,
    token: string,
  ) {
    this.timers = options.timers ?? new ManualTimers(5_000);
    this.callId = options.callId as string;
    this.transport = new FakeTransport(this.timers, options.audio ?? true, options.kind);
    const { double, brain } = options;
    const deps: SessionDeps = {
      line: options.line ?? double,
      brain,
      speech: options.speech ?? fakeSpeech(),
      timers: this.timers,
      frames: new FrameClock(this.timers),
      log: silentLogger,
      meter: { ...silentMeter, ...options.meter },
      returnMs: options.returnMs ?? 0,
      record: options.record ?? (async () => noRecording),
      keepRecording: options.keepRecording ?? (async () => {}),
    };
    const { transport } = this;
    const claims = { jti: newId(), sub: this.callId, tenantId: newId(), channel: "browser" as const, exp: 0 };
    this.session = new CallSession(deps, { token, transport }, claims);
  }

  /** A session that has been opened, or has given up opening. */
  static async start(options: CallWorldOptions): Promise<CallWorld> {
    const world = await CallWorld.make(options);
    void world.session.run({ resume: true });
    // Tokens are verified on other threads: this takes real time, however the clock is moved.
    const end = performance.now() + 10_000;
    while (world.session.state === "ringing" && performance.now() < end) await settle();
    return world;
  }

  /** A session that was not run yet. */
  static async make(options: CallWorldOptions): Promise<CallWorld> {
    const callId = options.callId ?? newId();
    return new CallWorld({ ...options, callId }, await options.double.token({ callId }));
  }

  get said(): string[] {
    return this.transport.said;
  }

  get record() {
    return this.options.double.call(this.callId);
  }

  /** Events of one type, in order. */
  events<T extends string>(type: T) {
    return this.record.events.flatMap(({ body }) =>
      body.type === type ? [body as Extract<typeof body, { type: T }>] : [],
    );
  }

  async until(ready: () => boolean, what: string, ms = 30_000): Promise<void> {
    for (let spent = 0; !ready(); spent += 20) {
      if (spent > ms) throw new Error(`Waited ${ms} ms for ${what}; said: ${JSON.stringify(this.said)}`);
      await this.timers.run(20, 20);
    }
  }

  reach(state: string): Promise<void> {
    return this.until(() => this.transport.state === state, `${state}, not ${this.transport.state}`);
  }

  type(text: string): void {
    this.transport.handlers.text(text);
  }

  /** The guest's microphone, frame by frame in real time; zero samples are silence. */
  async hear(pcm: Int16Array): Promise<void> {
    for (let at = 0; at < pcm.length; at += FRAME) {
      this.transport.handlers.audio(pcm.slice(at, at + FRAME));
      await this.timers.run(20, 20);
    }
  }

  speak(text: string): Promise<void> {
    return this.hear(resample(textToTones(text), 8_000, 16_000));
  }

  silence(ms: number): Promise<void> {
    return this.hear(new Int16Array(ms * 16));
  }

  /** A noise without words: a cough, a door. */
  noise(ms: number): Promise<void> {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31 - 0.5;
    };
    return this.hear(Int16Array.from({ length: ms * 16 }, () => random() * 12_000));
  }
}
