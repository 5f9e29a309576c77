import { HotelPage } from "@/components/hotel/hotel-page";
import { ConnectionsPage } from "@/components/vendors/connections-page";

export const metadata = { title: "Connections" };

export default async function Page({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  return (
    <HotelPage
      slug={hotel}
      permission="settings:read"
      who="managers"
      what="connections"
      prefetch={({ trpc, prefetch }) => {
        prefetch(trpc.vendors.list.queryOptions());
        prefetch(trpc.vendors.spendCaps.queryOptions());
        prefetch(trpc.vendors.pronunciations.queryOptions());
      }}
    >
      <ConnectionsPage />
    </HotelPage>
  );
}
