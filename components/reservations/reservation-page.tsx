"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ClipButton } from "@/components/calls/clip-button";
import { useHotel } from "@/components/hotel/hotel-context";
import { RecordSkeleton } from "@/components/hotel/page-skeleton";
import { EmptyState } from "@/components/patterns/empty-state";
import { ErrorState } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { StateBadge } from "@/components/patterns/state-badge";
import { LineMark, StayDates } from "@/components/patterns/values";
import { RecordCrumb } from "@/components/shell/crumbs";
import { domainCode, useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { HistoryPanel } from "./history-panel";
import { PricePanel } from "./price-panel";
import { ReservationActions } from "./reservation-actions";
import { ReservationNotes } from "./reservation-notes";
import { ReservationRail } from "./reservation-rail";
import { guestName, peopleText, type ReservationDetail } from "./types";

/** One reservation: what was agreed, who comes, what was done, and the one next action. */
export function ReservationPage({ reservationId }: { reservationId: string }) {
  const trpc = useTRPC();
  const { href } = useHotel();
  const query = useQuery(trpc.reservations.get.queryOptions({ reservationId }));
  if (query.data) return <Loaded reservation={query.data} />;
  if (!query.error) return <RecordSkeleton />;
  if (["not_found", "invalid"].includes(domainCode(query.error) ?? "")) {
    return (
      <div className="flex flex-col gap-4">
        <PageHeader title="Reservation" />
        <EmptyState
          kind="no-match"
          title="This reservation was not found"
          text="The link may be old or of another hotel."
          action={
            <Button asChild>
              <Link href={href("/reservations")}>Show all reservations</Link>
            </Button>
          }
        />
      </div>
    );
  }
  return (
    <ErrorState
      page
      title="The reservation could not be loaded"
      error={query.error}
      retry={() => void query.refetch()}
      pending={query.isFetching}
    />
  );
}

function Loaded({ reservation }: { reservation: ReservationDetail }) {
  const { href, can } = useHotel();
  const { code, guest, status, source, callId } = reservation;
  const name = guestName(guest);
  return (
    <div className="flex flex-col gap-4">
      <RecordCrumb label={`${code} ${guest.last || name}`} />
      <PageHeader
        title={
          <>
            <span className="font-mono text-muted">{code}</span> <bdi>{name}</bdi>
          </>
        }
        badges={
          <>
            <StateBadge kind="reservation" state={status} />
            {reservation.noRoom ? <Badge tone="danger">No room</Badge> : null}
            {source === "line" ? <LineMark href={callId ? href(`/calls/${callId}`) : undefined} /> : null}
          </>
        }
        meta={
          <>
            <StayDates arrival={reservation.arrival} departure={reservation.departure} nights="long" />
            <span>{peopleText(reservation.adults, reservation.children)}</span>
            <span>{reservation.roomType.name}</span>
            {reservation.room ? <span>Room {reservation.room}</span> : null}
          </>
        }
        actions={<ReservationActions reservation={reservation} />}
      />
      {reservation.nameUnclear ? (
        <Banner
          tone="warning"
          action={
            reservation.nameClip && callId && can("calls:read") ? (
              <ClipButton callId={callId} {...reservation.nameClip}>
                Hear the name
              </ClipButton>
            ) : null
          }
        >
          The line did not hear the name surely: the booking stands on the phone number. Ask how it is
          written.
        </Banner>
      ) : null}
      {reservation.noRoom ? (
        <Banner tone="danger">
          Tonight there is no room of this type left for this guest. Move them to another type or house before
          they come.
        </Banner>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          <PricePanel reservation={reservation} />
          <ReservationNotes reservation={reservation} />
          <HistoryPanel reservation={reservation} />
        </div>
        <ReservationRail reservation={reservation} />
      </div>
    </div>
  );
}
