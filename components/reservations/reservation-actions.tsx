"use client";
import { BedDouble, CalendarRange, DoorOpen, Ellipsis, LogOut, Undo2, UserRoundX, X } from "lucide-react";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { actionsOf, type ReservationAction } from "./actions-of";
import { ChangeSheet } from "./change-sheet";
import { CancelDialog, CheckOutDialog, NoShowDialog } from "./end-dialogs";
import { RoomDialog } from "./room-dialog";
import type { ReservationDetail } from "./types";
import { useReservationVerbs } from "./use-reservation-verbs";

/** The one next action of a reservation, and the others in a menu; only what its state and the reader's role allow. */
export function ReservationActions({ reservation }: { reservation: ReservationDetail }) {
  const { can, today } = useHotel();
  const verbs = useReservationVerbs();
  const [open, setOpen] = useState<ReservationAction | null>(null);
  if (!can("reservations:write")) return null;
  const { next, more } = actionsOf(reservation, today);
  if (!next && more.length === 0) return null;
  const { id: reservationId, version, room } = reservation;

  const checkIn = () =>
    verbs.checkIn.mutate(
      { reservationId, version },
      {
        onSuccess: () => toast.done(`Checked in to room ${room}`),
        onError: (error) => toast.error(error.message),
      },
    );
  const takeBack = () =>
    verbs.unassignRoom.mutate(
      { reservationId, version },
      {
        onSuccess: () => toast.done(`Room ${room} taken back`),
        onError: (error) => toast.error(error.message),
      },
    );
  const run = (action: ReservationAction) => {
    if (action === "check-in" && room) checkIn();
    else if (action === "take-back") takeBack();
    else setOpen(action);
  };
  const layer = (action: ReservationAction) => ({
    reservation,
    open: open === action,
    onOpenChange: (shown: boolean) => setOpen(shown ? action : null),
  });
  return (
    <>
      {next ? (
        <Button variant="primary" pending={verbs.checkIn.isPending} onClick={() => run(next)}>
          {icons[next]}
          {words(next, room)}
        </Button>
      ) : null}
      {more.length > 0 ? (
        <Menu
          label="More actions"
          align="end"
          trigger={
            <IconButton variant="secondary" label="More actions" icon={<Ellipsis aria-hidden="true" />} />
          }
        >
          {more.map((action) => (
            <Fragmented key={action} divided={action === "cancel"}>
              <MenuItem
                icon={icons[action]}
                danger={action === "cancel" || action === "no-show"}
                onSelect={() => run(action)}
              >
                {words(action, room)}
              </MenuItem>
            </Fragmented>
          ))}
        </Menu>
      ) : null}
      <RoomDialog {...layer("check-in")} purpose="check-in" />
      <RoomDialog {...layer("assign")} purpose="assign" />
      <ChangeSheet {...layer("change")} />
      <CancelDialog {...layer("cancel")} />
      <NoShowDialog {...layer("no-show")} />
      <CheckOutDialog {...layer("check-out")} />
    </>
  );
}

const icons: Record<ReservationAction, React.ReactNode> = {
  "check-in": <DoorOpen aria-hidden="true" />,
  "check-out": <LogOut aria-hidden="true" />,
  assign: <BedDouble aria-hidden="true" />,
  "take-back": <Undo2 aria-hidden="true" />,
  change: <CalendarRange aria-hidden="true" />,
  cancel: <X aria-hidden="true" />,
  "no-show": <UserRoundX aria-hidden="true" />,
};

function words(action: ReservationAction, room: string | null): string {
  switch (action) {
    case "check-in":
      return room ? `Check in to ${room}` : "Check in";
    case "check-out":
      return "Check out";
    case "assign":
      return room ? "Move to another room" : "Assign room";
    case "take-back":
      return `Take back room ${room}`;
    case "change":
      return "Change stay";
    case "cancel":
      return "Cancel reservation";
    case "no-show":
      return "Mark no-show";
  }
}

function Fragmented({ divided, children }: { divided: boolean; children: React.ReactNode }) {
  return (
    <>
      {divided ? <MenuSeparator /> : null}
      {children}
    </>
  );
}
