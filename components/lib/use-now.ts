"use client";
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

/** One shared clock for the whole page; it stops when nobody looks. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    tick();
    timer = setInterval(tick, 15_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, renewed every 15 s; null on the server and in the first paint, so that both agree. */
export function useNow(): Date | null {
  const ms = useSyncExternalStore(
    subscribe,
    () => now,
    () => 0,
  );
  return ms === 0 ? null : new Date(ms);
}
