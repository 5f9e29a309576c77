import type { Metadata } from "next";
import { Suspense } from "react";
import { Overview, OverviewSkeleton } from "@/components/overview/overview";
import { NoPermission } from "@/components/patterns/no-permission";
import { serverTrpc } from "@/components/trpc/server";
import { findHotel } from "@/server/auth/context";
import { pageCtx, requireIdentity } from "@/server/auth/rsc";
import { actorCan } from "@/server/verbs/ctx";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  const [ctx, identity] = await Promise.all([pageCtx(hotel), requireIdentity(`/${hotel}/overview`)]);
  if (!actorCan(ctx.actor, "overview:read"))
    return <NoPermission page who="the front desk, support, managers and owners" what="the overview" />;
  const { trpc, prefetch, HydrateClient } = serverTrpc(hotel);
  prefetch(trpc.overview.today.queryOptions({}));
  return (
    <HydrateClient>
      <Suspense fallback={<OverviewSkeleton />}>
        <Overview hotel={hotel} name={findHotel(identity, hotel)?.hotel.name ?? ""} />
      </Suspense>
    </HydrateClient>
  );
}
