"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { EmptyState } from "@/components/patterns/empty-state";
import { StateBadge } from "@/components/patterns/state-badge";
import { useTRPC } from "@/components/trpc/client";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { guestName, type ReservationDetail } from "./types";
import { useReservationVerbs } from "./use-reservation-verbs";

interface Props {
  reservation: ReservationDetail;
  purpose: "assign" | "check-in";
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Chooses a free room of the type for the whole stay, ready ones first. */
export function RoomDialog({ reservation, purpose, open, onOpenChange }: Props) {
  const trpc = useTRPC();
  const { today } = useHotel();
  const verbs = useReservationVerbs();
  const [chosen, setChosen] = useState<string | null>(null);
  const { id: reservationId, version, roomType, arrival, departure, guest } = reservation;
  const stay = { roomTypeId: roomType.id, arrival: arrival < today ? today : arrival, departure };
  const asked = open && stay.departure > stay.arrival;
  const free = useQuery({ ...trpc.rooms.free.queryOptions(stay), enabled: asked, staleTime: 0 });
  const verb = purpose === "check-in" ? verbs.checkIn : verbs.assignRoom;
  const room = free.data?.find(({ id }) => id === chosen);
  const close = (shown: boolean) => {
    setChosen(null);
    verb.reset();
    onOpenChange(shown);
  };
  const save = () => {
    if (!room) return;
    verb.mutate(
      { reservationId, version, roomId: room.id },
      {
        onSuccess: () => {
          toast.done(
            purpose === "check-in" ? `Checked in to room ${room.number}` : `Room ${room.number} assigned`,
          );
          close(false);
        },
      },
    );
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={purpose === "check-in" ? `Check in ${guestName(guest)}` : `Room for ${guestName(guest)}`}
      description={`${roomType.name}, free on all nights of the stay.`}
      footer={
        <>
          <DialogClose asChild>
            <Button>Leave as it is</Button>
          </DialogClose>
          <Button variant="primary" disabled={!room} pending={verb.isPending} onClick={save}>
            {purpose === "check-in" ? "Check in" : "Assign"} {room ? `${room.number}` : "room"}
          </Button>
        </>
      }
    >
      {verb.error ? (
        <Banner tone="danger" urgent className="mb-3">
          {verb.error.message}
        </Banner>
      ) : null}
      {free.error ? <Banner tone="danger">{free.error.message}</Banner> : null}
      {free.data?.length === 0 ? (
        <EmptyState
          kind="no-match"
          title="No room of this type is free"
          text="End a block, move another guest, or change the reservation's type."
        />
      ) : null}
      {!free.data && !free.error ? <Skeleton className="h-40" /> : null}
      <div
        role="radiogroup"
        aria-label="Free rooms"
        className="grid max-h-80 grid-cols-2 gap-2 overflow-y-auto p-0.5 sm:grid-cols-3"
      >
        {free.data?.map(({ id, number, floor, cleaning }) => (
          <label
            key={id}
            className="flex cursor-pointer flex-col items-start gap-1 rounded-md border border-border p-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-bg has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="room"
              className="sr-only"
              checked={chosen === id}
              onChange={() => setChosen(id)}
            />
            <span className="flex w-full items-baseline gap-2">
              <span className="font-semibold">{number}</span>
              <span className="text-muted text-xs">Floor {floor}</span>
            </span>
            <StateBadge kind="room" state={cleaning} />
          </label>
        ))}
      </div>
    </Dialog>
  );
}
