import type { BrainReport } from "@/server/brain/port";
import type { CallContext } from "./context";
import { UsageLedger } from "./usage";

/** What the brain tells about how it came to its words: on to usage, timing, events and metrics. */
export class Reports {
  readonly usage = new UsageLedger();

  constructor(
    private readonly ctx: CallContext,
    private readonly firstToken: (vendor: string) => void,
  ) {}

  take(report: BrainReport): void {
    const { ctx } = this;
    const { meter } = ctx.deps;
    switch (report.type) {
      case "usage":
        return this.usage.add(report.usage);
      case "first_token":
        this.firstToken(report.vendor);
        return meter.firstToken?.(report.vendor, report.ms);
      case "local_brain": {
        const vendor = report.vendor.slice(0, 40);
        return ctx.event({ type: "degraded", rung: "local_brain", vendor, on: report.on, atMs: ctx.atMs() });
      }
      case "blocked_claim":
        // The claim itself may hold a guest's name or number: it stays out of the log.
        meter.blockedClaim?.();
        return ctx.log.warn({}, "a claim without a fact was kept from being spoken");
    }
  }
}
