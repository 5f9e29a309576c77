import { connectLive, type LiveEvent, type LiveOptions, type LiveState } from "./connection";

type Message =
  | { type: "events"; events: readonly LiveEvent[]; last: string }
  | { type: "state"; state: LiveState; last: string }
  | { type: "over" }
  | { type: "hello" };

export interface Tabs {
  locks: Pick<LockManager, "request">;
  channel: (name: string) => BroadcastChannel;
}

const ofBrowser = (): Tabs | null =>
  typeof navigator !== "undefined" && navigator.locks && typeof BroadcastChannel !== "undefined"
    ? { locks: navigator.locks, channel: (name) => new BroadcastChannel(name) }
    : null;

/**
 * One stream for all tabs of a browser: over HTTP/1.1 it opens six connections to a server at most, and a
 * stream a tab would starve the seventh. The tab that holds the lock reads and tells the others; when it
 * goes, another goes on from the last id. Returns how to leave.
 */
export function shareLive(options: LiveOptions, tabs: Tabs | null = ofBrowser()): () => void {
  if (!tabs) return connectLive(options);
  const name = `voicehive-live:${options.url}`;
  const channel = tabs.channel(name);
  const leaving = new AbortController();
  let last = options.last ?? "";
  let state: LiveState = { status: "connecting", pausedAt: null };
  let leads = false;
  const tell = (message: Message) => channel.postMessage(message);

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (leaving.signal.aborted) return;
    if (data.type === "hello") {
      if (leads) tell({ type: "state", state, last });
      return;
    }
    if (leads) return;
    if (data.type === "over") return options.onOver();
    last = data.last || last;
    if (data.type === "state") options.onState(data.state);
    else options.onEvents(data.events, last);
  };

  const lead = () => {
    leads = true;
    const end = connectLive({
      ...options,
      last,
      onEvents(events, id) {
        last = id;
        tell({ type: "events", events, last });
        options.onEvents(events, id);
      },
      onState(next) {
        state = next;
        tell({ type: "state", state, last });
        options.onState(next);
      },
      onOver() {
        tell({ type: "over" });
        options.onOver();
      },
    });
    return new Promise<void>((resolve) => {
      const leave = () => {
        end();
        resolve();
      };
      if (leaving.signal.aborted) leave();
      else leaving.signal.addEventListener("abort", leave, { once: true });
    });
  };

  options.onState(state);
  tell({ type: "hello" });
  tabs.locks.request(name, { signal: leaving.signal }, lead).catch((error: unknown) => {
    // Leaving while still waiting for the lock is the usual end; without locks each tab reads for itself.
    if (!leaving.signal.aborted && !(error instanceof DOMException && error.name === "AbortError"))
      void lead();
  });
  return () => {
    leaving.abort();
    channel.close();
  };
}
