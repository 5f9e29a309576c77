import Link from "next/link";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { KeyValues } from "@/components/patterns/key-values";
import { Instant, LineMark, Phone, StayDates, Unknown } from "@/components/patterns/values";
import { guestName, peopleText, type ReservationDetail } from "./types";

const sources: Record<string, string> = {
  line: "The line",
  desk: "Front desk",
  web: "Website",
  import: "Import",
};
const guarantees: Record<string, string> = {
  none: "None",
  card: "Card",
  deposit: "Deposit",
  company: "Company",
};

/** Who comes, for when, in which room, and where the booking came from. */
export function ReservationRail({ reservation }: { reservation: ReservationDetail }) {
  const { href } = useHotel();
  const { guest, snapshot, callId, source } = reservation;
  const ages = snapshot.childAges;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Panel title="Guest">
        <KeyValues
          items={[
            { label: "Name", value: guestName(guest) },
            { label: "Phone", value: <Phone number={guest.phone} unknown="No number given" link /> },
            ...(reservation.bookerName ? [{ label: "Booked by", value: reservation.bookerName }] : []),
            {
              label: "People",
              value:
                peopleText(reservation.adults, reservation.children) +
                (ages.length ? ` (age ${ages.join(", ")})` : ""),
            },
          ]}
        />
      </Panel>
      <Panel title="Stay">
        <KeyValues
          items={[
            {
              label: "Dates",
              value: (
                <StayDates arrival={reservation.arrival} departure={reservation.departure} nights="long" />
              ),
            },
            { label: "Arrives at", value: reservation.arrivalTime ?? <Unknown reason="Not said" /> },
            { label: "Room type", value: reservation.roomType.name },
            { label: "Room", value: reservation.room ?? <span className="text-muted">Not assigned</span> },
            { label: "Rate", value: reservation.ratePlan.name },
            {
              label: "Includes",
              value: snapshot.includes.length ? (
                snapshot.includes.join(", ")
              ) : (
                <span className="text-muted">Room only</span>
              ),
            },
            { label: "Guarantee", value: guarantees[reservation.guarantee] ?? reservation.guarantee },
          ]}
        />
      </Panel>
      <Panel title="Origin">
        <KeyValues
          items={[
            {
              label: "Booked by",
              value: (
                <span className="inline-flex items-center gap-2">
                  {sources[source] ?? source}
                  {source === "line" && !callId ? <LineMark /> : null}
                </span>
              ),
            },
            { label: "Booked", value: <Instant at={reservation.createdAt} show="full" /> },
            ...(callId
              ? [
                  {
                    label: "Call",
                    value: (
                      <Link
                        href={href(`/calls/${callId}`)}
                        className="inline-flex items-center gap-1 underline underline-offset-4"
                      >
                        <LineMark /> Open the call
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Panel>
    </div>
  );
}
