"use client";
import { Suspense, useState } from "react";
import { addDays } from "@/components/lib/format";
import { type DataColumn, DataTable, type TableQuery } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { FilterBar } from "@/components/patterns/filter-bar";
import { StateBadge } from "@/components/patterns/state-badge";
import { stateOptions } from "@/components/patterns/states";
import { LineMark, Money, StayDates } from "@/components/patterns/values";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Part } from "./part";

interface Stay {
  code: string;
  guest: string;
  arrival: string;
  nights: number;
  room: string;
  state: string;
  balance: number | null;
  line: boolean;
}

const names = [
  "Lindqvist",
  "Okafor",
  "Moreau",
  "Fischer",
  "Hernández-Castellanos de la Vega y Mendoza",
  "রহমান",
  "العلي",
  "Ng",
];
const someStates = [
  "confirmed",
  "held",
  "checked_in",
  "cancelled",
  "no_show",
  "requested",
  "checked_out",
  "expired",
];
const rows: Stay[] = names.map((guest, at) => ({
  code: `7K${at}M`,
  guest,
  arrival: addDays("2026-03-05", at),
  nights: 1 + (at % 4),
  room: at % 3 ? `CD ${201 + at}` : "Unassigned",
  state: someStates[at] ?? "confirmed",
  balance: at === 3 ? null : at * 12_345,
  line: at % 2 === 0,
}));

const columns: DataColumn<Stay>[] = [
  {
    id: "code",
    header: "Code",
    cell: ({ row }) => row.original.code,
    meta: { sort: "code", skeleton: "48px" },
  },
  {
    id: "guest",
    header: "Guest",
    cell: ({ row }) => (
      <bdi className="block max-w-52 truncate" title={row.original.guest}>
        {row.original.guest}
      </bdi>
    ),
    meta: { sort: "guest", skeleton: "110px" },
  },
  {
    id: "stay",
    header: "Stay",
    cell: ({ row }) => (
      <StayDates
        arrival={row.original.arrival}
        departure={addDays(row.original.arrival, row.original.nights)}
      />
    ),
    meta: { sort: "arrives", skeleton: "140px" },
  },
  {
    id: "room",
    header: "Room",
    cell: ({ row }) => row.original.room,
    meta: { skeleton: "60px", desk: true },
  },
  {
    id: "state",
    header: "State",
    cell: ({ row }) => <StateBadge kind="reservation" state={row.original.state} />,
    meta: { skeleton: "84px" },
  },
  {
    id: "balance",
    header: "Balance, EUR",
    cell: ({ row }) => (
      <Money bare amount={row.original.balance} currency="EUR" unknown="Payments did not answer" />
    ),
    meta: { sort: "balance", descFirst: true, align: "end", skeleton: "64px" },
  },
  {
    id: "mark",
    header: "Mark",
    cell: ({ row }) => (row.original.line ? <LineMark href="/gallery" atMs={13_000} /> : null),
    meta: { skeleton: "24px", desk: true },
  },
];

const queries: Record<string, TableQuery<Stay>> = {
  rows: { data: { rows, total: 1_284 } },
  loading: { isPending: true },
  refilter: { data: { rows, total: 1_284 }, isPlaceholderData: true, isFetching: true },
  empty: { data: { rows: [], total: 0 } },
  error: {
    error: { message: "The list did not come in time. Nothing was changed. Try again." },
    refetch: () => {},
  },
};

export function TableParts() {
  const [show, setShow] = useState("rows");
  return (
    <Part title="List">
      <Segmented
        aria-label="State of the list"
        value={show}
        onValueChange={setShow}
        options={Object.keys(queries).map((value) => ({ value, label: value }))}
      />
      <Suspense>
        <DataTable
          id="gallery"
          label="Reservations"
          columns={columns}
          query={queries[show] ?? {}}
          rowId={(row) => row.code}
          rowLabel={(row) => `${row.guest}, ${row.code}`}
          rowHref={(row) => `/gallery?open=${row.code}`}
          views={[
            { value: "arriving", label: "Arriving", count: 14 },
            { value: "house", label: "In house", count: 94 },
            { value: "held", label: "Held" },
          ]}
          peek={{
            title: (row) => row.guest,
            description: (row) => row.code,
            content: (row) => <StateBadge kind="reservation" state={row.state} />,
          }}
          bulk={({ clear }) => (
            <Button size="small" onClick={clear}>
              Assign rooms
            </Button>
          )}
          filters={
            <FilterBar
              today="2026-03-04"
              search="Search guests and codes"
              fields={[
                { key: "status", label: "State", type: "choices", options: stateOptions("reservation") },
                { key: "arrives", label: "Arrives", type: "dates" },
                { key: "line", label: "By the line", type: "flag", on: "Booked by the line" },
              ]}
            />
          }
          empty={
            <EmptyState kind="no-match" title="No reservation fits" text="Clear the filters to see all." />
          }
        />
      </Suspense>
    </Part>
  );
}
