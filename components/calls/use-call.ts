"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useCallEvents } from "@/components/live/use-live";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { type CallEventRow, project } from "./project";
import { transcriptOf } from "./transcript-of";

/** A call and its words, running or past; what a running call tells appears as it happens. */
export function useCall(callId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { data: call } = useSuspenseQuery(trpc.calls.get.queryOptions({ callId }));
  const [now, setNow] = useState({ partial: call.partial, state: call.state });
  const { events, error } = useCallEvents<CallEventRow>(call.id, async (input, signal) => {
    const page = await client.calls.events.query(input, { signal });
    setNow({ partial: page.partial, state: page.state });
    return page;
  });
  const live = call.endedAt === null;
  const partial = live ? now.partial : "";
  const turns = useMemo(() => transcriptOf(call, events, partial), [call, events, partial]);
  const services = useMemo(() => project(events).services, [events]);
  return { call, turns, services, live, state: live ? now.state : call.state, error };
}
