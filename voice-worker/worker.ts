import type { IncomingMessage, ServerResponse } from "node:http";
import type { CallTokenClaims, Command } from "@/server/line/contract";
import { isProved } from "@/server/line/upgrade-proof";
import type { SessionDeps } from "./call/deps";
import { phrasesOf } from "./call/phrases";
import { CallSession } from "./call/session";
import { TokenError, type TokenVerifier } from "./line/token";
import type { Arrival } from "./media/port";
import { type MediaServer, startMediaServer } from "./media/server";
import type { StaffArrival } from "./media/staff";
import { type AdmitRealtime, pageWords, REALTIME_PATH, realtimeRoute } from "./realtime/http";
import { RealtimeSession, RealtimeUnavailable } from "./realtime/session";

/** Callers who may be connected beyond the capacity: they are told that all lines are busy. */
const SPARE_SOCKETS = 50;
/** Used tokens remembered until they expire, a minute later; beyond that no member of staff is let in. */
const MAX_TOKENS = 10_000;

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
  private readonly sessions = new Map<string, CallSession | RealtimeSession>();
  private server: MediaServer | undefined;
  private isDraining = false;
  /** Staff tokens that were used, with their expiry in seconds. */
  private readonly staffTokens = new Map<string, number>();
  /** Tokens that opened a call here, and until when they would be taken (seconds since 1970). */
  private readonly callTokens = new Map<string, number>();

  private constructor(private readonly deps: WorkerDeps) {}

  /** Starts to listen. Rejects when the port is taken. */
  static async start(deps: WorkerDeps): Promise<Worker> {
    const worker = new Worker(deps);
    const realtime = realtimeRoute((token, offer) => worker.admitRealtime(token, offer));
    worker.server = await startMediaServer(deps.port, {
      timers: deps.timers,
      log: deps.log,
      maxSockets: deps.capacity + SPARE_SOCKETS,
      arrived: (arrival) => void worker.arrived(arrival),
      staffArrived: (arrival) => void worker.staffArrived(arrival),
      handle: (request, response) => {
        const path = request.url?.split("?", 1)[0];
        if (path === REALTIME_PATH) void realtime(request, response);
        else deps.handle(request, response);
      },
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
    this.sessions.get(command.callId)?.command(command);
  }

  /** Takes no new calls and waits for the running ones; those still running after `boundMs` go on elsewhere. */
  async drain(boundMs: number): Promise<void> {
    this.isDraining = true;
    let cancel = () => {};
    const bound = new Promise<void>((resolve) => {
      cancel = this.deps.timers.after(boundMs, resolve);
    });
    await Promise.race([Promise.all(this.running.map((session) => session.ended)), bound]);
    cancel();
    await this.giveAway();
  }

  /** Gives every call away and stops listening. */
  async close(): Promise<void> {
    this.isDraining = true;
    await this.giveAway();
    await this.server?.close();
  }

  private get running(): (CallSession | RealtimeSession)[] {
    return [...this.sessions.values()];
  }

  private async giveAway(): Promise<void> {
    await Promise.all(this.running.map((session) => session.moveOn()));
  }

  private async arrived(arrival: Arrival): Promise<void> {
    try {
      const claims = await this.deps.verifier().verify(arrival.token);
      if (claims.role === "staff") throw new TokenError("A staff token opens no call.");
      if (claims.upgrade !== undefined && !isProved(claims.upgrade, arrival.signature))
        throw new TokenError("The telephone service has not signed this stream.");
      const earlier = this.sessions.get(claims.sub);
      // Somebody shows the guest's token again: the guest's own call is not touched by it.
      if (earlier && this.callTokens.has(claims.jti)) throw new TokenError("This token was used before.");
      const full = !earlier && this.sessions.size >= this.deps.capacity;
      if (this.isDraining || full) return this.turnAway(arrival, "full");
      // The same guest came back over a new socket: the old one tells what it knows and ends first.
      await earlier?.moveOn();
      await this.run(arrival, claims);
    } catch (error) {
      if (!(error instanceof TokenError))
        this.deps.log.error({ reason: String(error) }, "a caller could not be admitted");
      this.turnAway(arrival, "refused");
    }
  }

  private async run(arrival: Arrival, claims: CallTokenClaims): Promise<void> {
    const session = new CallSession(this.deps, arrival, claims);
    this.sessions.set(claims.sub, session);
    this.spend(this.callTokens, claims);
    await session.run({ resume: true });
    if (this.sessions.get(claims.sub) === session) this.sessions.delete(claims.sub);
  }

  /** A browser's offer for a call whose sound goes to the vendor directly. Returns the SDP answer. */
  private async admitRealtime(...[token, offer]: Parameters<AdmitRealtime>): ReturnType<AdmitRealtime> {
    const claims = await this.deps.verifier().verify(token);
    if (claims.role === "staff") throw new TokenError("A staff token opens no call.");
    if (this.isDraining || this.sessions.size >= this.deps.capacity)
      throw new RealtimeUnavailable(phrasesOf("en").full);
    const { session, answer } = await RealtimeSession.start(this.deps, claims, token, offer);
    this.sessions.set(claims.sub, session);
    void session.ended.then(() => {
      if (this.sessions.get(claims.sub) === session) this.sessions.delete(claims.sub);
    });
    return { answer, words: pageWords(session.opening.language) };
  }

  /** A person of the hotel joins a call that runs here. */
  private async staffArrived({ token, peer }: StaffArrival): Promise<void> {
    const refuse = (code: "refused" | "not_here", message: string) => {
      peer.tell({ type: "error", code, message });
      peer.close(1008, code);
    };
    try {
      const claims = await this.deps.verifier().verify(token);
      if (!this.admitsStaff(claims))
        return refuse("refused", "You may not listen to this call. Open it again.");
      const session = this.sessions.get(claims.sub);
      const ours = session?.claims.tenantId === claims.tenantId;
      if (!ours || !session.join(peer))
        refuse("not_here", "This call is over, or goes on elsewhere. Open it again.");
    } catch (error) {
      if (!(error instanceof TokenError))
        this.deps.log.error({ reason: String(error) }, "a listener could not be admitted");
      refuse("refused", "You may not listen to this call. Open it again.");
    }
  }

  /** A staff token, and not used before. The app does not see it: remembering it is ours. */
  private admitsStaff(claims: CallTokenClaims): boolean {
    if (claims.role !== "staff" || this.staffTokens.has(claims.jti)) return false;
    return this.spend(this.staffTokens, claims);
  }

  /** Remembers that a token was used, as long as it could be shown again; false when too many are remembered. */
  private spend(tokens: Map<string, number>, { jti, exp }: CallTokenClaims): boolean {
    const now = Date.now() / 1000;
    for (const [used, until] of tokens) if (until < now) tokens.delete(used);
    if (tokens.size >= MAX_TOKENS) return false;
    // A little longer than it is valid: clocks differ.
    tokens.set(jti, exp + 60);
    return true;
  }

  private turnAway({ transport }: Arrival, code: "full" | "refused"): void {
    const message = code === "full" ? phrasesOf("en").full : "The call could not be opened. Start a new one.";
    transport.notify({ type: "error", code, message });
    transport.close(code === "full" ? 1013 : 1008, code);
  }
}
