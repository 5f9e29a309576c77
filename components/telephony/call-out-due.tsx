"use client";
import { Instant } from "@/components/patterns/values";
import type { CallOutRow } from "@/server/features/telephony/records";

/** When a call that waits is dialled. */
export function Due({ row }: { row: CallOutRow }) {
  if (row.endedAt) return <span className="text-muted">Over</span>;
  if (row.status !== "queued") return <>Now</>;
  if (!row.until) return <>At once</>;
  return (
    <span>
      When a line is free, until <Instant at={row.until} show="full" />
    </span>
  );
}
