"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { DoNotCallSearch } from "@/app/(hotel)/[hotel]/settings/do-not-call/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { readSearch } from "@/components/hotel/search-params";
import { formatPhone } from "@/components/lib/format";
import { useUrlState } from "@/components/lib/use-url-state";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { FilterBar } from "@/components/patterns/filter-bar";
import { PageHeader } from "@/components/patterns/page-header";
import { Instant, Phone } from "@/components/patterns/values";
import { RecordCrumb } from "@/components/shell/crumbs";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { DoNotCallRow } from "@/server/features/telephony/schema";
import { AddDoNotCall, type Listed, RemoveFromDoNotCall } from "./do-not-call-forms";

type Row = (typeof DoNotCallRow)["_output"];

const channels = { call: "No calls", text: "No texts" } as const;
const reasons = { asked: "They asked", stop: "They texted STOP", staff: "Added by staff" } as const;

const columns = (remove: ((row: Listed) => void) | null): DataColumn<Row>[] => [
  {
    id: "number",
    header: "Number",
    cell: ({ row }) => <Phone number={row.original.number} />,
    meta: { skeleton: "120px" },
  },
  {
    id: "channel",
    header: "Wants",
    cell: ({ row }) => <span className="whitespace-nowrap">{channels[row.original.channel]}</span>,
    meta: { skeleton: "64px" },
  },
  {
    id: "reason",
    header: "Why",
    cell: ({ row }) => reasons[row.original.reason],
    meta: { skeleton: "96px", desk: true },
  },
  {
    id: "since",
    header: "Since",
    cell: ({ row }) => <Instant at={row.original.createdAt} />,
    meta: { skeleton: "72px", desk: true },
  },
  ...(remove
    ? [
        {
          id: "remove",
          header: () => <span className="sr-only">Remove</span>,
          cell: ({ row: { original } }: { row: { original: Row } }) => (
            <IconButton
              label={`Take ${formatPhone(original.number)} off the list`}
              size="small"
              tooltip={false}
              icon={<Trash2 aria-hidden="true" />}
              onClick={() => remove(original)}
            />
          ),
          meta: { skeleton: "24px", align: "end" as const, label: "Remove" },
        },
      ]
    : []),
];

/** Numbers that want no calls or no texts from any hotel of the organisation. */
export function DoNotCallPage() {
  const trpc = useTRPC();
  const { can, today } = useHotel();
  const { params, set } = useUrlState();
  const search = readSearch(DoNotCallSearch, new URLSearchParams(params));
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Listed | null>(null);
  const query = useQuery(
    trpc.telephony.listDoNotCall.queryOptions(
      { ...(search.q ? { search: search.q } : {}), ...(search.page ? { page: search.page } : {}) },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <div className="flex flex-col gap-4">
      <RecordCrumb label="Do-not-call list" />
      <PageHeader
        title="Do-not-call list"
        count={query.data?.total}
        meta="The line calls and texts no guest at these numbers, whichever hotel of yours it speaks for. Wake-up calls, transfers and alarms still go out."
        actions={
          can("guests:write") ? (
            <Button variant="primary" data-new onClick={() => setAdding(true)}>
              <Plus aria-hidden="true" />
              Add number
            </Button>
          ) : null
        }
      />
      <DataTable
        id="do-not-call"
        label="Do-not-call list"
        columns={columns(can("settings:write") ? setRemoving : null)}
        query={query}
        rowId={(row) => `${row.channel}${row.number}`}
        rowLabel={(row) => `${row.number}, ${channels[row.channel].toLowerCase()}`}
        filters={<FilterBar today={today} search="Search by how a number begins" fields={[]} />}
        empty={
          search.q ? (
            <EmptyState
              kind="no-match"
              title="No number on the list begins like this"
              text="Begin with the country code, for example +47."
              action={<Button onClick={() => set({ q: null })}>Clear the search</Button>}
            />
          ) : (
            <EmptyState
              kind="all-done"
              title="Nobody asked not to be called"
              text="Who texts STOP stands here, and whom you add because they asked."
            />
          )
        }
      />
      <AddDoNotCall open={adding} onOpenChange={setAdding} />
      <RemoveFromDoNotCall entry={removing} onClose={() => setRemoving(null)} />
    </div>
  );
}
