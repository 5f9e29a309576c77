/** A circuit breaker that opened or closed in some process. */
export interface BreakerNotice {
  key: string;
  state: "open" | "closed";
}

/** Where processes tell each other what their breakers saw. A board that is away costs nothing but the sharing. */
export interface BreakerBoard {
  /** Tells all others. Never waits and never throws. */
  announce(notice: BreakerNotice): void;
  /**
   * Hears what others announce from now on, and at first which are open now. The notices of this board itself are not
   * among them. Returns how to stop.
   */
  listen(heard: (notice: BreakerNotice) => void): () => void;
  close(): Promise<void>;
}
