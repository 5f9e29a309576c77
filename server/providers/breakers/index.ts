import { type BreakerState, Breakers, vendorLimits } from "@/server/kernel/breaker";
import type { BreakerBoard } from "./port";
import { createRedisBoard } from "./redis";

/**
 * Breakers that open and close together with those of other processes on the same board. `changed` is told of each change,
 * whoever saw its cause.
 */
export function sharedBreakers(
  board: BreakerBoard,
  now: () => number,
  changed: (key: string, state: BreakerState) => void = () => {},
): Breakers {
  const breakers = new Breakers(now, (key, state) => {
    changed(key, state);
    if (state !== "half_open") board.announce({ key, state });
  });
  board.listen(({ key, state }) => {
    const breaker = breakers.of(key);
    if (state === "open") breaker.trip();
    else breaker.restore();
    changed(key, state);
  });
  return breakers;
}

/** Shared through Redis when there is one, this process's own otherwise. `close` ends the connections. */
export function createBreakers(
  redisUrl: string | undefined,
  now: () => number,
  onTrouble: (message: string) => void,
  changed: (key: string, state: BreakerState) => void = () => {},
): { breakers: Breakers; close(): Promise<void> } {
  if (!redisUrl) return { breakers: new Breakers(now, changed), close: async () => {} };
  const board = createRedisBoard({ url: redisUrl, windowMs: vendorLimits.windowMs, onTrouble });
  return { breakers: sharedBreakers(board, now, changed), close: () => board.close() };
}
