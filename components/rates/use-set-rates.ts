"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { plural } from "@/components/lib/format";
import { useTRPC } from "@/components/trpc/client";
import { toast } from "@/components/ui/toast";
import { type PricedCell, runsOf } from "./rate-math";

interface Restriction {
  minNights?: number;
  closed?: boolean;
}

/** Writes prices and restrictions of a plan; each price change can be undone for eight seconds. */
export function useSetRates(ratePlanId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const set = useMutation(trpc.rates.set.mutationOptions());
  const after = () =>
    Promise.all([
      client.invalidateQueries(trpc.rates.pathFilter()),
      client.invalidateQueries(trpc.inventory.pathFilter()),
    ]);

  const writePrices = async (cells: readonly PricedCell[], before: readonly PricedCell[]) => {
    const runs = runsOf(cells);
    const done = await Promise.allSettled(runs.map((run) => set.mutateAsync({ ratePlanId, ...run })));
    await after();
    const failed = done.filter((each) => each.status === "rejected");
    if (failed.length > 0) {
      const reason: unknown = failed[0]?.reason;
      toast.error(
        `${failed.length} of ${runs.length} price changes were not saved. The grid shows what is saved. ${
          reason instanceof Error ? reason.message : ""
        }`,
      );
      return;
    }
    toast.undo(`${plural(cells.length, "price")} changed`, { undo: () => void undo(before) });
  };
  const undo = async (before: readonly PricedCell[]) => {
    const done = await Promise.allSettled(
      runsOf(before).map((run) => set.mutateAsync({ ratePlanId, ...run })),
    );
    await after();
    if (done.some((each) => each.status === "rejected"))
      toast.error("Not every price could be put back. The grid shows what is saved.");
    else toast.info("Prices put back");
  };
  const restrict = async (roomTypeIds: string[], from: string, to: string, what: Restriction) => {
    try {
      const { nights } = await set.mutateAsync({ ratePlanId, roomTypeIds, from, to, ...what });
      toast.done(
        nights > 0 ? `${plural(nights, "night")} changed` : "Nothing changed: these nights have no price yet",
      );
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "It was not saved. Try again.");
    }
    await after();
  };
  return { writePrices, restrict, pending: set.isPending };
}
