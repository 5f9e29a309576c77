import { z } from "zod";
import type { RealtimeWords } from "@/server/line/realtime-words";

/** The service tells the end of a guest's turn half a second late: with it, less than three seconds of silence. */
const WORD_MS = 2_300;
/** Between two such words, as between any two fillers of the line. */
const AGAIN_MS = 6_500;
/** After so many there will be no answer, whatever the service still sends. */
const MOST_WORDS = 4;

const ServiceEvent = z.object({ type: z.string() });

export interface WatchDeps {
  /** Runs `task` after `ms`; what is returned takes that back. */
  after(ms: number, task: () => void): () => void;
  words: RealtimeWords;
  /** Says it aloud, with a voice of the page's, and shows it. */
  say(text: string): void;
  hush(): void;
  /** The service is silent for good. */
  giveUp(): void;
}

/**
 * Covers a realtime service that says nothing: its voice is the only one of such a call, and the worker has no way to the
 * guest's ear. Silence counts from the connection on, and from the end of each turn of the guest.
 */
export class RealtimeWatch {
  private cancel = () => {};
  private said = 0;
  /** The service has sent something since the last word. */
  private alive = false;
  private begun = false;

  constructor(private readonly deps: WatchDeps) {}

  /** The line has the first word. */
  connected(): void {
    if (!this.begun) this.await();
  }

  /** An event of the service, as it came. */
  take(type: string): void {
    if (type === "input_audio_buffer.speech_stopped") return this.await();
    if (type === "input_audio_buffer.speech_started" || type === "output_audio_buffer.started") this.rest();
    else this.alive = true;
  }

  /** The connection is over. Who was waiting for an answer hears that there will be none. */
  ended(): void {
    const waited = this.said > 0;
    this.rest();
    if (waited) this.deps.say(this.deps.words.goodbye);
  }

  /** Nothing is waited for any more. */
  rest(): void {
    this.begun = true;
    this.cancel();
    if (this.said > 0) this.deps.hush();
    this.said = 0;
  }

  private await(): void {
    this.rest();
    this.arm(WORD_MS);
  }

  private arm(ms: number): void {
    this.alive = false;
    this.cancel = this.deps.after(ms, () => this.due());
  }

  private due(): void {
    if (this.said > 0 && (!this.alive || this.said >= MOST_WORDS)) return this.deps.giveUp();
    this.said += 1;
    this.deps.say(this.deps.words.oneMoment);
    this.arm(AGAIN_MS);
  }
}

/** What kind of event it is; undefined when it is none. */
export function typeOf(data: unknown): string | undefined {
  try {
    return ServiceEvent.safeParse(JSON.parse(String(data))).data?.type;
  } catch {
    return undefined;
  }
}
