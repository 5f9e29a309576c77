export type LiveEvent = readonly [name: string, ids: Readonly<Record<string, string>>];

export interface LiveState {
  status: "connecting" | "live" | "paused";
  /** When the stream broke off; null while it runs. */
  pausedAt: Date | null;
}

export interface LiveOptions {
  url: string;
  /** `last` is where to go on from, should somebody else take over. */
  onEvents(events: readonly LiveEvent[], last: string): void;
  onState(state: LiveState): void;
  /** The server ended the session. */
  onOver(): void;
  /** Where an earlier stream ended. */
  last?: string;
  /** For tests: the browser's own EventSource by default. */
  open?: (url: string) => EventSource;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/**
 * One stream. The browser itself comes back after a broken line; after an answer other than 200 it
 * gives up, so this asks again with a growing delay and says where it was. Returns how to end it.
 */
export function connectLive(options: LiveOptions): () => void {
  const open = options.open ?? ((url: string) => new EventSource(url));
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = options.last ?? "";
  let failures = 0;
  let pausedAt: Date | null = null;

  const begin = () => {
    const separator = options.url.includes("?") ? "&" : "?";
    source = open(last ? `${options.url}${separator}last=${encodeURIComponent(last)}` : options.url);
    source.addEventListener("ready", (message) => {
      last ||= message.lastEventId;
      failures = 0;
      pausedAt = null;
      options.onState({ status: "live", pausedAt: null });
    });
    source.addEventListener("change", (message) => {
      last = message.lastEventId || last;
      const events = parse(message.data);
      if (events.length > 0) options.onEvents(events, last);
    });
    source.addEventListener("over", () => {
      end();
      options.onOver();
    });
    source.addEventListener("error", () => {
      pausedAt ??= new Date();
      options.onState({ status: "paused", pausedAt });
      if (source?.readyState !== 2) return;
      clearTimeout(timer);
      timer = setTimeout(begin, Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures++));
    });
  };
  const end = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  options.onState({ status: "connecting", pausedAt: null });
  begin();
  return end;
}

function parse(data: unknown): LiveEvent[] {
  try {
    const message = JSON.parse(String(data)) as { e?: LiveEvent[] };
    return Array.isArray(message.e) ? message.e : [];
  } catch {
    return [];
  }
}
