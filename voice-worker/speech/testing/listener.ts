import { realTimers, type Timers } from "@/voice-worker/timing";
import type { Asr, AsrEvent, AsrOptions, AsrStream } from "../asr/port";
import { textToTones } from "./tone-modem";

type Final = Extract<AsrEvent, { type: "final" }>;

/** A caller in a test: speaks in tones, collects what the recogniser says, waits for events and never for time. */
export class Listener {
  readonly events: AsrEvent[] = [];
  readonly stream: AsrStream;
  #wake: () => void = () => {};
  #over = false;

  constructor(
    asr: Asr,
    options: Partial<AsrOptions> = {},
    signal: AbortSignal = new AbortController().signal,
  ) {
    this.stream = asr.open({ sampleRate: 8_000, language: "en", vocabulary: [], ...options }, signal);
    void this.#collect();
  }

  /** Says a text, 20 ms at a time, and `silenceMs` after it. */
  say(text: string, silenceMs = 0): void {
    const pcm = textToTones(text);
    for (let at = 0; at < pcm.length; at += 160) this.stream.push(pcm.subarray(at, at + 160));
    for (let ms = 0; ms < silenceMs; ms += 20) this.stream.push(new Int16Array(160));
  }

  /** Waits until the events fulfil the condition, or the stream is over. */
  async until(condition: (events: readonly AsrEvent[]) => boolean): Promise<void> {
    while (!condition(this.events) && !this.#over)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }

  /** Says a text, ends the turn and waits for its final. */
  async turn(text: string): Promise<Final> {
    const before = this.finals.length;
    this.say(text);
    this.stream.endTurn();
    await this.until(() => this.finals.length > before);
    return this.finals[before] as Final;
  }

  get finals(): Final[] {
    return this.events.filter((event): event is Final => event.type === "final");
  }

  /** Errors as "reason" or "reason fatal". */
  get errors(): string[] {
    return this.events.flatMap((event) =>
      event.type === "error" ? [`${event.reason}${event.fatal ? " fatal" : ""}`] : [],
    );
  }

  async #collect(): Promise<void> {
    for await (const event of this.stream.events) {
      this.events.push(event);
      this.#wake();
    }
    this.#over = true;
    this.#wake();
  }
}

/** Real timers that count: what is still armed after a close is a leak. */
export function countedTimers(): Timers & { armed: number } {
  const counted: Timers & { armed: number } = {
    armed: 0,
    now: realTimers.now,
    after(ms, task) {
      counted.armed += 1;
      let over = false;
      const finish = () => {
        if (!over) counted.armed -= 1;
        over = true;
      };
      const cancel = realTimers.after(ms, () => {
        finish();
        task();
      });
      return () => {
        cancel();
        finish();
      };
    },
    every: realTimers.every,
  };
  return counted;
}
