"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";

/** The verbs of rooms and their types; the house is read again after each. */
export function useRoomVerbs() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const after = {
    onSettled: () =>
      Promise.all([
        client.invalidateQueries(trpc.rooms.pathFilter()),
        client.invalidateQueries(trpc.inventory.pathFilter()),
        client.invalidateQueries(trpc.rates.pathFilter()),
      ]),
  };
  return {
    setCleaning: useMutation(trpc.rooms.setCleaning.mutationOptions(after)),
    block: useMutation(trpc.rooms.block.mutationOptions(after)),
    endBlock: useMutation(trpc.rooms.endBlock.mutationOptions(after)),
    create: useMutation(trpc.rooms.create.mutationOptions(after)),
    createType: useMutation(trpc.rooms.createType.mutationOptions(after)),
    updateType: useMutation(trpc.rooms.updateType.mutationOptions(after)),
  };
}
