import type { BrainDialogue, BrainIo } from "@/server/brain/port";

/** Words as they count for "the same": a final differs from its last partial in case and punctuation. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

/** Thinking ahead on words that may be all of a turn. At most one at a time; other words drop it. */
export class Speculation {
  private current: { words: string; controller: AbortController } | undefined;

  /**
   * Lets the brain think ahead. The same words again change nothing, unless they are settled now: a brain that would not
   * guess any more may do so then.
   */
  begin(text: string, settled: boolean, dialogue: BrainDialogue, io: Omit<BrainIo, "callTool">): void {
    const words = plain(text);
    const isKnown = words === this.current?.words;
    if (!dialogue.speculate || words === "" || (isKnown && !settled)) return;
    if (!isKnown) this.drop();
    this.current ??= { words, controller: new AbortController() };
    const signal = AbortSignal.any([io.signal, this.current.controller.signal]);
    dialogue.speculate(text, { ...io, signal }, settled);
  }

  /** The guest goes on, or the turn is final: only thoughts on these very words are kept. */
  heard(text: string): void {
    if (this.current && plain(text) !== this.current.words) this.drop();
  }

  drop(): void {
    this.current?.controller.abort(new Error("The guest said something else."));
    this.current = undefined;
  }
}
