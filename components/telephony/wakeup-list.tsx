"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { useState } from "react";
import type { TelephonySearch } from "@/app/(hotel)/[hotel]/telephony/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { plural } from "@/components/lib/format";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { KeyValues } from "@/components/patterns/key-values";
import { StateBadge } from "@/components/patterns/state-badge";
import { Instant, LineMark } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { WakeupRow } from "@/server/features/telephony/records";
import { useTelephoneVerbs } from "./use-telephone-verbs";
import { ViewSwitch } from "./view-switch";
import { listInputs, wakeupViews } from "./views";
import { reasonSentence } from "./words";

const columns: readonly DataColumn<WakeupRow>[] = [
  {
    id: "time",
    header: "Rings",
    cell: ({ row }) => <span className="tabular-nums">{row.original.time}</span>,
    meta: { skeleton: "40px" },
  },
  { id: "room", header: "Room", cell: ({ row }) => row.original.room, meta: { skeleton: "32px" } },
  {
    id: "guest",
    header: "Guest",
    cell: ({ row: { original } }) => (
      <span className="flex max-w-52 items-center gap-2">
        <bdi className="truncate">{original.guestName}</bdi>
        {original.nameMismatch ? <Badge tone="warning">Check name</Badge> : null}
      </span>
    ),
    meta: { skeleton: "120px" },
  },
  {
    id: "state",
    header: "State",
    cell: ({ row }) => <StateBadge kind="wakeup" state={row.original.status} />,
    meta: { skeleton: "64px" },
  },
  {
    id: "tries",
    header: "Rang",
    cell: ({ row: { original } }) =>
      original.attempts.length > 0 ? (
        plural(original.attempts.length, "time")
      ) : (
        <span className="text-subtle">Not yet</span>
      ),
    meta: { skeleton: "48px", desk: true },
  },
  {
    id: "second",
    header: "Second call",
    cell: ({ row }) => (row.original.secondCall ? "Yes" : <span className="text-subtle">No</span>),
    meta: { skeleton: "32px", desk: true },
  },
];

/** Whom the hotel wakes today and tomorrow, in the order they ring. */
export function WakeupList({ search }: { search: TelephonySearch }) {
  const trpc = useTRPC();
  const input = listInputs.wakeups(search);
  const query = useQuery(
    trpc.telephony.listWakeups.queryOptions(input, { placeholderData: keepPreviousData }),
  );
  return (
    <DataTable
      id="wakeups"
      label="Wake-up calls"
      columns={columns}
      query={query}
      rowId={(row) => row.id}
      rowLabel={(row) => `${row.time}, room ${row.room}, ${row.guestName}`}
      rowClassName={(row) => (row.status === "cancelled" ? "text-muted" : undefined)}
      filters={<ViewSwitch label="Day" views={wakeupViews} value={input.day} />}
      pageSize={1_000}
      peek={{
        title: (row) => `Room ${row.room} at ${row.time}`,
        description: (row) => row.guestName,
        content: (row) => <WakeupPeek row={row} />,
      }}
      empty={
        <EmptyState
          kind="all-done"
          title={input.day === "today" ? "Nobody is woken today" : "Nobody is woken tomorrow"}
          text="Guests ask the line for a wake-up call. It stands here with what came of it."
        />
      }
    />
  );
}

function WakeupPeek({ row }: { row: WakeupRow }) {
  const { can, href } = useHotel();
  const { cancelWakeup } = useTelephoneVerbs();
  const [asking, setAsking] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge kind="wakeup" state={row.status} />
        {row.nameMismatch ? <Badge tone="warning">Check name</Badge> : null}
      </div>
      {row.status === "missed" ? (
        <p className="text-base">
          Nobody confirmed it by a key, so the desk got an urgent request to wake the room.
        </p>
      ) : null}
      {row.status === "set" && can("requests:write") ? (
        <Button className="self-start" onClick={() => setAsking(true)}>
          <Ban aria-hidden="true" />
          Cancel wake-up call
        </Button>
      ) : null}
      <KeyValues
        items={[
          { label: "Reference", value: row.ref },
          { label: "Second call", value: row.secondCall ? "Yes" : "No" },
          ...row.attempts.map(({ attempt, at, status, reason }) => ({
            label: `Try ${attempt}`,
            value: (
              <span className="flex flex-wrap items-center gap-2">
                <Instant at={at} show="time" />
                <StateBadge kind="call_out" state={status} />
                {reason ? <span className="text-muted text-xs">{reasonSentence(reason)}</span> : null}
              </span>
            ),
          })),
          ...(row.callId
            ? [{ label: "Asked for", value: <LineMark href={href(`/calls/${row.callId}`)} /> }]
            : []),
        ]}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        object={`Cancel the ${row.time} wake-up call of room ${row.room}?`}
        consequence="The room is not rung. Nobody tells the guest."
        verb="Cancel wake-up call"
        keep="Let it ring"
        onConfirm={async () => {
          await cancelWakeup.mutateAsync({ wakeupId: row.id });
        }}
      />
    </div>
  );
}
