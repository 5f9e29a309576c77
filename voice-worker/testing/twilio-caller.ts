import { randomBytes } from "node:crypto";
import WebSocket from "ws";
import { WorkerMessage } from "@/server/line/browser-media";
import { encodeMulaw, MULAW_SILENCE } from "../media/mulaw";
import type { LiveUpdate } from "../media/port";
import { LIVE_PARAMETER } from "../media/twilio";
import type { Caller } from "./caller";

/** Twilio's frames: 20 ms of 8 kHz µ-law. */
const FRAME_MS = 20;
const FRAME_BYTES = 160;
const SILENCE = Buffer.alloc(FRAME_BYTES, MULAW_SILENCE);
const CONNECT_MS = 10_000;
/** Playback catches up after a busy moment instead of drifting, up to this many frames. */
const MAX_CATCH_UP = 50;

interface Played {
  bytes: number;
  mark?: string;
}

export interface TwilioCallOptions extends StreamAddress {
  callSid: string;
  /** Guest words to 8 kHz PCM. */
  voice(text: string): Promise<Int16Array>;
  /** Asks the worker for the live transcript on the same socket; a script needs it, a meter does not. */
  live?: boolean;
  /** What the network does to a frame on its way, by its number from 0: another frame, or nothing when it is lost. */
  network?(frame: Buffer, index: number): Buffer | undefined;
  /** Runs the task every 20 ms until cancelled; a timer of its own when not given. */
  clock?(task: () => void): () => void;
  /** Audio arrived: how much, and when the guest begins to hear it. Milliseconds of `performance.now`. */
  onAudio?(audio: Buffer, arrivedAt: number, startsAt: number): void;
  onClear?(at: number): void;
  /** Asked when the line has closed the stream: where the call goes on, or nothing when it is over. Never rejects. */
  after?(): Promise<StreamAddress | undefined>;
}

export interface StreamAddress {
  streamUrl: string;
  parameters: Record<string, string>;
}

const ownTimer = (task: () => void): (() => void) => {
  const timer = setInterval(task, FRAME_MS);
  return () => clearInterval(timer);
};

/**
 * Plays Twilio for one call: sends the guest's audio and silence in real time, plays what comes back in real time,
 * returns marks when playback reaches them, and on `clear` at once.
 */
export class TwilioCaller implements Caller {
  readonly updates: LiveUpdate[] = [];
  onUpdate: (update: LiveUpdate) => void = () => {};
  readonly ended: Promise<void>;
  /** Everything the line sent, as µ-law, unless somebody takes it as it comes. */
  readonly received: Buffer[] = [];
  clears = 0;
  returnedMarks: string[] = [];
  private streamSid = "";
  private hungUp = false;
  private end: () => void = () => {};
  private readonly microphone: Buffer[] = [];
  private playback: Played[] = [];
  private sequence = 1;
  private chunk = 0;
  private timestamp = 0;
  private stopClock: () => void = () => {};
  private playEnd = 0;
  private startedAt = 0;
  private spoken: { until: number; done: () => void }[] = [];

