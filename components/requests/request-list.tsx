"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { RequestSearch } from "@/app/(hotel)/[hotel]/requests/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { readSearch } from "@/components/hotel/search-params";
import { useUrlState } from "@/components/lib/use-url-state";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { FilterBar } from "@/components/patterns/filter-bar";
import { PageHeader } from "@/components/patterns/page-header";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { requestColumns } from "./columns";
import { byPressure } from "./order";
import { RequestForm } from "./request-form";
import { RequestPeek } from "./request-peek";

const views = [
  { value: "open", label: "Open" },
  { value: "done", label: "Closed" },
  { value: "all", label: "All" },
] as const;

const departments = ["front desk", "housekeeping", "maintenance", "duty manager", "kitchen", "events"].map(
  (value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }),
);

/** What guests asked for and a person must do, the most pressing first. */
export function RequestList() {
  const trpc = useTRPC();
  const { today, can, href, nameOf } = useHotel();
  const { params, set } = useUrlState();
  const [adding, setAdding] = useState(false);
  const filter = readSearch(RequestSearch, new URLSearchParams(params));
  const query = useQuery(trpc.requests.list.queryOptions(filter, { placeholderData: keepPreviousData }));
  const open = (filter.view ?? "open") === "open";
  const data = query.data && open ? { ...query.data, rows: byPressure(query.data.rows) } : query.data;
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Requests"
        count={query.data?.total}
        actions={
          can("requests:write") ? (
            <Button variant="primary" data-new onClick={() => setAdding(true)}>
              <Plus aria-hidden="true" />
              New request
            </Button>
          ) : null
        }
      />
      <DataTable
        id="requests"
        label="Requests"
        columns={requestColumns({
          nameOf,
          callHref: (id) => (can("calls:read") ? href(`/calls/${id}`) : undefined),
        })}
        query={{ ...query, data }}
        rowId={(row) => row.id}
        rowLabel={(row) => `${row.summary}${row.room ? `, room ${row.room}` : ""}`}
        rowHref={(row) => href(`/requests/${row.id}`)}
        rowClassName={(row) => (row.closedAt ? "text-muted" : undefined)}
        views={views}
        filters={
          <FilterBar
            today={today}
            fields={[{ key: "department", label: "Department", type: "choice", options: departments }]}
          />
        }
        peek={{
          title: (row) => `Request ${row.ref}`,
          description: (row) => (row.room ? `Room ${row.room}` : undefined),
          content: (row) => <RequestPeek row={row} />,
        }}
        empty={
          filter.department ? (
            <EmptyState
              kind="no-match"
              title="Nothing for this department"
              action={<Button onClick={() => set({ department: null })}>Show all departments</Button>}
            />
          ) : open ? (
            <EmptyState
              kind="all-done"
              title="Nothing waits to be done"
              text="What guests ask the line for stands here until somebody has done it."
            />
          ) : (
            <EmptyState
              kind="first-use"
              title="No requests yet"
              text="What guests ask the line for stands here."
            />
          )
        }
      />
      <RequestForm open={adding} onOpenChange={setAdding} />
    </div>
  );
}
