"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { TelephonySearch } from "@/app/(hotel)/[hotel]/telephony/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { useUrlState } from "@/components/lib/use-url-state";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { KeyValues } from "@/components/patterns/key-values";
import { StateBadge } from "@/components/patterns/state-badge";
import { Instant, Phone } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import type { TextRow } from "@/server/features/telephony/records";
import { ViewSwitch } from "./view-switch";
import { listInputs, textViews } from "./views";
import { deliveryError, textKind } from "./words";

const CODE = "Its words are never kept.";

const columns: readonly DataColumn<TextRow>[] = [
  {
    id: "number",
    header: "Guest",
    cell: ({ row: { original } }) => (
      <span className="flex min-w-24 flex-col py-1">
        <Phone number={original.number} />
        <span className="line-clamp-2 max-w-120 font-normal text-muted" dir="auto">
          {original.body ?? CODE}
        </span>
      </span>
    ),
    meta: { skeleton: "180px" },
  },
  {
    id: "state",
    header: "State",
    cell: ({ row }) => <StateBadge kind="text" state={row.original.status} />,
    meta: { skeleton: "72px" },
  },
  {
    id: "when",
    header: "When",
    cell: ({ row }) => <Instant at={row.original.createdAt} />,
    meta: { skeleton: "72px" },
  },
  {
    id: "kind",
    header: "What",
    cell: ({ row }) => textKind(row.original.kind),
    meta: { skeleton: "96px", desk: true },
  },
];

/** Texts to and from guests, and whether they arrived. */
export function TextList({ search }: { search: TelephonySearch }) {
  const trpc = useTRPC();
  const { set } = useUrlState();
  const input = listInputs.texts(search);
  const query = useQuery(trpc.telephony.listTexts.queryOptions(input, { placeholderData: keepPreviousData }));
  return (
    <DataTable
      id="texts"
      label="Texts"
      columns={columns}
      query={query}
      rowId={(row) => row.id}
      rowLabel={(row) => `${textKind(row.kind)}, ${row.number}`}
      filters={<ViewSwitch label="Which texts" views={textViews} value={input.view} />}
      peek={{
        title: (row) => <Phone number={row.number} />,
        description: (row) => textKind(row.kind),
        content: (row) => <TextPeek row={row} />,
      }}
      empty={
        input.view === "all" ? (
          <EmptyState
            kind="first-use"
            title="No texts yet"
            text="What the line sends for callers, and what guests write to the hotel's number, stands here."
          />
        ) : input.view === "not_delivered" ? (
          <EmptyState kind="all-done" title="Every text arrived" />
        ) : (
          <EmptyState
            kind="no-match"
            title="No such texts"
            action={<Button onClick={() => set({ view: null })}>Show all texts</Button>}
          />
        )
      }
    />
  );
}

function TextPeek({ row }: { row: TextRow }) {
  const { href } = useHotel();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge kind="text" state={row.status} />
      </div>
      <p className="whitespace-pre-line text-base" dir="auto">
        {row.body ?? CODE}
      </p>
      {row.errorCode ? <p className="text-sm">{deliveryError(row.errorCode)}</p> : null}
      <KeyValues
        items={[
          { label: row.direction === "in" ? "From" : "To", value: <Phone number={row.number} link /> },
          {
            label: row.direction === "in" ? "Received" : "Asked",
            value: <Instant at={row.createdAt} show="full" />,
          },
          ...(row.errorCode ? [{ label: "Code", value: row.errorCode }] : []),
        ]}
      />
      {row.callId ? (
        <Button asChild className="self-start">
          <Link href={href(`/calls/${row.callId}`)}>Open the call</Link>
        </Button>
      ) : null}
    </div>
  );
}
