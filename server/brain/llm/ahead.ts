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

  constructor(
    readonly words: string,
    source: AsyncIterable<LlmEvent>,
    private readonly controller: AbortController,
  ) {
    void this.pump(source);
  }

  /** Not wanted: the request is closed. */
  drop(): void {
    this.controller.abort(new Error("The guest said something else."));
  }

  /** All of it from the beginning, then as it comes. */
  async *take(): AsyncGenerator<LlmEvent> {
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
