import { MAX_REPORTS, type Report, ReportReply } from "@/server/line/contract";
import type { Timers } from "../timing";
import { LineAway, LineRefusal } from "./errors";

/**
 * Reports wait this long for those of other calls: fifty calls then ask the app 25 times a second instead of 150.
 * Short, because what a worker has not told when it dies is asked of the guest again.
 */
const GATHER_MS = 40;
/** Text of one request, well under what the app takes (2 MB). */
const MAX_CHARACTERS = 1_000_000;

/** What the app said of one report: how far events are safe; nothing of a snapshot. */
export type Taken = Pick<ReportReply, "accepted">;

interface Waiting {
  json: string;
  settle(result: Taken | Error): void;
}

export interface ReportsDeps {
  timers: Timers;
  /** One request with this body; each line of the answer is told as it comes. Rejects when nothing sensible came back. */
  send(body: string, onLine: (line: string) => void): Promise<void>;
}

/** Gathers what calls tell the app into fewer requests. Each report has its own answer, and its own failure. */
export class Reports {
  private waiting: Waiting[] = [];
  private characters = 0;
  private cancel: (() => void) | undefined;

  constructor(private readonly deps: ReportsDeps) {}

  /** Throws LineRefusal or LineAway as a request of its own would, and the signal's reason when the caller gave up. */
  tell(report: Report, signal: AbortSignal): Promise<Taken> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const giveUp = () => {
        this.waiting = this.waiting.filter((other) => other !== mine);
        reject(signal.reason as Error);
      };
      const mine: Waiting = {
        json: JSON.stringify(report),
        settle(result) {
          signal.removeEventListener("abort", giveUp);
          if (result instanceof Error) reject(result);
          else resolve(result);
        },
      };
      signal.addEventListener("abort", giveUp, { once: true });
      this.add(mine);
    });
  }

  private add(report: Waiting): void {
    const isFull =
      this.waiting.length === MAX_REPORTS || this.characters + report.json.length > MAX_CHARACTERS;
    if (isFull) this.flush();
    this.waiting.push(report);
    this.characters += report.json.length;
    this.cancel ??= this.deps.timers.after(GATHER_MS, () => this.flush());
  }

  private flush(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.characters = 0;
    const reports = this.waiting;
    this.waiting = [];
    if (reports.length > 0) void this.send(reports);
  }

  private async send(reports: readonly Waiting[]): Promise<void> {
    const body = `{"reports":[${reports.map(({ json }) => json).join(",")}]}`;
    let failure: Error = new LineAway("The app left a report without an answer.");
    try {
      await this.deps.send(body, (line) => {
        const reply = read(line);
        if (reply) reports[reply.report]?.settle(resultOf(reply));
      });
    } catch (error) {
      failure = error as Error;
    }
    // Those that were answered are settled already; a promise settles once.
    for (const report of reports) report.settle(failure);
  }
}

function read(line: string): ReportReply | undefined {
  try {
    return ReportReply.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function resultOf({ refused, accepted }: ReportReply): Taken | Error {
  if (!refused) return accepted === undefined ? {} : { accepted };
  const isAway = refused.error === "internal" || refused.error === "full";
  return isAway
    ? new LineAway(`The app answered ${refused.error}.`)
    : new LineRefusal(refused.error, refused.message);
}
