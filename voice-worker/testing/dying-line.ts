import type { Line } from "@/server/line/contract";

type Step = "before" | "after";
type Method = "open" | "tool" | "events" | "snapshot" | "close";

/** What the process was doing when it died. */
export interface Death {
  method: Method;
  step: Step;
}

const never = <T>(): Promise<T> => new Promise<T>(() => {});

/**
 * The line of a worker whose process dies at one moment: before a request left, or after the app has carried it out and
 * before the answer came. From then on nothing that it sends arrives, and nothing comes back.
 */
export class DyingLine implements Line {
  private moment = 0;
  death: Death | undefined;

  constructor(
    private readonly line: Line,
    /** Which moment, from 1; beyond the last nothing dies. */
    private readonly at: number,
    private readonly died: () => void,
  ) {}

  /** Moments passed so far. */
  get moments(): number {
    return this.moment;
  }

  open(...args: Parameters<Line["open"]>) {
    return this.through("open", () => this.line.open(...args));
  }
  tool(...args: Parameters<Line["tool"]>) {
    return this.through("tool", () => this.line.tool(...args));
  }
  events(...args: Parameters<Line["events"]>) {
    return this.through("events", () => this.line.events(...args));
  }
  snapshot(...args: Parameters<Line["snapshot"]>) {
    return this.through("snapshot", () => this.line.snapshot(...args));
  }
  close(...args: Parameters<Line["close"]>) {
    return this.through("close", () => this.line.close(...args));
  }
  uploadRecording(...args: Parameters<Line["uploadRecording"]>) {
    return this.line.uploadRecording(...args);
  }

  private async through<T>(method: Method, call: () => Promise<T>): Promise<T> {
    if (this.dies(method, "before")) return never();
    const result = await call();
    if (this.dies(method, "after")) return never();
    return result;
  }

  private dies(method: Method, step: Step): boolean {
    if (this.death) return true;
    this.moment += 1;
    if (this.moment !== this.at) return false;
    this.death = { method, step };
    this.died();
    return true;
  }
}
