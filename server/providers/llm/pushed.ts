interface Waiter<T> {
  resolve(result: IteratorResult<T>): void;
  reject(error: unknown): void;
}

/**
 * What is pushed, iterated once: a generator's manners without its promises for each layer. `open` is called when the
 * first item is asked for, and what it returns when the reader leaves. Once `signal` aborts, what waits is dropped and
 * its reason thrown. Items wait without bound: who pushes keeps one.
 */
export class Pushed<T> implements AsyncIterableIterator<T> {
  private readonly items: T[] = [];
  private readonly waiting: Waiter<T>[] = [];
  private over = false;
  private failure: { error: unknown } | undefined;
  private close: (() => void) | undefined;

  constructor(
    private readonly signal: AbortSignal,
    private readonly open: (to: Pushed<T>) => () => void,
  ) {}

  push(item: T): void {
    if (this.over) return;
    const waiter = this.waiting.shift();
    if (waiter) waiter.resolve({ done: false, value: item });
    else this.items.push(item);
  }

  /** Nothing more comes. */
  end(): void {
    this.over = true;
    for (const waiter of this.waiting.splice(0)) waiter.resolve({ done: true, value: undefined });
  }

  /** Nothing more comes because of `error`, which is thrown after what came before it. */
  fail(error: unknown): void {
    if (this.over) return;
    const waiter = this.waiting.shift();
    if (waiter) waiter.reject(error);
    else this.failure = { error };
    this.end();
  }

  next(): Promise<IteratorResult<T>> {
    if (!this.close && !this.over) this.close = this.open(this);
    if (this.signal.aborted && this.items.length > 0) {
      this.items.length = 0;
      this.close?.();
      this.over = true;
      this.failure = { error: this.signal.reason };
    }
    const item = this.items.shift();
    if (item !== undefined) return Promise.resolve({ done: false, value: item });
    const { failure } = this;
    this.failure = undefined;
    if (failure) return Promise.reject(failure.error);
    if (this.over) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<T>> {
    this.items.length = 0;
    this.failure = undefined;
    this.end();
    this.close?.();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
