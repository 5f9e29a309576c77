import type { z } from "zod";
import type {
  CallEvent,
  CallOpening,
  CloseRequest,
  EventsReply,
  EventsRequest,
  Line,
  OpenOptions,
  SnapshotRequest,
  ToolRequest,
} from "@/server/line/contract";
import type { ToolResult } from "@/server/tools";

/** Learns of calls from what they tell the app anyway: metrics and traces need no hook in the call. */
export interface LineObserver {
  opened(opening: CallOpening): void;
  /** Events may be repeated, with the same sequence. */
  events(callId: string, epoch: number, events: readonly CallEvent[]): void;
  over(callId: string, epoch: number): void;
}

/** Passes everything through and lets the observers see it. */
export class ObservedLine implements Line {
  constructor(
    private readonly line: Line,
    private readonly observers: readonly LineObserver[],
  ) {}

  async open(token: string, options: OpenOptions): Promise<CallOpening> {
    const opening = await this.line.open(token, options);
    for (const observer of this.observers) observer.opened(opening);
    return opening;
  }

  tool(callId: string, request: ToolRequest, signal: AbortSignal): Promise<ToolResult> {
    return this.line.tool(callId, request, signal);
  }

  events(
    callId: string,
    request: z.input<typeof EventsRequest>,
    signal: AbortSignal,
  ): Promise<z.infer<typeof EventsReply>> {
    for (const observer of this.observers) observer.events(callId, request.epoch, request.events);
    return this.line.events(callId, request, signal);
  }

  snapshot(callId: string, request: z.input<typeof SnapshotRequest>, signal: AbortSignal): Promise<void> {
    return this.line.snapshot(callId, request, signal);
  }

  close(callId: string, request: z.input<typeof CloseRequest>, signal: AbortSignal): Promise<void> {
    for (const observer of this.observers) observer.over(callId, request.epoch);
    return this.line.close(callId, request, signal);
  }

  uploadRecording(callId: string, epoch: number, file: string, signal: AbortSignal): Promise<void> {
    return this.line.uploadRecording(callId, epoch, file, signal);
  }
}
