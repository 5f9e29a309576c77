"use client";
import { useSyncExternalStore } from "react";
import { type LineOfCalls, Softphone } from "./phone-call";

interface CurrentPhone {
  hotel: string;
  line: Softphone;
}

/** One phone a browser tab: it outlives the page it was opened on, so that a call goes on while one looks around. */
let current: CurrentPhone | null = null;
const listeners = new Set<() => void>();

/** The phone of this hotel; a call to another hotel's line is ended by it. */
export function phoneOf(hotel: string, calls: LineOfCalls): Softphone {
  if (current?.hotel === hotel) return current.line;
  current?.line.hangUp();
  current = { hotel, line: new Softphone(calls) };
  for (const listener of listeners) listener();
  return current.line;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The phone there is, if any page made one. */
export const useCurrentPhone = (): CurrentPhone | null =>
  useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
