import { HotelPage } from "@/components/hotel/hotel-page";
import { LineSettings } from "@/components/settings/line-settings";

export const metadata = { title: "The line" };

export default async function Page({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  return (
    <HotelPage
      slug={hotel}
      permission="settings:read"
      who="managers"
      what="settings of the line"
      prefetch={({ trpc, prefetch }) => prefetch(trpc.policies.list.queryOptions({}))}
    >
      <LineSettings />
    </HotelPage>
  );
}
