import type { IncomingMessage, ServerResponse } from "node:http";
import type { Command, EndReason } from "@/server/line/contract";
import type { SessionDeps } from "./call/deps";
import { phrasesOf } from "./call/phrases";
import { CallSession } from "./call/session";
import { TokenError, type TokenVerifier } from "./line/token";
import type { Arrival } from "./media/port";
import { type MediaServer, startMediaServer } from "./media/server";

/** Callers who may be connected beyond the capacity: they are told that all lines are busy. */
const SPARE_SOCKETS = 50;

export interface WorkerDeps extends SessionDeps {
  verifier(): TokenVerifier;
  capacity: number;
  port: number;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

export interface Load {
  calls: { callId: string; epoch: number }[];
  active: number;
  capacity: number;
  draining: boolean;
}

/** Admits callers and keeps the running calls. */
export class Worker {
  private readonly sessions = new Map<string, CallSession>();
  private server: MediaServer | undefined;
  private isDraining = false;

  private constructor(private readonly deps: WorkerDeps) {}

  /** Starts to listen. Rejects when the port is taken. */
  static async start(deps: WorkerDeps): Promise<Worker> {
    const worker = new Worker(deps);
    worker.server = await startMediaServer(deps.port, {
      timers: deps.timers,
      log: deps.log,
      maxSockets: deps.capacity + SPARE_SOCKETS,
      arrived: (arrival) => void worker.arrived(arrival),
      handle: deps.handle,
    });
    return worker;
  }

  get port(): number {
    return this.server?.port ?? 0;
  }

  get sockets(): number {
    return this.server?.sockets ?? 0;
  }

  get queuedSpeechMs(): number {
    let ms = 0;
    for (const session of this.sessions.values()) ms += session.queuedSpeechMs;
    return ms;
  }

  load(): Load {
    const calls = [...this.sessions.values()].flatMap(({ callId, epoch }) =>
      epoch ? [{ callId, epoch }] : [],
    );
    return { calls, active: this.sessions.size, capacity: this.deps.capacity, draining: this.isDraining };
  }

  /** A command of the app. Commands for calls that are not here any more are ignored. */
  command(command: Command): void {
    if (command.type === "drain") this.isDraining = true;
    else this.sessions.get(command.callId)?.command(command);
  }

  /** Takes no new calls and waits for the running ones; those still running after `boundMs` are ended. */
  async drain(boundMs: number, reason: EndReason = "worker_lost"): Promise<void> {
    this.isDraining = true;
    const all = () => Promise.all([...this.sessions.values()].map((session) => session.ended));
    let cancel = () => {};
    const bound = new Promise<void>((resolve) => {
      cancel = this.deps.timers.after(boundMs, resolve);
    });
    await Promise.race([all(), bound]);
    cancel();
    for (const session of this.sessions.values()) session.stop(reason);
    await all();
  }

  /** Ends every call and stops listening. */
  async close(): Promise<void> {
    for (const session of this.sessions.values()) session.stop("worker_lost");
    await Promise.all([...this.sessions.values()].map((session) => session.ended));
    await this.server?.close();
  }

  private async arrived(arrival: Arrival): Promise<void> {
    try {
      const claims = await this.deps.verifier().verify(arrival.token);
      if (this.isDraining || this.sessions.size >= this.deps.capacity) return this.turnAway(arrival, "full");
      const earlier = this.sessions.get(claims.sub);
      if (earlier) await this.replace(earlier);
      const session = new CallSession(this.deps, arrival, claims);
      this.sessions.set(claims.sub, session);
      await session.run({ resume: true });
      if (this.sessions.get(claims.sub) === session) this.sessions.delete(claims.sub);
    } catch (error) {
      if (!(error instanceof TokenError))
        this.deps.log.error({ reason: String(error) }, "a caller could not be admitted");
      this.turnAway(arrival, "refused");
    }
  }

  /** The same guest came back over a new socket: the old one ends first. */
  private async replace(earlier: CallSession): Promise<void> {
    earlier.leave();
    await earlier.ended;
  }

  private turnAway({ transport }: Arrival, code: "full" | "refused"): void {
    const message = code === "full" ? phrasesOf("en").full : "The call could not be opened. Start a new one.";
    transport.notify({ type: "error", code, message });
    transport.close(code === "full" ? 1013 : 1008, code);
  }
}
