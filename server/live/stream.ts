import type { Actor } from "@/server/verbs/ctx";
import type { LiveHub } from "./hub";
import { type LiveEvent, MANY_CHANGED, type Notice } from "./notice";
import { maySee } from "./topics";

type Person = Extract<Actor, { kind: "user" }>;

/** Messages a slow browser may be behind before it is dropped. */
export const QUEUE = 256;
const RETRY_MS = 2_000;

export interface LiveStream {
  body: ReadableStream<Uint8Array>;
  readonly tenantId: string;
  readonly person: Person;
  /** What the person may see changed, or ended with null: the stream ends, the browser is told not to return. */
  update(person: Person | null): void;
  beat(): void;
  end(reason: "slow" | "shutdown" | "signed-out" | "gone"): void;
}

const text = new TextEncoder();

/**
 * One browser's stream: `change` messages with an id, comments as heartbeat. A browser that cannot keep up
 * is dropped; it comes back with its last id and gets what it missed.
 */
export function openStream(
  hub: LiveHub,
  options: { tenantId: string; person: Person; lastId: string | null; onEnd?: (stream: LiveStream) => void },
): LiveStream {
  const { tenantId } = options;
  let person = options.person;
  let leave = () => {};
  let control: ReadableStreamDefaultController<Uint8Array> | null = null;

  const put = (message: string): boolean => {
    if (!control || (control.desiredSize ?? 0) <= 0) return false;
    control.enqueue(text.encode(message));
    return true;
  };
  const send = (id: string, events: readonly LiveEvent[]): boolean => {
    const seen = events.filter((event) => maySee(person, event));
    return seen.length === 0 || put(`id: ${id}\nevent: change\ndata: ${JSON.stringify({ e: seen })}\n\n`);
  };
  const offer = (notice: Notice) => send(hub.idOf(notice), notice.events);

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        control = controller;
        // Whoever comes back keeps their own id until what they missed has arrived.
        const id = options.lastId ? "" : `id: ${hub.position}\n`;
        put(`retry: ${RETRY_MS}\n${id}event: ready\ndata: {}\n\n`);
        const missed = options.lastId ? hub.since(options.lastId, tenantId) : [];
        // Too much to queue is the same as not known: read everything again.
        if (!missed || missed.length > QUEUE / 2) send(hub.position, [MANY_CHANGED]);
        else missed.forEach(offer);
        leave = hub.subscribe({ tenantId, offer, end: (reason) => stream.end(reason) });
      },
      cancel: () => stream.end("gone"),
    },
    new CountQueuingStrategy({ highWaterMark: QUEUE }),
  );

  const stream: LiveStream = {
    body,
    tenantId,
    get person() {
      return person;
    },
    update(next) {
      if (!next) return stream.end("signed-out");
      const changed = next.role !== person.role || next.hotelIds.join() !== person.hotelIds.join();
      person = next;
      if (changed) send(hub.position, [MANY_CHANGED]);
    },
    beat() {
      // A full queue is left alone: the next notice decides.
      put(": beat\n\n");
    },
    end(reason) {
      if (!control) return;
      leave();
      const closing = control;
      control = null;
      try {
        if (reason === "signed-out") closing.enqueue(text.encode("event: over\ndata: {}\n\n"));
        closing.close();
      } catch {
        // The browser was gone first.
      }
      options.onEnd?.(stream);
    },
  };
  return stream;
}
