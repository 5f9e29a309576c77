import type { z } from "zod";
import { type LineError, Report, type ReportReply, type ReportsRequest } from "@/server/line/contract";
import { acceptEvents } from "./accept-events";
import { LineRefusal } from "./errors";
import type { LineApp } from "./http";
import { saveSnapshot } from "./snapshot";

/** Reports of one request that the database works on at once. */
const AT_ONCE = 8;

/**
 * Takes the reports of many calls; the answer is a stream with a line for each, written when it is done. A worker that
 * is gone before the end has told what it told.
 */
export function takeReports(
  app: LineApp,
  workerId: string,
  { reports }: z.output<typeof ReportsRequest>,
): Response {
  const text = new TextEncoder();
  const waiting = reports.entries();
  let gone = false;
  const body = new ReadableStream<Uint8Array>({
    async start(stream) {
      const work = async () => {
        for (const [report, given] of waiting) {
          const reply: ReportReply = { report, ...(await take(app, workerId, given)) };
          if (!gone) stream.enqueue(text.encode(`${JSON.stringify(reply)}\n`));
        }
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, reports.length) }, work));
      if (!gone) stream.close();
    },
    cancel() {
      gone = true;
    },
  });
  return new Response(body, {
    headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
  });
}

async function take(app: LineApp, workerId: string, given: unknown): Promise<Omit<ReportReply, "report">> {
  const { data: report } = Report.safeParse(given);
  if (!report) return refused("invalid", "The report is not valid.");
  try {
    if ("events" in report) return await acceptEvents(app, workerId, report.callId, report.events);
    await saveSnapshot(app.deps, workerId, report.callId, report.snapshot);
    return {};
  } catch (error) {
    if (error instanceof LineRefusal) return refused(error.code, error.message);
    app.log.error({ err: error }, "line report failed");
    return refused("internal", "The app failed. Try again.");
  }
}

const refused = (error: LineError["error"], message: string) => ({ refused: { error, message } });
