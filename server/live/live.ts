import type { Role } from "@/server/auth/permissions";
import { liveSession } from "@/server/auth/sessions";
import type { SystemDb } from "@/server/db";
import type { Clock } from "@/server/kernel/clock";
import { DomainError, unavailable } from "@/server/kernel/errors";
import type { Logger } from "@/server/kernel/logger";
import type { Actor } from "@/server/verbs/ctx";
import { LiveHub } from "./hub";
import { LiveListener } from "./listener";
import { type LiveStream, openStream } from "./stream";

const MAX_STREAMS = 2_000;
const MAX_PER_SESSION = 20;

export interface LiveOptions {
  url: string;
  system: SystemDb;
  clock: Clock;
  log: Logger;
  /** How often open streams are checked against their sessions, in ms; keep it under five seconds. */
  sweepMs?: number;
  beatMs?: number;
}

/** Live updates of one process: the LISTEN connection, the hub and every open stream. */
export class Live {
  readonly hub = new LiveHub();
  private readonly streams = new Set<LiveStream>();
  private readonly listener: LiveListener;
  private readonly timers: NodeJS.Timeout[] = [];
  private started: Promise<void> | null = null;
  private sweeping = false;
  private closed = false;

  constructor(private readonly options: LiveOptions) {
    this.listener = new LiveListener({ url: options.url, hub: this.hub, log: options.log });
  }

  get connected(): boolean {
    return this.listener.connected;
  }

  get open(): number {
    return this.streams.size;
  }

  /** Begins to listen and to look after the streams. Safe to call again. */
  start(): Promise<void> {
    this.started ??= this.listener.start().then(() => {
      if (this.closed) return;
      const { sweepMs = 3_000, beatMs = 15_000 } = this.options;
      this.timers.push(setInterval(() => void this.sweep(), sweepMs));
      this.timers.push(setInterval(() => this.beat(), beatMs));
      for (const timer of this.timers) timer.unref();
    });
    return this.started;
  }

  /** Opens a browser's stream. Throws `unavailable` or `rate_limited` when there are too many. */
  async connect(
    tenantId: string,
    person: Extract<Actor, { kind: "user" }>,
    lastId: string | null,
  ): Promise<ReadableStream<Uint8Array>> {
    await this.start();
    if (this.closed || this.streams.size >= MAX_STREAMS) {
      throw unavailable(
        "Live updates are not available right now. Everything else works. They will be tried again.",
      );
    }
    const own = [...this.streams].filter((stream) => stream.person.sessionId === person.sessionId);
    if (own.length >= MAX_PER_SESSION) {
      throw new DomainError(
        "rate_limited",
        "VoiceHive is open in many tabs. Close some to see live updates here.",
      );
    }
    const stream = openStream(this.hub, {
      tenantId,
      person,
      lastId,
      onEnd: (ended) => this.streams.delete(ended),
    });
    this.streams.add(stream);
    return stream.body;
  }

  /** Ends the streams of sessions that are over and takes up changed roles: two queries for all streams. */
  async sweep(): Promise<void> {
    if (this.sweeping || this.streams.size === 0) return;
    this.sweeping = true;
    try {
      const { system, clock } = this.options;
      const streams = [...this.streams];
      const sessions = await system.client.authSession.findMany({
        where: {
          id: { in: [...new Set(streams.map(({ person }) => person.sessionId))] },
          ...liveSession(clock.now()),
        },
        select: { id: true },
      });
      const members = await system.client.membership.findMany({
        where: {
          userId: { in: [...new Set(streams.map(({ person }) => person.userId))] },
          tenantId: { in: [...new Set(streams.map(({ tenantId }) => tenantId))] },
        },
        select: { tenantId: true, userId: true, role: true, hotelIds: true },
      });
      const alive = new Set(sessions.map(({ id }) => id));
      for (const stream of streams) {
        const member = members.find(
          (m) => m.userId === stream.person.userId && m.tenantId === stream.tenantId,
        );
        if (!member || !alive.has(stream.person.sessionId)) stream.update(null);
        else stream.update({ ...stream.person, role: member.role as Role, hotelIds: member.hotelIds });
      }
    } catch (error) {
      // Without the database nothing is told anyway; the next sweep decides.
      this.options.log.warn({ error }, "Live sessions could not be checked");
    } finally {
      this.sweeping = false;
    }
  }

  private beat(): void {
    for (const stream of this.streams) stream.beat();
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearInterval(timer);
    this.hub.close();
    for (const stream of this.streams) stream.end("shutdown");
    await this.listener.stop();
  }
}
