"use client";
import Link from "next/link";
import { useHotel } from "@/components/hotel/hotel-context";
import { StateBadge } from "@/components/patterns/state-badge";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { RequestRow } from "@/server/features/requests/schema";
import { RequestActions } from "./request-actions";
import { RequestFacts } from "./request-facts";

/** A request beside the list, with its next step. */
export function RequestPeek({ row }: { row: RequestRow }) {
  const { href } = useHotel();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge kind="request" state={row.status} />
        {row.urgency === "urgent" ? <Badge tone="danger">Urgent</Badge> : null}
      </div>
      <p className="text-base" dir="auto">
        {row.summary}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <RequestActions request={row} />
        <Button asChild>
          <Link href={href(`/requests/${row.id}`)}>Open request</Link>
        </Button>
      </div>
      <RequestFacts request={row} />
    </div>
  );
}
