import type { BrainReport } from "@/server/brain/port";
import type { LlmEvent } from "@/server/providers/llm/port";

/** Punctuation, case and spaces do not make other words. */
export const sameWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** An answer that is being thought of before the guest has finished. It is read on, and kept until somebody wants it. */
export class Ahead {
  private readonly events: LlmEvent[] = [];
  private failure: { error: unknown } | undefined;
  private ended = false;
  private wake: () => void = () => {};
  /** A first token that nobody has waited for yet: told when the answer is taken, never when it is dropped. */
  private early: BrainReport[] = [];
  private taken = false;

  constructor(
    readonly words: string,
    ask: (report: (report: BrainReport) => void) => AsyncIterable<LlmEvent>,
    private readonly controller: AbortController,
    private readonly report: (report: BrainReport) => void,
  ) {
    void this.pump(ask((told) => this.tell(told)));
  }

  private tell(told: BrainReport): void {
    if (told.type === "first_token" && !this.taken) this.early.push(told);
    else this.report(told);
  }

  /** Not wanted: the request is closed. */
  drop(): void {
    this.controller.abort(new Error("The guest said something else."));
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
    this.wake();
  }
}
