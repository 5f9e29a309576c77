import type { CallRow } from "@/server/features/calls/schema";
import { callOutcome, intentText } from "./words";

/** A spreadsheet must not run what a guest said: cells that begin like a formula get an apostrophe. */
export function csvCell(value: string | number | null): string {
  if (typeof value === "number") return String(value);
  const text = value ?? "";
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const columns: readonly (readonly [head: string, cell: (row: CallRow) => string | number | null])[] = [
  ["call_id", (row) => row.id],
  ["started_at", (row) => row.startedAt],
  ["ended_at", (row) => row.endedAt],
  ["channel", (row) => row.channel],
  ["caller", (row) => row.guest?.name ?? null],
  ["number", (row) => row.fromNumber],
  ["state", (row) => row.state],
  ["outcome", (row) => (row.outcome ? callOutcome(row.outcome) : null)],
  ["intent", (row) => (row.intent ? intentText(row.intent) : null)],
  ["length_s", (row) => (row.durationMs === null ? null : Math.round(row.durationMs / 1_000))],
  ["wait_p50_ms", (row) => row.latencyP50Ms],
  ["sentiment", (row) => row.sentiment],
  ["follow_up", (row) => (row.followUp ? "yes" : "no")],
  ["summary", (row) => row.summary],
];

/** Calls as RFC 4180 text, with instants in ISO 8601. */
export const callsCsv = (rows: readonly CallRow[]): string =>
  [columns.map(([head]) => head), ...rows.map((row) => columns.map(([, cell]) => csvCell(cell(row))))]
    .map((cells) => cells.join(","))
    .join("\r\n")
    .concat("\r\n");

/** More than this belongs into a job, not into a browser. */
export const CSV_MOST = 5_000;

/** Reads every page of a filter, up to 5,000 rows; `whole` is false when there were more. */
export async function allCalls(
  readPage: (page: number) => Promise<{ rows: CallRow[]; total: number }>,
): Promise<{ rows: CallRow[]; whole: boolean }> {
  const found = new Map<string, CallRow>();
  for (let page = 1; found.size < CSV_MOST; page++) {
    const { rows, total } = await readPage(page);
    for (const row of rows) found.set(row.id, row);
    if (rows.length === 0 || found.size >= total) return { rows: [...found.values()], whole: true };
  }
  return { rows: [...found.values()].slice(0, CSV_MOST), whole: false };
}
