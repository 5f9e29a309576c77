import { randomBytes } from "node:crypto";
import type { LiveEvent, Notice } from "./notice";
import { MANY_CHANGED } from "./notice";

export interface Subscriber {
  tenantId: string;
  /** False when its queue is full: it is dropped, and told to connect again. */
  offer(notice: Notice): boolean;
  /** Called once when the hub lets go of it. */
  end(reason: "slow" | "shutdown"): void;
}

const KEPT = 2_000;

/**
 * Hands notices to the streams of this process and remembers the last ones, so that a browser that comes
 * back says where it was and misses nothing.
 */
export class LiveHub {
  /** Names this process: ids of another one cannot be resumed here. */
  readonly name = randomBytes(6).toString("base64url");
  private readonly subscribers = new Set<Subscriber>();
  private readonly taps = new Set<(events: readonly LiveEvent[]) => void>();
  private readonly kept: Notice[] = [];
  private sequence = 0;

  get size(): number {
    return this.subscribers.size;
  }

  /** Tells this process's own workers of every tenant's notices. Returns how to leave. */
  onPublish(tap: (events: readonly LiveEvent[]) => void): () => void {
    this.taps.add(tap);
    return () => void this.taps.delete(tap);
  }

  publish(tenantId: string | null, events: readonly LiveEvent[]): void {
    for (const tap of this.taps) tap(events);
    const notice: Notice = { sequence: ++this.sequence, tenantId, events };
    this.kept.push(notice);
    if (this.kept.length > KEPT) this.kept.shift();
    for (const subscriber of [...this.subscribers]) {
      if (tenantId !== null && subscriber.tenantId !== tenantId) continue;
      if (subscriber.offer(notice)) continue;
      this.subscribers.delete(subscriber);
      subscriber.end("slow");
    }
  }

  /** Notices may have been lost, or may be on their way to nobody: everybody reads again. */
  publishUnknown(): void {
    this.publish(null, [MANY_CHANGED]);
  }

  /** From now on. Returns how to leave. */
  subscribe(subscriber: Subscriber): () => void {
    this.subscribers.add(subscriber);
    return () => void this.subscribers.delete(subscriber);
  }

  idOf(notice: Notice): string {
    return `${this.name}-${notice.sequence}`;
  }

  /** An id for "up to now", which a browser may send back before it has seen any notice. */
  get position(): string {
    return `${this.name}-${this.sequence}`;
  }

  /** What a tenant missed since `lastId`; null when that cannot be said, and everything must be read again. */
  since(lastId: string, tenantId: string): Notice[] | null {
    const match = /^(.+)-(\d{1,15})$/.exec(lastId);
    if (!match || match[1] !== this.name) return null;
    const last = Number(match[2]);
    const oldest = this.kept[0]?.sequence ?? this.sequence + 1;
    if (last > this.sequence || last < oldest - 1) return null;
    return this.kept.filter(
      (notice) => notice.sequence > last && (notice.tenantId === null || notice.tenantId === tenantId),
    );
  }

  /** Lets go of everybody. */
  close(): void {
    for (const subscriber of this.subscribers) subscriber.end("shutdown");
    this.subscribers.clear();
  }
}
