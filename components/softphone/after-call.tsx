"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { endReason } from "@/components/calls/words";
import { StateBadge } from "@/components/patterns/state-badge";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";

interface Props {
  hotel: string;
  callId: string;
  reason: string | null;
}

/** What the call left behind, with the way to it. */
export function AfterCall({ hotel, callId, reason }: Props) {
  const trpc = useTRPC();
  const call = useQuery(trpc.calls.get.queryOptions({ callId }));
  const made = [
    ...(call.data?.reservations ?? []).map((stay) => ({
      id: stay.id,
      label: `Reservation ${stay.code}`,
      href: `/${hotel}/reservations/${stay.id}`,
      badge: <StateBadge kind="reservation" state={stay.status} />,
    })),
    ...(call.data?.requests ?? []).map((request) => ({
      id: request.id,
      label: `Request ${request.ref}`,
      href: `/${hotel}/requests/${request.id}`,
      badge: <StateBadge kind="request" state={request.status} />,
    })),
  ];
  return (
    <section aria-label="After the call" className="flex flex-col gap-2 border-border border-t p-3">
      <p className="text-muted text-sm">
        {reason ? `${endReason(reason)}. ` : ""}
        {call.isPending ? "Looking up what was written." : made.length === 0 ? "Nothing was booked." : null}
      </p>
      {made.map(({ id, label, href, badge }) => (
        <Link
          key={id}
          href={href}
          className="flex min-h-9 items-center gap-2 rounded-md border border-border px-3 text-sm hover:bg-hover pointer-coarse:min-h-11"
        >
          <span className="flex-1 font-medium">{label}</span>
          {badge}
          <ArrowRight aria-hidden="true" className="size-4 text-subtle rtl:rotate-180" />
        </Link>
      ))}
      <Button asChild className="self-start">
        <Link href={`/${hotel}/calls/${callId}`}>Open the call</Link>
      </Button>
    </section>
  );
}
