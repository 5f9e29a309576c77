import type { Metadata } from "next";
import { Suspense } from "react";
import { CallsList, CallsSkeleton } from "@/components/calls/calls-list";
import { listInput } from "@/components/calls/filter";
import { NoPermission } from "@/components/patterns/no-permission";
import { serverTrpc } from "@/components/trpc/server";
import { findHotel } from "@/server/auth/context";
import { pageCtx, requireIdentity } from "@/server/auth/rsc";
import { actorCan } from "@/server/verbs/ctx";
import { callsFilter } from "./search-params";

export const metadata: Metadata = { title: "Calls" };

interface Props {
  params: Promise<{ hotel: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CallsPage({ params, searchParams }: Props) {
  const { hotel } = await params;
  const [ctx, identity] = await Promise.all([pageCtx(hotel), requireIdentity(`/${hotel}/calls`)]);
  if (!actorCan(ctx.actor, "calls:read"))
    return <NoPermission page who="the front desk, support, managers and owners" what="calls" />;
  const { trpc, prefetch, HydrateClient } = serverTrpc(hotel);
  const zone = findHotel(identity, hotel)?.hotel.timeZone ?? "UTC";
  prefetch(trpc.calls.list.queryOptions(listInput(callsFilter(await searchParams), zone)));
  return (
    <HydrateClient>
      <Suspense fallback={<CallsSkeleton />}>
        <CallsList hotel={hotel} mayCall={actorCan(ctx.actor, "calls:place")} />
      </Suspense>
    </HydrateClient>
  );
}
