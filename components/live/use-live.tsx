"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { toSignIn } from "@/components/trpc/client";
import { CallFeed, type EventPage, type Positioned } from "./call-feed";
import type { LiveEvent, LiveState } from "./connection";
import { rereadRenderedBefore } from "./rendered-before";
import { shareLive } from "./share";
import { routerOfKey, routersOf } from "./topics";

type Listener = (events: readonly LiveEvent[]) => void;
interface Live {
  state: LiveState;
  listen(listener: Listener): () => void;
}
const Context = createContext<Live | null>(null);

/** Notices that arrive together cause one reading, this many ms later. */
const GATHER_MS = 200;
/** After a failed reading of a call's events. */
const RETRY_MS = 3_000;
const MANY: LiveEvent = ["many.changed", {}];

/** Keeps the browser's stream for one hotel open and reads the touched queries again. Inside TrpcProvider. */
export function LiveProvider({ hotel, children }: { hotel: string | null; children: ReactNode }) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>({ status: "connecting", pausedAt: null });
  const [listeners] = useState(() => new Set<Listener>());
  const caughtUp = useRef<unknown>(null);

  useEffect(() => {
    let names: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      const routers = routersOf(names);
      names = [];
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => routers === null || routers.has(routerOfKey(queryKey) ?? ""),
      });
    };
    const late = rereadRenderedBefore(queryClient);
    const end = shareLive({
      url: hotel ? `/api/live?hotel=${encodeURIComponent(hotel)}` : "/api/live",
      onState: setState,
      onOver: toSignIn,
      onEvents(events) {
        const fresh = events.map(([name]) => name);
        names.push(...fresh);
        late.touched(fresh);
        timer ??= setTimeout(flush, GATHER_MS);
        for (const listener of listeners) listener(events);
      },
    });
    return () => {
      end();
      late.end();
      clearTimeout(timer);
    };
  }, [hotel, queryClient, listeners]);

  // What changed between the server's rendering of this page and the stream's beginning was told to nobody.
  useEffect(() => {
    if (state.status !== "live") return;
    if (caughtUp.current !== queryClient) void queryClient.invalidateQueries();
    caughtUp.current = queryClient;
    for (const listener of listeners) listener([MANY]);
  }, [state.status, listeners, queryClient]);

  const listen = (listener: Listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return <Context.Provider value={{ state, listen }}>{children}</Context.Provider>;
}

function useLive(): Live {
  const live = useContext(Context);
  if (!live) throw new Error("Use this inside LiveProvider");
  return live;
}

/** Whether this page is up to date, and since when not. */
export const useLiveState = (): LiveState => useLive().state;

/** Calls back with every event this person may see. */
export function useLiveEvents(listener: Listener): void {
  const { listen } = useLive();
  const latest = useRef(listener);
  latest.current = listener;
  // The provider's set never changes: subscribe once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `listen` is new on each render and does the same
  useEffect(() => listen((events) => latest.current(events)), []);
}

/**
 * A call's events, each once and in order. `read` is `calls.events` with `{ callId, after }`; the hook starts
 * after `from` (0: from the beginning) and asks on every notice of the call.
 */
export function useCallEvents<E extends Positioned>(
  callId: string,
  read: (input: { callId: string; after: number }, signal: AbortSignal) => Promise<EventPage<E>>,
  from = 0,
): { events: readonly E[]; error: Error | null } {
  const [events, setEvents] = useState<readonly E[]>([]);
  const [error, setError] = useState<Error | null>(null);
  const feed = useRef<CallFeed<E> | null>(null);
  const reader = useRef(read);
  reader.current = read;

  const retry = useRef<ReturnType<typeof setTimeout>>(undefined);

  const ask = () => {
    clearTimeout(retry.current);
    const asked = feed.current;
    asked?.notice().then(
      () => setError(null),
      (reason: unknown) => {
        if (feed.current !== asked) return;
        setError(reason instanceof Error ? reason : new Error("The call could not be read"));
        retry.current = setTimeout(ask, RETRY_MS);
      },
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another call or start is another feed; nothing else is
  useEffect(() => {
    setEvents([]);
    const mine = new CallFeed<E>(
      (after, signal) => reader.current({ callId, after }, signal),
      (fresh) => setEvents((known) => [...known, ...fresh]),
      from,
    );
    feed.current = mine;
    ask();
    return () => {
      mine.end();
      feed.current = null;
      clearTimeout(retry.current);
    };
  }, [callId, from]);
  useLiveEvents((changed) => {
    if (changed.some(([name, ids]) => name === "many.changed" || ids.callId === callId)) ask();
  });
  return { events, error };
}
