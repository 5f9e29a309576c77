"use client";
import { Clock, TriangleAlert } from "lucide-react";
import { useNow } from "@/components/lib/use-now";
import { Instant, Unknown } from "@/components/patterns/values";
import { Badge } from "@/components/ui/badge";
import type { RequestRow } from "@/server/features/requests/schema";
import { deadline } from "./words";

type Props = { request: Pick<RequestRow, "status" | "dueAt" | "closedAt"> };

/** How long there is left for it; once closed, when that was. */
export function Due({ request: { status, dueAt, closedAt } }: Props) {
  const now = useNow();
  if (status === "done" || status === "cancelled")
    return <Instant at={closedAt} unknown="When it was closed is not known" />;
  const left = deadline(dueAt, now);
  if (!left) return <Unknown reason="No deadline was promised" />;
  if (left.late)
    return (
      <Badge tone="danger" icon={TriangleAlert}>
        {left.text}
      </Badge>
    );
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <Clock className="size-3.5 text-subtle" aria-hidden="true" />
      {left.text}
    </span>
  );
}
