"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { toast } from "@/components/ui/toast";

/** The verbs of connections; the list is read again after each. */
export function useVendorVerbs() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries(trpc.vendors.pathFilter());
  const failed = (title: string) => ({
    onSettled,
    onError: (error: { message: string }) => void toast.error(title, error.message),
  });
  return {
    save: useMutation(trpc.vendors.save.mutationOptions(failed("The connection was not changed"))),
    remove: useMutation(trpc.vendors.remove.mutationOptions({ onSettled })),
    reorder: useMutation(trpc.vendors.reorder.mutationOptions(failed("The order was not changed"))),
    check: useMutation(trpc.vendors.check.mutationOptions(failed("The connection was not checked"))),
  };
}
