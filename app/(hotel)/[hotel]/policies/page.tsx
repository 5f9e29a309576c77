import { HotelPage } from "@/components/hotel/hotel-page";
import { PoliciesPage } from "@/components/policies/policies-page";

export const metadata = { title: "Policies" };

export default async function Page({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  return (
    <HotelPage
      slug={hotel}
      permission="policies:read"
      who="the front desk and managers"
      what="policies"
      prefetch={({ trpc, prefetch }) => prefetch(trpc.policies.list.queryOptions({}))}
    >
      <PoliciesPage />
    </HotelPage>
  );
}
