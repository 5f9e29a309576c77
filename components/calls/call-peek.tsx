"use client";
import Link from "next/link";
import { KeyValues } from "@/components/patterns/key-values";
import { StateBadge } from "@/components/patterns/state-badge";
import { Duration, Instant, Latency, Phone } from "@/components/patterns/values";
import { Button } from "@/components/ui/button";
import type { CallRow } from "@/server/features/calls/schema";
import { isLive, Mood } from "./columns";
import { Marked } from "./marked";
import { callOutcome, intentText } from "./words";

/** A call at a glance, beside the list. */
export function CallPeek({ row, href }: { row: CallRow; href: string }) {
  return (
    <div className="flex flex-col gap-4">
      {row.sentence ? <Marked text={row.sentence} /> : null}
      {row.summary ? (
        <p dir="auto" className="text-base">
          {row.summary}
        </p>
      ) : null}
      <KeyValues
        items={[
          { label: "Began", value: <Instant at={row.startedAt} show="full" /> },
          { label: "Number", value: <Phone number={row.fromNumber} /> },
          { label: "State", value: <StateBadge kind="call" state={row.state} /> },
          ...(row.outcome ? [{ label: "Outcome", value: callOutcome(row.outcome) }] : []),
          ...(row.intent ? [{ label: "Intent", value: intentText(row.intent) }] : []),
          ...(isLive(row) ? [] : [{ label: "Length", value: <Duration ms={row.durationMs} /> }]),
          { label: "Wait, p50", value: <Latency ms={row.latencyP50Ms} /> },
          { label: "Mood", value: <Mood sentiment={row.sentiment} words /> },
        ]}
      />
      <Button asChild variant="primary" className="self-start">
        <Link href={href}>Open the call</Link>
      </Button>
    </div>
  );
}
