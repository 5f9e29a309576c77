/** Faults that a vendor's double is told to show, one a connection or request, in order. */
export class Faults<Mode extends string> {
  readonly #queue: Mode[] = [];

  next(mode: Mode, count = 1): void {
    for (let i = 0; i < count; i++) this.#queue.push(mode);
  }

  take(): Mode | undefined {
    return this.#queue.shift();
  }

  clear(): void {
    this.#queue.length = 0;
  }
}
