import type { BrainReport } from "@/server/brain/port";
import type { LlmEvent } from "@/server/providers/llm/port";

/** Punctuation, case and spaces do not make other words. */
export const sameWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Made once: an error takes down where it was made, and most guesses are dropped. */
const OTHER_WORDS = new Error("The guest said something else.");

/** An answer that is being thought of before the guest has finished. It is read on, and kept until somebody wants it. */
export class Ahead {
  private readonly events: LlmEvent[] = [];
  private failure: { error: unknown } | undefined;
  private ended = false;
  private wake: () => void = () => {};
  /** A first token that nobody has waited for yet: told when the answer is taken, never when it is dropped. */
  private early: BrainReport[] = [];
  private taken = false;
  private readonly controller = new AbortController();
  private readonly follow = () => this.controller.abort(this.signal.reason);

  constructor(
    readonly words: string,
    ask: (signal: AbortSignal, report: (report: BrainReport) => void) => AsyncIterable<LlmEvent>,
    private readonly signal: AbortSignal,
    private readonly report: (report: BrainReport) => void,
  ) {
    signal.addEventListener("abort", this.follow, { once: true });
    void this.pump(ask(this.controller.signal, (told) => this.tell(told)));
  }

  private tell(told: BrainReport): void {
    if (told.type === "first_token" && !this.taken) this.early.push(told);
    else this.report(told);
  }

  /** Still good for the words it was asked for. */
  isOf(words: string): boolean {
    return this.words === words && !this.controller.signal.aborted && !this.failure;
  }

  /** Not wanted: the request is closed. */
  drop(): void {
    this.controller.abort(OTHER_WORDS);
  }

  /** All of it from the beginning, then as it comes. */
  async *take(): AsyncGenerator<LlmEvent> {
    this.taken = true;
    for (const told of this.early.splice(0)) this.report(told);
    try {
      for (let i = 0; ; i++) {
        while (i >= this.events.length && !this.ended)
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
        const event = this.events[i];
        if (event) yield event;
        else if (this.failure) throw this.failure.error;
        else return;
      }
    } finally {
      if (!this.ended) this.drop();
    }
  }

  private async pump(source: AsyncIterable<LlmEvent>): Promise<void> {
    try {
      for await (const event of source) {
        this.events.push(event);
        this.wake();
      }
    } catch (error) {
      this.failure = { error };
    }
    this.ended = true;
    this.signal.removeEventListener("abort", this.follow);
    this.wake();
  }
}
