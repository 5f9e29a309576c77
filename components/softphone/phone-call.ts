import { type PageMessage, WorkerMessage } from "@/server/line/browser-media";
import { microphoneTrouble, PhoneAudio } from "./audio";
import { idlePhone, over, type PhoneProblem, type PhoneState, reducePhone } from "./phone-state";

/** The worker answers a hello at once; longer means nobody is there. */
const READY_MS = 10_000;
/** Audio that waits for a slow network, in bytes: one second. Older speech is of no use to a listener. */
const MOST_BUFFERED = 32_000;

export interface PlacedCall {
  callId: string;
  mediaUrl: string;
  token: string;
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
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts calls: an answer to an earlier attempt is not this one's. */
  private attempt = 0;

  constructor(private readonly place: () => Promise<PlacedCall>) {}

  getState = (): PhoneState => this.state;
  getLevels = (): Levels => this.levels;
  subscribe = (listener: () => void) => add(this.listeners, listener);
  subscribeLevels = (listener: () => void) => add(this.levelListeners, listener);

  /** Calls the line, by voice or only typed. The microphone is asked for first: no call is made without it. */
  async call(audio: boolean): Promise<void> {
    const mine = ++this.attempt;
    this.release();
    this.set({ ...idlePhone, phase: audio ? "preparing" : "connecting", audio });
    if (audio && !(await this.openAudio(mine))) return;
    if (mine !== this.attempt) return;
    this.set({ ...this.state, phase: "connecting" });
    try {
      const placed = await this.place();
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
    this.set({ ...this.state, muted });
  }

  /** Hangs up; before the line answered it takes the attempt back. */
  hangUp(): void {
    this.attempt++;
    this.send({ type: "bye" });
    const answered = this.state.phase === "live";
    this.release();
    this.set(answered ? { ...over(this.state, Date.now()), endReason: "guest_hung_up" } : idlePhone);
  }

  /** The page goes away. */
  close(): void {
    this.attempt++;
    this.release();
  }

  private async openAudio(mine: number): Promise<boolean> {
    try {
      const audio = await PhoneAudio.open({
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
    if (message.type === "level") return;
    if (message.type === "ready") clearTimeout(this.timer);
    this.set(reducePhone(this.state, message, Date.now()));
    if (message.type === "ended" || message.type === "error") this.release();
  }

  private closed(): void {
    const { phase } = this.state;
    this.release();
    if (phase === "ended" || phase === "idle") return;
    const problem: PhoneProblem =
      phase === "live"
        ? { kind: "lost", message: "The connection was lost. What was booked is kept. Call again to go on." }
        : { kind: "line", message: "The line did not answer. Nothing was booked. Call again in a moment." };
    this.set(phase === "live" ? { ...over(this.state, Date.now()), problem } : { ...idlePhone, problem });
  }

  private send(message: PageMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private sendAudio(pcm: ArrayBuffer): void {
    const { socket } = this;
    if (socket?.readyState !== WebSocket.OPEN || this.state.phase !== "live") return;
    if (socket.bufferedAmount <= MOST_BUFFERED) socket.send(pcm);
  }

  private release(): void {
    clearTimeout(this.timer);
    const { socket } = this;
    this.socket = null;
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close(1000);
    }
    this.audio?.close();
    this.audio = null;
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

const lostMicrophone: PhoneProblem = {
  kind: "microphone",
  message: "The microphone went away. The call goes on: type your answers, or hang up and call again.",
};

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