  private constructor(
    private socket: WebSocket,
    private readonly options: TwilioCallOptions,
  ) {
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  static async connect(options: TwilioCallOptions): Promise<TwilioCaller> {
    const socket = await open(options.streamUrl);
    const caller = new TwilioCaller(socket, options);
    caller.start(socket, options.parameters);
    return caller;
  }

  async say(text: string): Promise<void> {
    await this.play(await this.options.voice(text));
  }

  /** Speaks 8 kHz PCM; resolves when the last frame is sent. */
  play(pcm: Int16Array): Promise<void> {
    const bytes = Buffer.from(encodeMulaw(pcm).buffer);
    for (let at = 0; at < bytes.length; at += FRAME_BYTES) {
      const frame = Buffer.alloc(FRAME_BYTES, MULAW_SILENCE);
      bytes.copy(frame, 0, at, at + FRAME_BYTES);
      this.microphone.push(frame);
    }
    const until = this.chunk + this.microphone.length;
    return new Promise((done) => this.spoken.push({ until, done }));
  }

  press(keys: string): void {
    for (const digit of keys) this.send({ event: "dtmf", dtmf: { track: "inbound_track", digit } });
  }

  hangUp(): void {
    this.hungUp = true;
    this.send({ event: "stop", stop: { accountSid: "AC0", callSid: this.options.callSid } });
    this.socket.close();
  }

  private start(socket: WebSocket, parameters: Record<string, string>): void {
    this.socket = socket;
    socket.on("close", () => void this.closed());
    socket.on("message", (data, binary) => {
      if (!binary) this.receive((data as Buffer).toString("utf8"));
    });
    this.streamSid = `MZ${randomBytes(16).toString("hex")}`;
    this.sequence = 1;
    this.timestamp = 0;
    for (const words of this.spoken) words.until -= this.chunk;
    this.chunk = 0;
    this.playback = [];
    const { callSid, live = true } = this.options;
    this.send({ event: "connected", protocol: "Call", version: "1.0.0" });
    this.send({
      event: "start",
      start: {
        streamSid: this.streamSid,
        accountSid: "AC0",
        callSid,
        tracks: ["inbound"],
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
        customParameters: live ? { ...parameters, [LIVE_PARAMETER]: "transcript" } : parameters,
      },
    });
    this.startedAt = performance.now();
    this.stopClock = (this.options.clock ?? ownTimer)(() => this.catchUp());
  }

  /** The stream is over. The call may go on with another one, which hears the guest from its beginning. */
  private async closed(): Promise<void> {
    this.stopClock();
    const next = this.hungUp ? undefined : await this.options.after?.();
    const socket = next && !this.hungUp ? await open(next.streamUrl).catch(() => undefined) : undefined;
    if (next && socket) return this.start(socket, next.parameters);
    for (const { done } of this.spoken.splice(0)) done();
    this.end();
  }

  private catchUp(): void {
    const due = Math.floor((performance.now() - this.startedAt) / FRAME_MS);
    for (let i = 0; this.chunk < due && i < MAX_CATCH_UP; i++) this.frame();
  }

  private frame(): void {
    const spoken = this.microphone.shift() ?? SILENCE;
    const { network } = this.options;
    const arrives = network ? network(spoken, this.chunk) : spoken;
    this.chunk += 1;
    if (arrives) this.sendFrame(arrives.toString("base64"));
    this.timestamp += FRAME_MS;
    this.playFrame();
    while (this.spoken[0] && this.spoken[0].until <= this.chunk) this.spoken.shift()?.done();
  }

  private sendFrame(payload: string): void {
    const media = { track: "inbound", chunk: String(this.chunk), timestamp: String(this.timestamp), payload };
    this.send({ event: "media", media });
  }

  private playFrame(): void {
    let left = FRAME_BYTES;
    for (let next = this.playback[0]; next; next = this.playback[0]) {
      const step = Math.min(left, next.bytes);
      next.bytes -= step;
      left -= step;
      if (next.bytes > 0) return;
      this.playback.shift();
      if (next.mark !== undefined) this.returnMark(next.mark);
      if (left === 0 && this.playback[0]?.mark === undefined) return;
    }
  }

  private returnMark(name: string): void {
    this.returnedMarks.push(name);
    this.send({ event: "mark", mark: { name } });
  }

  private receive(text: string): void {
    const message = JSON.parse(text) as Record<string, unknown>;
    if (message.event === "media") this.hear((message.media as { payload: string }).payload);
    else if (message.event === "mark")
      this.playback.push({ bytes: 0, mark: (message.mark as { name: string }).name });
    else if (message.event === "clear") this.clear();
    else if (message.event === "live") this.live(message.update);
  }

  private hear(payload: string): void {
    const bytes = Buffer.from(payload, "base64");
    this.playback.push({ bytes: bytes.length });
    const { onAudio } = this.options;
    if (!onAudio) return void this.received.push(bytes);
    const now = performance.now();
    const startsAt = Math.max(now, this.playEnd);
    this.playEnd = startsAt + bytes.length / 8;
    onAudio(bytes, now, startsAt);
  }

  private clear(): void {
    this.clears += 1;
    const now = performance.now();
    this.playEnd = Math.min(this.playEnd, now);
    this.options.onClear?.(now);
    const dropped = this.playback;
    this.playback = [];
    for (const { mark } of dropped) if (mark !== undefined) this.returnMark(mark);
  }

  private live(update: unknown): void {
    const parsed = WorkerMessage.safeParse(update).data;
    if (!parsed) return this.misread(update);
    if (parsed.type === "mark" || parsed.type === "clear") return;
    this.updates.push(parsed);
    this.onUpdate(parsed);
  }

  /** What no page could read is the line's fault: the call is over for this guest, and only for this one. */
  private misread(update: unknown): void {
    const message = `The line sent what a page cannot read: ${JSON.stringify(update)}`.slice(0, 300);
    const error = { type: "error" as const, code: "invalid", message };
    this.updates.push(error);
    this.onUpdate(error);
    this.hangUp();
  }

  private send(message: Record<string, unknown>): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    this.socket.send(
      JSON.stringify({ ...message, sequenceNumber: String(this.sequence++), streamSid: this.streamSid }),
    );
  }
}

async function open(streamUrl: string): Promise<WebSocket> {
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false, handshakeTimeout: CONNECT_MS });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  // What breaks it closes it, too.
  socket.on("error", () => {});
  return socket;
}
