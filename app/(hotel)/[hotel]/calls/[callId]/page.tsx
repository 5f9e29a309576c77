import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { CallPage } from "@/components/calls/call-page";
import { CallSkeleton } from "@/components/calls/call-skeleton";
import { NoPermission } from "@/components/patterns/no-permission";
import { serverTrpc } from "@/components/trpc/server";
import { pageCtx } from "@/server/auth/rsc";
import { Id } from "@/server/kernel/ids";
import { actorCan } from "@/server/verbs/ctx";

export const metadata: Metadata = { title: "Call" };

export default async function Page({ params }: { params: Promise<{ hotel: string; callId: string }> }) {
  const { hotel, callId } = await params;
  const ctx = await pageCtx(hotel);
  if (!actorCan(ctx.actor, "calls:read"))
    return <NoPermission page who="the front desk, support, managers and owners" what="calls" />;
  if (!Id.safeParse(callId).success) notFound();
  const { trpc, prefetch, HydrateClient } = serverTrpc(hotel);
  prefetch(trpc.calls.get.queryOptions({ callId }));
  return (
    <HydrateClient>
      <Suspense fallback={<CallSkeleton />}>
        <CallPage
          hotel={hotel}
          callId={callId}
          mayControl={actorCan(ctx.actor, "calls:control")}
          mayListen={actorCan(ctx.actor, "calls:listen")}
        />
      </Suspense>
    </HydrateClient>
  );
}
