import { notFound } from "next/navigation";
import { HotelPage } from "@/components/hotel/hotel-page";
import { PoliciesPage } from "@/components/policies/policies-page";
import { PolicyArea } from "@/server/features/policies/schema";

export const metadata = { title: "Policies" };

export default async function Page({ params }: { params: Promise<{ hotel: string; area: string }> }) {
  const { hotel, area } = await params;
  const known = PolicyArea.safeParse(area);
  if (!known.success) notFound();
  return (
    <HotelPage
      slug={hotel}
      permission="policies:read"
      who="the front desk and managers"
      what="policies"
      prefetch={({ trpc, prefetch }) => prefetch(trpc.policies.list.queryOptions({}))}
    >
      <PoliciesPage area={known.data} />
    </HotelPage>
  );
}
