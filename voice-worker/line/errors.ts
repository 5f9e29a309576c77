import type { LineError } from "@/server/line/contract";

/** The app answered, and said no. `stale_epoch`: another worker has the call. */
export class LineRefusal extends Error {
  override readonly name = "LineRefusal";
  constructor(
    readonly code: LineError["error"],
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** The app did not answer, or not sensibly: it is away, restarting or overloaded. The same request may be repeated. */
export class LineAway extends Error {
  override readonly name = "LineAway";
  /** No connection came about: it is not this request that the app has trouble with. */
  readonly unreached: boolean;

  constructor(message: string, options: ErrorOptions & { unreached?: boolean } = {}) {
    super(message, options);
    this.unreached = options.unreached ?? false;
  }
}

export const isStale = (error: unknown): boolean =>
  error instanceof LineRefusal && error.code === "stale_epoch";
