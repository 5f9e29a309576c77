import type { LiveUpdate, MediaHandlers, MediaTransport } from "../media/port";
import { noHandlers } from "../media/socket";
import type { Timers } from "../timing";

/** A caller's end without a socket: plays in real time of the given timers and returns marks when it gets there. */
export class FakeTransport implements MediaTransport {
  readonly sampleRate = 16_000;
  readonly updates: LiveUpdate[] = [];
  handlers: MediaHandlers = noHandlers;
  closedWith: string | undefined;
  /** The socket's code. */
  closedBy: number | undefined;
  playedUntil = 0;
  clears = 0;
  /** Audio that was sent, all in all. */
  sentMs = 0;
  private generation = 0;

  constructor(
    private readonly timers: Timers,
    readonly audio: boolean,
    readonly kind: MediaTransport["kind"] = "browser",
  ) {}

  attach(handlers: MediaHandlers): void {
    this.handlers = handlers;
  }

  sendAudio(pcm: Int16Array): void {
    this.sentMs += pcm.length / 16;
    this.playedUntil = Math.max(this.playedUntil, this.timers.now()) + pcm.length / 16;
  }

  sendMark(name: string): void {
    const { generation } = this;
    this.timers.after(Math.max(0, this.playedUntil - this.timers.now()), () => {
      if (generation === this.generation) this.handlers.mark(name);
    });
  }

  clear(): void {
    this.clears += 1;
    this.generation += 1;
    this.playedUntil = 0;
  }

  notify(update: LiveUpdate): void {
    this.updates.push(update);
  }

  close(code: number, reason: string): void {
    this.closedWith = reason;
    this.closedBy = code;
    this.generation += 1;
  }

  /** What the line said, in order. */
  get said(): string[] {
    return this.updates.flatMap((update) => (update.type === "line" ? [update.text] : []));
  }

  get state(): string | undefined {
    return this.updates.findLast((update) => update.type === "state")?.state;
  }
}
