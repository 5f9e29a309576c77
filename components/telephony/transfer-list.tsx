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
import { Duration, Instant, Phone } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import type { TransferRow } from "@/server/features/telephony/records";
import { Caller, callerText } from "./caller";
import { ViewSwitch } from "./view-switch";
import { listInputs, transferViews } from "./views";
import { transferState } from "./words";

const columns: readonly DataColumn<TransferRow>[] = [
  {
    id: "caller",
    header: "Caller",
    cell: ({ row: { original } }) => (
      <span className="flex min-w-24 flex-col py-1">
        <Caller {...original.caller} />
        <span className="line-clamp-2 max-w-120 font-normal text-muted" dir="auto">
          {original.summary}
        </span>
      </span>
    ),
    meta: { skeleton: "180px" },
  },
  {
    id: "result",
    header: "Result",
    cell: ({ row }) => <StateBadge kind="transfer" state={transferState(row.original)} />,
    meta: { skeleton: "84px" },
  },
  {
    id: "to",
    header: "To",
    cell: ({ row: { original } }) => (
      <span className="inline-block first-letter:uppercase">{original.spokenName}</span>
    ),
    meta: { skeleton: "96px", desk: true },
  },
  {
    id: "when",
    header: "When",
    cell: ({ row }) => <Instant at={row.original.createdAt} />,
    meta: { skeleton: "72px" },
  },
  {
    id: "waited",
    header: "Waited",
    cell: ({ row }) => <Waited row={row.original} />,
    meta: { skeleton: "40px", align: "end", desk: true },
  },
];

/** How long the guest was on hold before somebody took the call or nobody did. */
function Waited({ row: { dialledAt, acceptedAt, settledAt } }: { row: TransferRow }) {
  const end = acceptedAt ?? settledAt;
  return (
    <Duration
      ms={dialledAt && end ? Date.parse(end) - Date.parse(dialledAt) : null}
      unknown={dialledAt ? "The guest still waits" : "Nobody was dialled"}
    />
  );
}

/** Calls that were to go to a person: to whom, what they were told, and what they answered. */
export function TransferList({ search }: { search: TelephonySearch }) {
  const trpc = useTRPC();
  const { set } = useUrlState();
  const input = listInputs.transfers(search);
  const query = useQuery(
    trpc.telephony.listTransfers.queryOptions(input, { placeholderData: keepPreviousData }),
  );
  return (
    <DataTable
      id="transfers"
      label="Transfers"
      columns={columns}
      query={query}
      rowId={(row) => row.id}
      rowLabel={(row) => `${callerText(row.caller)} to ${row.spokenName}`}
      filters={<ViewSwitch label="Which transfers" views={transferViews} value={input.view} />}
      peek={{
        title: (row) => callerText(row.caller),
        description: (row) => `To ${row.spokenName}`,
        content: (row) => <TransferPeek row={row} />,
      }}
      empty={
        input.view === "all" ? (
          <EmptyState
            kind="first-use"
            title="No transfers yet"
            text="Calls that the line gives to a person stand here, with what the person was told."
          />
        ) : (
          <EmptyState
            kind="no-match"
            title="No such transfers"
            action={<Button onClick={() => set({ view: null })}>Show all transfers</Button>}
          />
        )
      }
    />
  );
}

function TransferPeek({ row }: { row: TransferRow }) {
  const { href } = useHotel();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge kind="transfer" state={transferState(row)} />
      </div>
      <p className="text-base" dir="auto">
        {row.summary}
      </p>
      <KeyValues
        items={[
          { label: "Caller", value: <Phone number={row.caller.number} link /> },
          { label: "Called", value: <Phone number={row.number} /> },
          { label: "Asked", value: <Instant at={row.createdAt} show="full" /> },
          { label: "Waited", value: <Waited row={row} /> },
          {
            label: "How",
            value:
              row.kind === "warm" ? "The person was told first and could decline" : "Put straight through",
          },
          ...(row.returnedAt
            ? [{ label: "Back to the line", value: <Instant at={row.returnedAt} show="full" /> }]
            : []),
        ]}
      />
      <Button asChild variant="primary" className="self-start">
        <Link href={href(`/calls/${row.callId}`)}>Open the call</Link>
      </Button>
    </div>
  );
}
