"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { TelephonySearch } from "@/app/(hotel)/[hotel]/telephony/search-params";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { StateBadge } from "@/components/patterns/state-badge";
import { Instant } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import type { CallOutRow } from "@/server/features/telephony/records";
import { Due } from "./call-out-due";
import { CallOutPeek } from "./call-out-peek";
import { Caller, callerText } from "./caller";
import { ViewSwitch } from "./view-switch";
import { callsOutViews, listInputs } from "./views";
import { purposeWords, reasonSentence } from "./words";

const columns: readonly DataColumn<CallOutRow>[] = [
  {
    id: "who",
    header: "Who",
    cell: ({ row: { original } }) => <Caller name={original.name} number={original.toNumber} />,
    meta: { skeleton: "140px" },
  },
  {
    id: "result",
    header: "Result",
    cell: ({ row: { original } }) => (
      <span className="flex flex-col items-start gap-1 py-1">
        <StateBadge kind="call_out" state={original.status} />
        {original.reason ? (
          <span className="max-w-80 text-muted text-xs">{reasonSentence(original.reason)}</span>
        ) : null}
      </span>
    ),
    meta: { skeleton: "84px" },
  },
  {
    id: "asked",
    header: "Asked",
    cell: ({ row }) => <Instant at={row.original.createdAt} />,
    meta: { skeleton: "72px" },
  },
  {
    id: "purpose",
    header: "For",
    cell: ({ row }) => purposeWords(row.original.purpose),
    meta: { skeleton: "72px", desk: true },
  },
  {
    id: "due",
    header: "Due",
    cell: ({ row }) => <Due row={row.original} />,
    meta: { skeleton: "120px", desk: true },
  },
  {
    id: "attempt",
    header: "Try",
    cell: ({ row }) => row.original.attempt,
    meta: { skeleton: "20px", align: "end", desk: true },
  },
];

interface Props {
  search: TelephonySearch;
  /** Calls out are possible. */
  ready: boolean;
}

/** Calls the hotel owes and places: who, why, when, and what came of it. */
export function CallsOutList({ search, ready }: Props) {
  const trpc = useTRPC();
  const input = listInputs["calls-out"](search);
  const query = useQuery(
    trpc.telephony.listCallsOut.queryOptions(input, { placeholderData: keepPreviousData }),
  );
  const whoOf = (row: CallOutRow) => callerText({ name: row.name, number: row.toNumber });
  return (
    <DataTable
      id="calls-out"
      label="Calls out"
      columns={columns}
      query={query}
      rowId={(row) => row.id}
      rowLabel={(row) => `${purposeWords(row.purpose)}, ${whoOf(row)}`}
      rowClassName={(row) => (row.status === "cancelled" ? "text-muted" : undefined)}
      filters={<ViewSwitch label="Which calls" views={callsOutViews} value={input.view} />}
      peek={{
        title: whoOf,
        description: (row) => purposeWords(row.purpose),
        content: (row) => <CallOutPeek row={row} ready={ready} />,
      }}
      empty={
        input.view === "owed" ? (
          <EmptyState
            kind="all-done"
            title="Nobody waits to be called back"
            text="Callers who found every line busy and asked for a call back stand here."
          />
        ) : (
          <EmptyState
            kind="first-use"
            title="No such calls yet"
            text="Calls that the hotel places stand here with what came of them."
          />
        )
      }
    />
  );
}
