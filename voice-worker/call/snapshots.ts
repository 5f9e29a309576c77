import type { CallUsage } from "@/server/line/contract";
import { isStale } from "../line/errors";
import { within } from "../timing";
import type { CallContext, OpenCall } from "./context";

/** Longer than the line's own deadlines: when it is over, the request is, and nothing older can arrive later. */
const DEADLINE_MS = 15_000;

/**
 * Keeps the call's snapshot at the app up to date: one request at a time, and never an older state after a newer one.
 * While one is on its way any number of further wishes become one.
 */
export class Snapshots {
  private wanted = false;
  private saving: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly ctx: CallContext,
    private readonly build: () => unknown,
    private readonly usage: (open: OpenCall) => CallUsage,
  ) {}

  /** The state has changed in a way that another worker would have to know. */
  save(): void {
    if (this.closed) return;
    this.wanted = true;
    this.saving ??= this.run().finally(() => {
      this.saving = undefined;
    });
  }

  /** Resolves when the newest state is kept, or could not be, or after `ms`. */
  async flush(ms: number): Promise<void> {
    this.save();
    await this.kept(ms);
  }

  /** Resolves when what was to be saved is kept, or could not be, or after `ms`. */
  async kept(ms: number): Promise<void> {
    await within(this.saving ?? Promise.resolve(), ms, this.ctx.deps.timers).catch(() => {});
  }

  /** The call is given away: its state is what was told last. */
  close(): void {
    this.closed = true;
    this.wanted = false;
  }

  private async run(): Promise<void> {
    // After what is going on right now: the answer goes first, and wishes that come together are one.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.wanted && !this.ctx.abort.signal.aborted) {
      this.wanted = false;
      await this.put();
    }
  }

  private async put(): Promise<void> {
    const { open, deps, abort } = this.ctx;
    if (!open) return;
    try {
      const { epoch, callId } = open.opening;
      const request = { epoch, elapsedMs: this.ctx.atMs(), snapshot: this.build(), usage: this.usage(open) };
      const kept = deps.line.snapshot(callId, request, abort.signal);
      await within(kept, DEADLINE_MS, deps.timers, abort.signal);
    } catch (error) {
      if (isStale(error)) this.ctx.leave();
      else if (!abort.signal.aborted) this.ctx.log.warn({ reason: String(error) }, "snapshot not kept");
    }
  }
}
