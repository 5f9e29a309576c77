import type { z } from "zod";
import type { Logger } from "@/server/kernel/logger";
import type {
  CallOpening,
  CloseRequest,
  EventsReply,
  Line,
  OpenOptions,
  SnapshotRequest,
  ToolRequest,
} from "@/server/line/contract";
import { EventsRequest } from "@/server/line/contract";
import type { SpoolRecord } from "@/server/line/spool-format";
import type { ToolResult } from "@/server/tools";
import type { Timers } from "../timing";
import { backOff } from "./backoff";
import { LineAway, LineRefusal } from "./errors";
import type { Spool } from "./spool";
import type { ToolBreakers } from "./tool-breakers";

const REPLAY_DEADLINE_MS = 5_000;

/**
 * A line that loses nothing while the app is away: events and closings go to the spool and count as acknowledged when
 * they are fsynced there; they are replayed in order as soon as the app answers. Everything else passes through.
 */
export class SpoolingLine implements Line {
  private wake: () => void = () => {};

  constructor(
    private readonly line: Line,
    private readonly spool: Spool,
    private readonly timers: Timers,
    private readonly log: Logger,
    private readonly tools: ToolBreakers,
  ) {}

  async open(token: string, options: OpenOptions): Promise<CallOpening> {
    const opening = await this.line.open(token, options);
    this.tools.opened(opening.callId, opening.hotel.id);
    return opening;
  }

  /** Rejects with `LineAway` at once while no tool is answered: no guest waits for what three have waited for, unless it is urgent. */
  tool(callId: string, request: ToolRequest, signal: AbortSignal): Promise<ToolResult> {
    return this.tools.run(callId, request.name, signal, () => this.line.tool(callId, request, signal));
  }

  async events(
    callId: string,
    request: z.input<typeof EventsRequest>,
    signal: AbortSignal,
  ): Promise<z.infer<typeof EventsReply>> {
    // While anything waits the app is taken to be away: a call's own order is kept, and nobody waits for time-outs.
    if (this.spool.size === 0) {
      try {
        return await this.line.events(callId, request, signal);
      } catch (error) {
        if (error instanceof LineRefusal) throw error;
      }
    }
    const { partial: _partial, ...kept } = EventsRequest.parse(request);
    if (kept.events.length > 0) await this.keep({ type: "events", callId, request: kept });
    return { accepted: kept.events.at(-1)?.sequence ?? 0 };
  }

  async snapshot(
    callId: string,
    request: z.input<typeof SnapshotRequest>,
    signal: AbortSignal,
  ): Promise<void> {
    // A snapshot is replaced by the next one: not worth a spool, and useless to a worker that cannot reach the app.
    await this.line.snapshot(callId, request, signal);
  }

  async close(callId: string, request: z.input<typeof CloseRequest>, signal: AbortSignal): Promise<void> {
    this.tools.over(callId);
    if (!this.spool.holds(callId)) {
      try {
        return await this.line.close(callId, request, signal);
      } catch (error) {
        if (error instanceof LineRefusal) throw error;
      }
    }
    await this.keep({ type: "close", callId, request });
  }

  uploadRecording(callId: string, epoch: number, file: string, signal: AbortSignal): Promise<void> {
    return this.line.uploadRecording(callId, epoch, file, signal);
  }

  /** Replays until the signal aborts. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      const record = this.spool.head();
      if (!record) {
        await this.waitForWork(signal);
        continue;
      }
      const done = await this.replay(record, signal);
      if (done) failures = 0;
      else await backOff(failures++, this.timers, signal);
    }
  }

  private async replay(record: SpoolRecord, signal: AbortSignal): Promise<boolean> {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(REPLAY_DEADLINE_MS)]);
    try {
      if (record.type === "close") await this.line.close(record.callId, record.request, bounded);
      else {
        const { accepted } = await this.line.events(record.callId, record.request, bounded);
        const last = record.request.events.at(-1)?.sequence ?? 0;
        if (accepted < last)
          this.log.error({ callId: record.callId, accepted, last }, "the app has a gap in a call");
      }
    } catch (error) {
      if (!(error instanceof LineRefusal)) return false;
      // It will be refused every time: another worker has the call, or the app no longer knows it.
      this.log.warn(
        { callId: record.callId, code: error.code },
        "a spooled record was refused and is dropped",
      );
    }
    await this.spool
      .drop()
      .catch((error: unknown) => this.log.error({ reason: String(error) }, "spool not trimmed"));
    return true;
  }

  private async keep(record: SpoolRecord): Promise<void> {
    try {
      await this.spool.append(record);
    } catch (error) {
      throw new LineAway("The app is away and the spool did not take the record.", { cause: error });
    }
    this.wake();
  }

  private waitForWork(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        signal.removeEventListener("abort", finish);
        this.wake = () => {};
        resolve();
      };
      this.wake = finish;
      signal.addEventListener("abort", finish, { once: true });
      if (signal.aborted) finish();
    });
  }
}
