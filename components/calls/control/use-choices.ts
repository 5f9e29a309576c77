"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";

/** How often the page asks where the call is, beside what it is told. Milliseconds. */
const AGAIN_MS = 5_000;

/** Who has a running call, and where it can be led. */
export function useChoices(callId: string) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.telephony.callChoices.queryOptions({ callId }),
    refetchInterval: AGAIN_MS,
  });
}
