import { type PageMessage, WorkerMessage } from "@/server/line/browser-media";
import { type AudioHandlers, microphoneTrouble, PhoneAudio } from "./audio";
import { keepMicrophone, keptMicrophone } from "./microphones";
import { idlePhone, over, type PhoneProblem, type PhoneState, reducePhone } from "./phone-state";
import { RealtimeMedia } from "./realtime-media";

/** The worker answers a hello at once; longer means nobody is there. */
const READY_MS = 10_000;
/** The line tells loudness ten times a second while it hears us: silence of this length is a dead connection. */
const MUTE_LINE_MS = 4_000;
/** Audio that waits for a slow network, in bytes: one second. Older speech is of no use to a listener. */
const MOST_BUFFERED = 32_000;
/** How often a broken connection is made again, and the wait before each, in ms. */
const REJOIN_AFTER_MS = [300, 1_500, 4_000] as const;
/** A connection that lasted this long counts as good again. */
const STABLE_MS = 10_000;

export interface PlacedCall {
  callId: string;
  mediaUrl: string;
  token: string;
}
/** Where calls come from: the app's verbs. */
export interface LineOfCalls {
  place(call: { typed: boolean; realtime?: boolean }): Promise<PlacedCall>;
  /** A new way to a call whose connection broke; without it such a call ends. */
  resume?(call: { callId: string; token: string }): Promise<PlacedCall>;
}
export interface Levels {
  in: number;
  out: number;
}

/**
 * One softphone: places calls and owns their socket, microphone and timer. A store for React: `subscribe`,
 * `getState`; loudness comes beside it, so that ten levels a second do not render the transcript.
 */
export class Softphone {
  private state: PhoneState = idlePhone;
  private levels: Levels = { in: 0, out: 0 };
  private readonly listeners = new Set<() => void>();
  private readonly levelListeners = new Set<() => void>();
  private socket: WebSocket | null = null;
  private audio: PhoneAudio | null = null;
  private realtime: RealtimeMedia | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private sentAt = 0;
  /** Counts calls: an answer to an earlier attempt is not this one's. */
  private attempt = 0;
  /** Of the running call: shows the app that this page is its caller. */
  private token = "";
  private rejoined = 0;
  private readyAt = 0;

  constructor(private readonly line: LineOfCalls) {}

  getState = (): PhoneState => this.state;
  getLevels = (): Levels => this.levels;
  subscribe = (listener: () => void) => add(this.listeners, listener);
  subscribeLevels = (listener: () => void) => add(this.levelListeners, listener);

  /** Calls the line, by voice or only typed. The microphone is asked for first: no call is made without it. */
  async call(audio: boolean): Promise<void> {
    const mine = ++this.attempt;
    this.release();
    this.rejoined = 0;
    const microphone = keptMicrophone();
    this.set({ ...idlePhone, phase: audio ? "preparing" : "connecting", audio, microphone });
    if (audio && !(await this.openAudio(mine))) return;
    if (mine !== this.attempt) return;
    this.set({ ...this.state, phase: "connecting" });
    try {
      const placed = await this.line.place({ typed: !audio });
      if (mine !== this.attempt) return;
      this.set({ ...this.state, callId: placed.callId });
      this.connect(placed, audio, mine);
    } catch (error) {
      if (mine !== this.attempt) return;
      this.release();
      const message = error instanceof Error ? error.message : "The call could not be placed. Try again.";
      this.set({ ...idlePhone, audio, problem: { kind: "line", message } });
    }
  }

  /** Calls through the hotel's realtime voice: its sound goes to the vendor and back. */
  async callRealtime(): Promise<void> {
    const mine = ++this.attempt;
    this.release();
    const microphone = keptMicrophone();
    this.set({ ...idlePhone, phase: "preparing", realtime: true, microphone });
    const place = () => this.line.place({ typed: false, realtime: true });
    try {
      const media = await RealtimeMedia.open(place, microphone, {
        message: (message) => mine === this.attempt && this.set(reducePhone(this.state, message, Date.now())),
        closed: () => mine === this.attempt && this.set(over(this.state, Date.now())),
      });
      if (mine !== this.attempt) return media.close();
      this.realtime = media;
    } catch (error) {
      if (mine !== this.attempt) return;
      const problem: PhoneProblem =
        error instanceof DOMException && error.name !== "TimeoutError"
          ? { kind: "microphone", message: microphoneTrouble(error) }
          : { kind: "line", message: error instanceof Error ? error.message : noAnswer };
      this.set({ ...idlePhone, problem });
    }
  }

  /** Says a turn in writing. */
  type(text: string): void {
    const said = text.trim().slice(0, 1000);
    if (said) this.send({ type: "text", text: said });
  }

  press(digit: string): void {
    this.send({ type: "dtmf", digit });
  }

  mute(muted: boolean): void {
    if (this.audio) this.audio.muted = muted;
    this.realtime?.mute(muted);
    this.set({ ...this.state, muted });
  }

  /** Speaks through another microphone, now and in later calls. */
  async chooseMicrophone(id: string | null): Promise<void> {
    keepMicrophone(id);
    const { audio } = this;
    try {
      await audio?.speakThrough(id);
      if (audio === this.audio) this.set({ ...this.state, microphone: id, problem: null });
    } catch (error) {
      if (audio === this.audio)
        this.set({ ...this.state, problem: { kind: "microphone", message: microphoneTrouble(error) } });
    }
  }

  /** Hangs up; before the line answered it takes the attempt back. */
  hangUp(): void {
    this.attempt++;
    this.send({ type: "bye" });
    const answered = this.state.phase === "live";
    this.release();
    this.set(answered ? { ...over(this.state, Date.now()), endReason: "guest_hung_up" } : idlePhone);
  }

