import type { Metadata } from "next";
import { NoPermission } from "@/components/patterns/no-permission";
import { SoftphonePage } from "@/components/softphone/softphone-page";
import { pageCtx } from "@/server/auth/rsc";
import { actorCan } from "@/server/verbs/ctx";

export const metadata: Metadata = { title: "Softphone" };

export default async function Page({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  const ctx = await pageCtx(hotel);
  if (!actorCan(ctx.actor, "calls:place"))
    return <NoPermission page who="the front desk, managers and owners" what="the softphone" />;
  return <SoftphonePage hotel={hotel} />;
}
