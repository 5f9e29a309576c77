"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { ReservationSearch } from "@/app/(hotel)/[hotel]/reservations/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { readSearch } from "@/components/hotel/search-params";
import { useUrlState } from "@/components/lib/use-url-state";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { FilterBar } from "@/components/patterns/filter-bar";
import { PageHeader } from "@/components/patterns/page-header";
import { stateOptions } from "@/components/patterns/states";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { reservationColumns } from "./columns";
import { ReservationPeek } from "./reservation-peek";
import { guestName } from "./types";

const views = [
  { value: "all", label: "All" },
  { value: "arriving", label: "Arriving" },
  { value: "in_house", label: "In house" },
  { value: "departing", label: "Departing" },
  { value: "held", label: "Held" },
] as const;

const empty: Record<string, { title: string; text: string }> = {
  all: { title: "No reservations yet", text: "Those the line books and those of the desk stand here." },
  arriving: { title: "Nobody arrives today", text: "Reservations arriving on the business date stand here." },
  in_house: { title: "Nobody is in house", text: "Guests who are checked in stand here." },
  departing: { title: "Nobody leaves today", text: "Guests leaving on the business date stand here." },
  held: { title: "Nothing is held", text: "Rooms kept for somebody who has not decided stand here." },
};

/** All reservations: by view, state, dates or search, with the record beside the list. */
export function ReservationList() {
  const { currency, today, can, href } = useHotel();
  const { params, set } = useUrlState();
  const trpc = useTRPC();
  const filter = readSearch(ReservationSearch, new URLSearchParams(params));
  const query = useQuery(trpc.reservations.list.queryOptions(filter, { placeholderData: keepPreviousData }));
  const filtered = Boolean(filter.search || filter.status || filter.from || filter.to);
  const words = empty[filter.view ?? "all"] ?? empty.all;
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Reservations"
        count={query.data ? query.data.total + (query.data.more ? 1 : 0) : undefined}
        actions={
          can("reservations:write") ? (
            <Button variant="primary" asChild data-new>
              <Link href={href("/reservations/new")}>
                <Plus aria-hidden="true" />
                New reservation
              </Link>
            </Button>
          ) : null
        }
      />
      <DataTable
        id="reservations"
        label="Reservations"
        columns={reservationColumns(currency, (id) => href(`/calls/${id}`))}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => `${guestName(row.guest)}, ${row.code}`}
        rowHref={(row) => href(`/reservations/${row.id}`)}
        rowClassName={(row) => (over.has(row.status) ? "text-muted" : undefined)}
        views={views}
        peek={{
          title: (row) => guestName(row.guest),
          description: (row) => row.code,
          content: (row) => <ReservationPeek row={row} />,
        }}
        filters={
          <FilterBar
            today={today}
            search="Search name, phone or code"
            fields={[
              { key: "status", label: "State", type: "choices", options: stateOptions("reservation") },
              { key: "stay", label: "Stays on", type: "dates" },
            ]}
          />
        }
        empty={
          filtered ? (
            <EmptyState
              kind="no-match"
              title="No reservation fits"
              text="Nothing here has this name, number, code, state or date."
              action={
                <Button onClick={() => set({ q: null, status: null, stayFrom: null, stayTo: null })}>
                  Clear filters
                </Button>
              }
            />
          ) : (
            <EmptyState
              kind={filter.view && filter.view !== "all" ? "all-done" : "first-use"}
              title={words?.title ?? ""}
              text={words?.text}
            />
          )
        }
      />
    </div>
  );
}

const over = new Set(["cancelled", "expired", "no_show", "checked_out"]);
