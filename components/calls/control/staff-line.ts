import { microphoneTrouble, PhoneAudio } from "@/components/softphone/audio";
import { keptMicrophone } from "@/components/softphone/microphones";
import type { Levels } from "@/components/softphone/phone-call";
import { type StaffMessage, ToStaff } from "@/server/line/browser-media";

interface StaffAccess {
  mediaUrl: string;
  token: string;
}

export interface StaffState {
  phase: "away" | "connecting" | "joined";
  /** What this person is in the call for. */
  wish: "listen" | "speak";
  /** The guest hears this person. */
  speaking: boolean;
  muted: boolean;
  problem: string | null;
}

export const awayFromCall: StaffState = {
  phase: "away",
  wish: "listen",
  speaking: false,
  muted: false,
  problem: null,
};

const JOIN_MS = 10_000;
/** Audio that waits for a slow network, in bytes: one second. */
const MOST_BUFFERED = 32_000;

/**
 * A person of the hotel in a running call: hears guest and line, and speaks to the guest once the call was taken over.
 * Connects straight to the worker. A store for React; everything it opened is closed by `leave`.
 */
export class StaffLine {
  private state: StaffState = awayFromCall;
  private levels: Levels = { in: 0, out: 0 };
  private readonly listeners = new Set<() => void>();
  private readonly levelListeners = new Set<() => void>();
  private socket: WebSocket | null = null;
  private audio: PhoneAudio | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts joins: an answer to an earlier one is not this one's. */
  private attempt = 0;

  getState = (): StaffState => this.state;
  getLevels = (): Levels => this.levels;
  subscribe = (listener: () => void) => add(this.listeners, listener);
  subscribeLevels = (listener: () => void) => add(this.levelListeners, listener);

  /**
   * Joins the call. The microphone is asked for before the guest is told that somebody takes over; `access` comes after
   * it. Throws what `access` throws; a microphone that is refused is a state of its own.
   */
  async join(wish: StaffState["wish"], access: () => Promise<StaffAccess>): Promise<void> {
    const mine = ++this.attempt;
    this.release();
    this.set({ ...awayFromCall, phase: "connecting", wish });
    try {
      const audio = await this.openAudio(wish);
      if (mine !== this.attempt) return audio.close();
      this.audio = audio;
    } catch (error) {
      if (mine === this.attempt) this.set({ ...awayFromCall, problem: microphoneTrouble(error) });
      return;
    }
    try {
      const way = await access();
      if (mine === this.attempt) this.connect(way, mine);
    } catch (error) {
      if (mine === this.attempt) this.leave();
      throw error;
    }
  }

  mute(muted: boolean): void {
    if (this.audio) this.audio.muted = muted;
    this.set({ ...this.state, muted });
  }

  leave(problem: string | null = null): void {
    this.attempt++;
    this.send({ type: "bye" });
    this.release();
    this.set({ ...awayFromCall, problem });
  }

  private openAudio(wish: StaffState["wish"]): Promise<PhoneAudio> {
    return PhoneAudio.open(
      {
        frame: (pcm) => this.sendAudio(pcm),
        mark: () => {},
        level: (side, loudness) => this.setLevel(side, loudness),
        lost: () =>
          this.set({
            ...this.state,
            problem: "The microphone went away. The line takes the call back in a few seconds.",
          }),
      },
      wish === "speak" ? { id: keptMicrophone() } : "none",
    );
  }

  private connect({ mediaUrl, token }: StaffAccess, mine: number): void {
    const socket = new WebSocket(`${mediaUrl.replace(/\/$/, "")}/media/staff`);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => this.send({ type: "hello", token });
    socket.onmessage = ({ data }: MessageEvent<unknown>) => mine === this.attempt && this.receive(data);
    const lost = () =>
      mine === this.attempt &&
      this.leave("The connection to the call was lost. Join again now, or the line goes on with the guest.");
    socket.onclose = lost;
    this.timer = setTimeout(lost, JOIN_MS);
  }

  private receive(data: unknown): void {
    if (data instanceof ArrayBuffer) return this.audio?.play(data);
    const message = parse(data);
    if (!message) return;
    if (message.type === "joined") {
      clearTimeout(this.timer);
      this.set({ ...this.state, phase: "joined" });
    } else if (message.type === "floor") {
      if (this.state.wish === "speak" && message.open && !message.yours)
        this.send({ type: "speak", on: true });
      this.set({ ...this.state, speaking: message.yours });
    } else if (message.type === "ended") {
      this.leave();
    } else if (message.type === "error") {
      this.leave(message.message);
    }
  }

  private send(message: StaffMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private sendAudio(pcm: ArrayBuffer): void {
    const { socket } = this;
    if (socket?.readyState !== WebSocket.OPEN || !this.state.speaking) return;
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

  private set(state: StaffState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  private setLevel(side: "in" | "out", loudness: number): void {
    this.levels = { ...this.levels, [side]: loudness };
    for (const listener of this.levelListeners) listener();
  }
}

function add(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function parse(data: unknown): ToStaff | null {
  if (typeof data !== "string") return null;
  try {
    return (ToStaff.safeParse(JSON.parse(data)).data as ToStaff | undefined) ?? null;
  } catch {
    return null;
  }
}
