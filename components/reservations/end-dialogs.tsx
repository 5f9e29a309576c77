"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { formatMoney, formatStay } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useTRPC } from "@/components/trpc/client";
import { Checkbox } from "@/components/ui/checkbox";
import { toast } from "@/components/ui/toast";
import { guestName, type ReservationDetail } from "./types";
import { useReservationVerbs } from "./use-reservation-verbs";

interface LayerProps {
  reservation: ReservationDetail;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Cancelling names the fee that falls due now by the terms; a manager or the desk may waive it. */
export function CancelDialog({ reservation, open, onOpenChange }: LayerProps) {
  const trpc = useTRPC();
  const { locale } = useFormat();
  const { cancel } = useReservationVerbs();
  const [waive, setWaive] = useState(false);
  const { id: reservationId, version, code, guest } = reservation;
  const owed = useQuery({
    ...trpc.reservations.cancelFee.queryOptions({ reservationId }),
    enabled: open,
    staleTime: 0,
  });
  const fee = owed.data?.fee;
  const due = fee ? formatMoney(fee.amount, fee.currency, locale) : "";
  const sentence = !fee
    ? owed.error
      ? "The fee could not be read. It is charged by the agreed terms."
      : "Reading the fee …"
    : fee.amount === 0
      ? "Nothing is owed by the agreed terms."
      : waive
        ? `By the terms ${due} would be owed; it is waived.`
        : `${due} is owed by the agreed terms.`;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(shown) => {
        setWaive(false);
        onOpenChange(shown);
      }}
      object={`Cancel ${code} of ${guestName(guest)}, ${formatStay(reservation.arrival, reservation.departure, locale)}?`}
      consequence={
        <>
          <span className="block">The room can be sold to somebody else at once. {sentence}</span>
          {fee && fee.amount > 0 ? (
            <span className="mt-3 block">
              <Checkbox checked={waive} onCheckedChange={setWaive} label={`Waive the fee of ${due}`} />
            </span>
          ) : null}
        </>
      }
      verb="Cancel reservation"
      keep="Keep reservation"
      onConfirm={async () => {
        await cancel.mutateAsync({ reservationId, version, waiveFee: waive });
        toast.done(`Reservation ${code} cancelled`);
      }}
    />
  );
}

/** The guest did not come: the first night is owed, the room is free. */
export function NoShowDialog({ reservation, open, onOpenChange }: LayerProps) {
  const { locale } = useFormat();
  const { markNoShow } = useReservationVerbs();
  const { id: reservationId, version, code, guest, snapshot } = reservation;
  const first = formatMoney(snapshot.nights[0]?.price ?? 0, snapshot.currency, locale);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      object={`Mark ${code} of ${guestName(guest)} as a no-show?`}
      consequence={`The first night, ${first}, is owed and the room can be sold again. If the guest comes after all, they can still be checked in while there is a room.`}
      verb="Mark no-show"
      onConfirm={async () => {
        await markNoShow.mutateAsync({ reservationId, version });
        toast.done(`${code} is a no-show`);
      }}
    />
  );
}

/** The guest leaves: the room becomes dirty; an early departure gives its nights back. */
export function CheckOutDialog({ reservation, open, onOpenChange }: LayerProps) {
  const { today } = useHotel();
  const { checkOut } = useReservationVerbs();
  const { id: reservationId, version, room, guest, departure } = reservation;
  const early = today < departure;
  const left = early
    ? " They leave early: the nights left can be sold again, and the agreed price stays as it is."
    : "";
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      danger={false}
      object={`Check out ${guestName(guest)}${room ? ` from room ${room}` : ""}?`}
      consequence={`The room becomes dirty and is listed for cleaning.${left}`}
      verb="Check out"
      keep="Not yet"
      onConfirm={async () => {
        await checkOut.mutateAsync({ reservationId, version });
        toast.done(`${guestName(guest)} checked out`);
      }}
    />
  );
}
