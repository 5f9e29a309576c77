import type { LucideIcon } from "lucide-react";
import { CircleDot } from "lucide-react";
import type { ReactNode } from "react";
import { Instant, LineMark } from "./values";

export interface HistoryEntry {
  id: string;
  /** ISO instant. */
  at: string;
  /** "Held", "Paid EUR 164.00". */
  what: ReactNode;
  /** The person; absent when the line or a job did it. */
  who?: string;
  /** The line did it: the call and the ms within it. */
  line?: { href: string; atMs?: number };
  icon?: LucideIcon;
}

/** What happened to a record, newest first, each with who and when. */
export function History({
  entries,
  label = "History",
}: {
  entries: readonly HistoryEntry[];
  label?: string;
}) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {entries.map(({ id, at, what, who, line, icon: Icon = CircleDot }) => (
        <li key={id} className="group relative flex gap-3 pb-4 last:pb-0">
          <span
            aria-hidden="true"
            className="absolute start-[7px] top-4 bottom-0 w-px bg-border group-last:hidden"
          />
          <Icon className="mt-0.5 size-4 shrink-0 bg-surface text-subtle" aria-hidden="true" />
          <div className="min-w-0 flex-1">
            <div className="text-sm">{what}</div>
            <div className="flex flex-wrap items-center gap-x-2 text-muted text-xs">
              <Instant at={at} />
              {who ? <bdi>{who}</bdi> : null}
              {line ? <LineMark {...line} /> : null}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}
