import { HotelPage } from "@/components/hotel/hotel-page";
import { RoomsPage } from "@/components/rooms/rooms-page";

export const metadata = { title: "Rooms" };

export default async function Page({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  return (
    <HotelPage
      slug={hotel}
      permission="rooms:read"
      who="the front desk, housekeeping and managers"
      what="rooms"
      prefetch={({ trpc, prefetch }) => {
        prefetch(trpc.rooms.list.queryOptions({}));
        prefetch(trpc.rooms.listTypes.queryOptions({}));
      }}
    >
      <RoomsPage />
    </HotelPage>
  );
}
