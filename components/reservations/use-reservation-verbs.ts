"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";

/** The verbs of one reservation. Each reads the page again when done; none is shown before the server agreed. */
export function useReservationVerbs() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all([
      client.invalidateQueries(trpc.reservations.pathFilter()),
      client.invalidateQueries(trpc.rooms.pathFilter()),
      client.invalidateQueries(trpc.inventory.pathFilter()),
    ]);
  const after = { onSettled };
  return {
    assignRoom: useMutation(trpc.reservations.assignRoom.mutationOptions(after)),
    unassignRoom: useMutation(trpc.reservations.unassignRoom.mutationOptions(after)),
    checkIn: useMutation(trpc.reservations.checkIn.mutationOptions(after)),
    checkOut: useMutation(trpc.reservations.checkOut.mutationOptions(after)),
    cancel: useMutation(trpc.reservations.cancel.mutationOptions(after)),
    markNoShow: useMutation(trpc.reservations.markNoShow.mutationOptions(after)),
    change: useMutation(trpc.reservations.change.mutationOptions(after)),
    addNote: useMutation(trpc.reservations.addNote.mutationOptions(after)),
  };
}
