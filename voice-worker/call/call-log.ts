import type { Logger } from "@/server/kernel/logger";
import { type CallEvent, type CallEventBody, type Line, CallEvent as Readable } from "@/server/line/contract";
import { isStale, LineRefusal } from "../line/errors";
import type { Timers } from "../timing";
import { TimerBag } from "../timing";

/** Events wait this long for company: as long as the contract allows. */
const BATCH_MS = 250;
const MAX_BATCH = 200;
const RETRY_MS = 500;
/** Unacknowledged events kept in memory. The spool takes them long before. */
const MAX_PENDING = 5_000;

export interface CallLogDeps {
  callId: string;
  epoch: number;
  line: Line;
  timers: Timers;
  log: Logger;
  now(): Date;
  /** Another worker has the call: stop at once. */
  onStale(): void;
}

/**
 * The events of one call on their way to the app: numbered from 1 without gaps, sent in order and in batches,
 * kept until the line acknowledges them (accepted by the app, or fsynced in the spool).
 */
export class CallLog {
  private pending: CallEvent[] = [];
  private sequence = 0;
  private sending: Promise<void> | undefined;
  private partial: { turnId: string; text: string } | null | undefined;
  private readonly bag: TimerBag;
  /** Never aborts: what was handed to the line is not called back, and the line has deadlines of its own. */
  private readonly signal = new AbortController().signal;
  private closed = false;
  private wake: () => void = () => {};

  constructor(private readonly deps: CallLogDeps) {
    this.bag = new TimerBag(deps.timers);
  }

  add(body: CallEventBody): void {
    if (this.closed) return;
    if (this.pending.length >= MAX_PENDING) {
      this.deps.log.error(
        { callId: this.deps.callId, sequence: this.sequence },
        "event log full, event dropped",
      );
      return;
    }
    this.sequence += 1;
    this.pending.push({ sequence: this.sequence, at: this.deps.now().toISOString(), body });
    this.schedule(BATCH_MS);
  }

  /** What the recogniser hears right now; null when the turn is over. Only the newest is sent. */
  hearing(partial: { turnId: string; text: string } | null): void {
    if (this.closed) return;
    this.partial = partial;
    this.schedule(BATCH_MS);
  }

  /** Sends what waits now. Resolves when it was acknowledged, refused, or could not be sent. */
  async flush(): Promise<void> {
    this.bag.clear("send");
    await this.sendOnce();
  }

  get unacknowledged(): number {
    return this.pending.length;
  }

  /** Sends what is left and stops. Resolves when everything is acknowledged or the line refused it for good. */
  async close(): Promise<void> {
    this.closed = true;
    this.bag.clear("send");
    while (this.pending.length > 0 && !(await this.sendOnce())) await this.pause();
    this.bag.close();
  }

  /** Gives up on what is not acknowledged yet: the call's time is over. */
  abandon(): void {
    this.closed = true;
    this.pending = [];
    this.bag.close();
    this.wake();
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      this.bag.set("retry", RETRY_MS, resolve);
    });
  }

  private schedule(ms: number): void {
    if (this.sending || this.bag.has("send")) return;
    this.bag.set("send", ms, () => void this.sendOnce());
  }

  /** True when there is nothing more to wait for: acknowledged, or refused for good. */
  private async sendOnce(): Promise<boolean> {
    if (this.sending) await this.sending;
    let finished = false;
    this.sending = this.send().then((done) => {
      finished = done;
    });
    await this.sending;
    this.sending = undefined;
    if (!this.closed && (this.pending.length > 0 || this.partial !== undefined))
      this.schedule(finished ? 0 : RETRY_MS);
    return finished && this.pending.length === 0;
  }

  private async send(): Promise<boolean> {
    const events = this.pending.slice(0, MAX_BATCH);
    const { partial } = this;
    this.partial = undefined;
    if (events.length === 0 && partial === undefined) return true;
    try {
      const { callId, epoch, line } = this.deps;
      const request = { epoch, events, ...(partial === undefined ? {} : { partial }) };
      const reply = await line.events(callId, request, this.signal);
      this.pending = this.pending.filter((event) => event.sequence > reply.accepted);
      return true;
    } catch (error) {
      return this.failed(error, events);
    }
  }

  private failed(error: unknown, sent: readonly CallEvent[]): boolean {
    const refused = error instanceof LineRefusal;
    this.deps.log.warn(
      { callId: this.deps.callId, code: refused ? error.code : "away" },
      "events not accepted",
    );
    if (isStale(error)) this.deps.onStale();
    if (!refused) return false;
    // A refusal will not change by repeating it: of no use any more is everything, or what cannot be read.
    if (error.code === "invalid") this.leaveOut(sent);
    else this.pending = [];
    return true;
  }

  /** One event that the app cannot read must not cost the record of the call: it goes, and the others close ranks. */
  private leaveOut(sent: readonly CallEvent[]): void {
    const { callId, log } = this.deps;
    const from = this.pending[0]?.sequence ?? this.sequence + 1;
    const faulty = new Set(sent.filter((event) => !Readable.safeParse(event).success));
    const out = faulty.size > 0 ? faulty : new Set(sent);
    log.error({ callId, types: [...new Set([...out].map(({ body }) => body.type))] }, "events left out");
    const left = this.pending.filter((event) => !out.has(event));
    this.pending = left.map((event, i) => ({ ...event, sequence: from + i }));
    this.sequence = from + left.length - 1;
  }
}