  private async openAudio(mine: number): Promise<boolean> {
    try {
      const audio = await openKept(this.state.microphone, {
        frame: (pcm) => this.sendAudio(pcm),
        mark: (name) => this.send({ type: "mark", name }),
        level: (side, loudness) => this.setLevel(side, loudness),
        lost: () => this.set({ ...this.state, problem: lostMicrophone }),
      });
      if (mine !== this.attempt) {
        audio.close();
        return false;
      }
      this.audio = audio;
      return true;
    } catch (error) {
      if (mine === this.attempt)
        this.set({ ...idlePhone, problem: { kind: "microphone", message: microphoneTrouble(error) } });
      return false;
    }
  }

  private connect({ mediaUrl, token }: PlacedCall, audio: boolean, mine: number): void {
    this.token = token;
    const socket = new WebSocket(`${mediaUrl.replace(/\/$/, "")}/media/browser`);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ type: "hello", token, audio } satisfies PageMessage));
    socket.onmessage = ({ data }: MessageEvent<unknown>) => mine === this.attempt && this.receive(data);
    socket.onclose = () => mine === this.attempt && this.closed();
    this.timer = setTimeout(() => mine === this.attempt && this.closed(), READY_MS);
  }

  private receive(data: unknown): void {
    if (data instanceof ArrayBuffer) return this.audio?.play(data);
    const message = parse(data);
    if (!message) return;
    if (message.type === "mark") return this.audio ? this.audio.mark(message.name) : this.send(message);
    if (message.type === "clear") return this.audio?.clear();
    // Our own meters are nearer to the ear.
    if (message.type === "level") return this.keepWatch();
    // A worker that was full after all: another may not be.
    if (message.type === "error" && this.state.rejoining) return this.closed();
    if (message.type === "ready") {
      clearTimeout(this.timer);
      this.readyAt = Date.now();
    }
    this.set(reducePhone(this.state, message, Date.now()));
    if (message.type === "ended" || message.type === "error") this.release();
  }

  /** A host that vanished closes nothing: the loudness it tells must not stop while we speak to it. */
  private keepWatch(): void {
    clearTimeout(this.watch);
    const mine = this.attempt;
    const heardAt = Date.now();
    this.watch = setTimeout(() => {
      // Without a microphone the line has nothing to tell.
      if (mine === this.attempt && this.sentAt > heardAt) this.closed();
    }, MUTE_LINE_MS);
  }

  private closed(): void {
    const { phase, callId } = this.state;
    if (Date.now() - this.readyAt > STABLE_MS && !this.state.rejoining) this.rejoined = 0;
    const wait = REJOIN_AFTER_MS[this.rejoined];
    const { resume } = this.line;
    if (phase === "live" && callId && resume && wait !== undefined) {
      this.rejoined++;
      const again = () => resume({ callId, token: this.token });
      return this.rejoin(again, wait, this.attempt);
    }
    this.release();
    if (phase === "ended" || phase === "idle") return;
    const problem: PhoneProblem =
      phase === "live"
        ? { kind: "lost", message: "The connection was lost. What was booked is kept. Call again to go on." }
        : { kind: "line", message: noAnswer };
    this.set(phase === "live" ? { ...over(this.state, Date.now()), problem } : { ...idlePhone, problem });
  }

  /** The line holds the call for a while: asks the app for a new way to it and goes on where it stopped. */
  private rejoin(again: () => Promise<PlacedCall>, waitMs: number, mine: number): void {
    this.leaveSocket();
    this.audio?.clear();
    this.set({ ...this.state, rejoining: true, listening: false });
    this.timer = setTimeout(() => {
      again().then(
        (placed) => mine === this.attempt && this.connect(placed, this.state.audio, mine),
        () => mine === this.attempt && this.closed(),
      );
    }, waitMs);
  }

  private send(message: PageMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private sendAudio(pcm: ArrayBuffer): void {
    const { socket } = this;
    if (socket?.readyState !== WebSocket.OPEN) return;
    if (this.state.phase !== "live" || this.state.rejoining) return;
    if (socket.bufferedAmount > MOST_BUFFERED) return;
    socket.send(pcm);
    this.sentAt = Date.now();
  }

  private leaveSocket(): void {
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    const { socket } = this;
    this.socket = null;
    if (!socket) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close(1000);
  }

  private release(): void {
    this.leaveSocket();
    this.audio?.close();
    this.audio = null;
    this.realtime?.close();
    this.realtime = null;
    this.levels = { in: 0, out: 0 };
    for (const listener of this.levelListeners) listener();
  }

  private set(state: PhoneState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  private setLevel(side: "in" | "out", loudness: number): void {
    this.levels = { ...this.levels, [side]: loudness };
    for (const listener of this.levelListeners) listener();
  }
}

const noAnswer = "The line did not answer. Nothing was booked. Call again in a moment.";
const lostMicrophone: PhoneProblem = {
  kind: "microphone",
  message: "The microphone went away. The call goes on: type your answers, or hang up and call again.",
};

/** A microphone that was kept may be gone: then the browser chooses. */
async function openKept(id: string | null, handlers: AudioHandlers): Promise<PhoneAudio> {
  try {
    return await PhoneAudio.open(handlers, { id });
  } catch (error) {
    if (!id || !(error instanceof DOMException) || error.name !== "OverconstrainedError") throw error;
    return PhoneAudio.open(handlers, { id: null });
  }
}

function add(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function parse(data: unknown): WorkerMessage | null {
  if (typeof data !== "string") return null;
  try {
    return WorkerMessage.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
