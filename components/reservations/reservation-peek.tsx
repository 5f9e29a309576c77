import Link from "next/link";
import { useHotel } from "@/components/hotel/hotel-context";
import { KeyValues } from "@/components/patterns/key-values";
import { StateBadge } from "@/components/patterns/state-badge";
import { Instant, LineMark, Money, Phone, StayDates } from "@/components/patterns/values";
import { Button } from "@/components/ui/button";
import { peopleText, type ReservationRow } from "./types";

/** What the list knows of a reservation, beside it, with the way to the rest. */
export function ReservationPeek({ row }: { row: ReservationRow }) {
  const { href } = useHotel();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge kind="reservation" state={row.status} />
        {row.source === "line" ? (
          <LineMark href={row.callId ? href(`/calls/${row.callId}`) : undefined} />
        ) : null}
      </div>
      <KeyValues
        items={[
          {
            label: "Stay",
            value: <StayDates arrival={row.arrival} departure={row.departure} nights="long" />,
          },
          { label: "People", value: peopleText(row.adults, row.children) },
          { label: "Room", value: `${row.roomType.name}${row.room ? `, ${row.room}` : ", not assigned"}` },
          { label: "Total", value: <Money {...row.total} /> },
          { label: "Phone", value: <Phone number={row.guest.phone} unknown="No number given" link /> },
          { label: "Booked", value: <Instant at={row.createdAt} /> },
        ]}
      />
      <Button asChild className="self-start">
        <Link href={href(`/reservations/${row.id}`)}>Open reservation</Link>
      </Button>
    </div>
  );
}
