import type { DataColumn } from "@/components/patterns/data-table";
import { StateBadge } from "@/components/patterns/state-badge";
import { Instant, LineMark, Money, StayDates } from "@/components/patterns/values";
import { Badge } from "@/components/ui/badge";
import { guestName, peopleText, type ReservationRow } from "./types";

/** Columns of the list; `callHref` leads from a booking of the line to the call it came from. */
export const reservationColumns = (
  currency: string,
  callHref: (id: string) => string,
): DataColumn<ReservationRow>[] => [
  {
    id: "code",
    header: "Code",
    cell: ({ row }) => <span className="font-mono">{row.original.code}</span>,
    meta: { skeleton: "56px" },
  },
  {
    id: "guest",
    header: "Guest",
    cell: ({ row }) => (
      <span className="flex max-w-56 items-center gap-2">
        <bdi className="truncate" title={guestName(row.original.guest)}>
          {guestName(row.original.guest)}
        </bdi>
        {row.original.nameUnclear ? <Badge tone="warning">Check name</Badge> : null}
      </span>
    ),
    meta: { skeleton: "120px" },
  },
  {
    id: "stay",
    header: "Stay",
    cell: ({ row }) => <StayDates arrival={row.original.arrival} departure={row.original.departure} />,
    meta: { sort: "arrival", skeleton: "150px" },
  },
  {
    id: "people",
    header: "People",
    cell: ({ row }) => peopleText(row.original.adults, row.original.children),
    meta: { skeleton: "64px", desk: true, hidden: true },
  },
  {
    id: "room",
    header: "Room",
    cell: ({ row }) => (
      <span className="whitespace-nowrap">
        <span title={row.original.roomType.name}>{row.original.roomType.code}</span>{" "}
        {row.original.room ?? <span className="text-subtle">not assigned</span>}
      </span>
    ),
    meta: { skeleton: "72px", desk: true },
  },
  {
    id: "state",
    header: "State",
    cell: ({ row }) => <StateBadge kind="reservation" state={row.original.status} />,
    meta: { skeleton: "88px" },
  },
  {
    id: "total",
    header: `Total, ${currency}`,
    cell: ({ row }) => <Money bare={row.original.total.currency === currency} {...row.original.total} />,
    meta: { align: "end", skeleton: "64px", desk: true },
  },
  {
    id: "booked",
    header: "Booked",
    cell: ({ row }) => <Instant at={row.original.createdAt} />,
    meta: { sort: "created", descFirst: true, skeleton: "80px", desk: true },
  },
  {
    id: "mark",
    header: "By",
    cell: ({ row }) =>
      row.original.source === "line" ? (
        <LineMark href={row.original.callId ? callHref(row.original.callId) : undefined} />
      ) : (
        <span className="text-muted capitalize">{row.original.source}</span>
      ),
    meta: { skeleton: "32px", desk: true },
  },
];
