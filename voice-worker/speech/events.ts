/** A bounded queue read as an async iterable by one consumer: what lies between a recogniser and the call. */
export class EventQueue<T> implements AsyncIterable<T> {
  readonly #items: T[] = [];
  #wake: (() => void) | undefined;
  #ended = false;

  /** `disposable` names what may be dropped (oldest first) when nobody reads: never a final. */
  constructor(
    readonly bound: number,
    readonly disposable: (item: T) => boolean,
  ) {}

  push(item: T): void {
    if (this.#ended) return;
    if (this.#items.length >= this.bound) {
      const spare = this.#items.findIndex(this.disposable);
      this.#items.splice(Math.max(0, spare), 1);
    }
    this.#items.push(item);
    this.#wake?.();
  }

  /** What is queued is still read; then the iteration ends. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (true) {
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else if (this.#ended) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
      }
    }
  }
}
