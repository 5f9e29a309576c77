"use client";
import { Annoyed, Flag, Frown, Meh, Smile } from "lucide-react";
import type { DataColumn } from "@/components/patterns/data-table";
import { StateBadge } from "@/components/patterns/state-badge";
import { Duration, Instant, Latency, Phone, Unknown } from "@/components/patterns/values";
import { useSecond } from "@/components/softphone/use-softphone";
import type { CallRow } from "@/server/features/calls/schema";
import { Marked } from "./marked";
import { callOutcome, intentText, sentenceCase } from "./words";

export const isLive = (row: Pick<CallRow, "endedAt">): boolean => row.endedAt === null;

/** The guest's name, else the number, else what kind of call it was. */
export function Caller({ row }: { row: Pick<CallRow, "guest" | "fromNumber" | "channel"> }) {
  if (row.guest)
    return (
      <bdi className="block max-w-52 truncate" title={row.guest.name}>
        {row.guest.name}
      </bdi>
    );
  if (row.fromNumber) return <Phone number={row.fromNumber} />;
  return <>{row.channel === "browser" ? "From the browser" : "Number withheld"}</>;
}

export const callerText = (row: Pick<CallRow, "guest" | "fromNumber" | "channel">): string =>
  row.guest?.name ?? row.fromNumber ?? (row.channel === "browser" ? "From the browser" : "Number withheld");

function Length({ row }: { row: CallRow }) {
  const now = useSecond(isLive(row));
  if (!isLive(row)) return <Duration ms={row.durationMs} unknown="The length was not measured" />;
  return now === 0 ? null : <Duration ms={Math.max(0, now - Date.parse(row.startedAt))} />;
}

const moods = {
  positive: { icon: Smile, word: "Content", tone: "text-success-fg" },
  neutral: { icon: Meh, word: "Neutral", tone: "text-subtle" },
  mixed: { icon: Annoyed, word: "Mixed", tone: "text-warning-fg" },
  negative: { icon: Frown, word: "Unhappy", tone: "text-danger-fg" },
} as const;

export function Mood({ sentiment, words }: { sentiment: string | null; words?: boolean }) {
  const mood = Object.hasOwn(moods, sentiment ?? "") ? moods[sentiment as keyof typeof moods] : null;
  if (!mood) return sentiment ? <span>{sentenceCase(sentiment)}</span> : <Unknown reason="Not judged yet" />;
  return (
    <span className="inline-flex items-center gap-1.5">
      <mood.icon className={`size-4 ${mood.tone}`} aria-hidden="true" />
      <span className={words ? undefined : "sr-only"}>{mood.word}</span>
    </span>
  );
}

export const callColumns: readonly DataColumn<CallRow>[] = [
  {
    id: "when",
    header: "When",
    cell: ({ row }) => <Instant at={row.original.startedAt} />,
    meta: { skeleton: "72px" },
  },
  {
    id: "caller",
    header: "Caller",
    cell: ({ row }) => (
      <span className="flex flex-col py-1">
        <Caller row={row.original} />
        {row.original.sentence ? (
          <Marked text={row.original.sentence} className="line-clamp-2 max-w-100" />
        ) : null}
      </span>
    ),
    meta: { skeleton: "120px" },
  },
  {
    id: "outcome",
    header: "Outcome",
    cell: ({ row: { original } }) =>
      isLive(original) || original.state === "failed" ? (
        <StateBadge kind="call" state={original.state} />
      ) : original.outcome ? (
        callOutcome(original.outcome)
      ) : (
        <Unknown reason="The summary is still being written" />
      ),
    meta: { skeleton: "84px" },
  },
  {
    id: "intent",
    header: "Intent",
    cell: ({ row }) =>
      row.original.intent ? intentText(row.original.intent) : <Unknown reason="Not known yet" />,
    meta: { skeleton: "64px", desk: true },
  },
  {
    id: "length",
    header: "Length",
    cell: ({ row }) => <Length row={row.original} />,
    meta: { skeleton: "40px", align: "end" },
  },
  {
    id: "wait",
    header: "Wait p50",
    cell: ({ row }) => <Latency ms={row.original.latencyP50Ms} />,
    meta: { skeleton: "48px", align: "end", desk: true },
  },
  {
    id: "mood",
    header: "Mood",
    cell: ({ row }) => <Mood sentiment={row.original.sentiment} />,
    meta: { skeleton: "20px", desk: true },
  },
  {
    id: "flag",
    header: "Flag",
    cell: ({ row }) =>
      row.original.followUp ? (
        <span className="inline-flex items-center gap-1 whitespace-nowrap text-warning-fg">
          <Flag className="size-3.5" aria-hidden="true" />
          Follow up
        </span>
      ) : null,
    meta: { skeleton: "60px", desk: true },
  },
];
