"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { AudioLines, Download } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";
import { formatCount, zonedDay } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { useNow } from "@/components/lib/use-now";
import { useUrlState } from "@/components/lib/use-url-state";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { FilterBar } from "@/components/patterns/filter-bar";
import { PageHeader } from "@/components/patterns/page-header";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { CallPeek } from "./call-peek";
import { callColumns, callerText, isLive } from "./columns";
import { allCalls, CSV_MOST, callsCsv } from "./csv";
import { type CallsFilter, callViews, listInput, readCallsFilter } from "./filter";

interface Props {
  hotel: string;
  mayCall: boolean;
}

/** Calls of the hotel, running ones on top. */
export function CallsList({ hotel, mayCall }: Props) {
  const trpc = useTRPC();
  const { timeZone } = useFormat();
  const { params, set } = useUrlState();
  const now = useNow();
  const filter = useMemo(() => readCallsFilter(params), [params]);
  const input = listInput(filter, timeZone);
  const query = useQuery({ ...trpc.calls.list.queryOptions(input), placeholderData: keepPreviousData });
  const data = query.data && { ...query.data, rows: liveFirst(query.data.rows) };
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Calls" count={query.data?.total} />
      <DataTable
        id="calls"
        label="Calls"
        columns={callColumns}
        query={{ ...query, data }}
        rowId={(row) => row.id}
        rowLabel={callerText}
        rowHref={(row) => `/${hotel}/calls/${row.id}`}
        rowClassName={(row) => (isLive(row) ? "bg-accent-bg/40" : undefined)}
        views={callViews}
        filters={
          <FilterBar
            today={now ? zonedDay(now.toISOString(), timeZone) : ""}
            search="Search transcripts, callers"
            fields={[{ key: "day", label: "Day", type: "dates" }]}
          />
        }
        tools={<CsvButton filter={filter} empty={!query.data?.total} />}
        peek={{
          title: callerText,
          content: (row) => <CallPeek row={row} href={`/${hotel}/calls/${row.id}`} />,
        }}
        empty={
          <NoCalls
            filter={filter}
            hotel={hotel}
            mayCall={mayCall}
            clear={() => set({ q: null, dayFrom: null, dayTo: null, view: null })}
          />
        }
      />
    </div>
  );
}

/** A call is live for minutes: those of this page come first, the rest keeps its order. */
const liveFirst = <Row extends { endedAt: string | null }>(rows: readonly Row[]): Row[] => [
  ...rows.filter(isLive),
  ...rows.filter((row) => !isLive(row)),
];

interface NoCallsProps extends Props {
  filter: CallsFilter;
  clear: () => void;
}

function NoCalls({ filter, hotel, mayCall, clear }: NoCallsProps) {
  if (filter.search || filter.from)
    return (
      <EmptyState
        kind="no-match"
        title={filter.search ? `Nobody said "${filter.search}"` : "No calls on these days"}
        text="Search finds words of both sides, numbers and surnames."
        action={<Button onClick={clear}>Clear the filter</Button>}
      />
    );
  if (filter.view === "live") return <EmptyState kind="all-done" title="Nobody is on the line" />;
  if (filter.view === "follow_up")
    return (
      <EmptyState kind="all-done" title="Nobody waits for a person" text="Calls that need one show here." />
    );
  if (filter.view !== "all")
    return (
      <EmptyState
        kind="no-match"
        title="No such calls yet"
        action={<Button onClick={clear}>Show all calls</Button>}
      />
    );
  return (
    <EmptyState
      kind="first-use"
      title="No calls yet"
      text="Call the line to hear it. Your call shows here while it runs."
      action={
        mayCall ? (
          <Button asChild variant="primary">
            <Link href={`/${hotel}/softphone`}>
              <AudioLines aria-hidden="true" />
              Call the line
            </Link>
          </Button>
        ) : null
      }
    />
  );
}

/** The same filter as a file. */
function CsvButton({ filter, empty }: { filter: CallsFilter; empty: boolean }) {
  const client = useTRPCClient();
  const { timeZone } = useFormat();
  const [pending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    try {
      const input = listInput(filter, timeZone);
      const { rows, whole } = await allCalls((page) => client.calls.list.query({ ...input, page }));
      download(`calls-${filter.view}.csv`, callsCsv(rows));
      if (!whole)
        toast.info(
          `The file holds the newest ${formatCount(CSV_MOST)} calls.`,
          "Choose days to get the rest.",
        );
    } catch (error) {
      toast.error("The file was not made", error instanceof Error ? error.message : "Try again in a moment.");
    } finally {
      setPending(false);
    }
  };
  return (
    <Button variant="ghost" pending={pending} disabled={empty} onClick={() => void save()}>
      <Download aria-hidden="true" />
      CSV
    </Button>
  );
}

function download(name: string, text: string): void {
  // The mark tells spreadsheets that it is UTF-8.
  const url = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

export function CallsSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <PageHeader title="Calls" />
      <div className="h-9 border-border border-b" />
      <div className="h-8" />
      <div className="rounded-lg border border-border bg-surface">
        {Array.from({ length: 12 }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey rows have no identity
          <div key={at} className="flex h-9 items-center gap-6 border-border border-b px-3 last:border-b-0">
            <Skeleton width={72} />
            <Skeleton width={140} />
            <Skeleton width={84} />
          </div>
        ))}
      </div>
    </div>
  );
}
