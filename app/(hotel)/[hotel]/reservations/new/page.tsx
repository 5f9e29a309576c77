import { HotelPage } from "@/components/hotel/hotel-page";
import { NewReservation } from "@/components/reservations/new-reservation";

export const metadata = { title: "New reservation" };

export default async function Page({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  return (
    <HotelPage
      slug={hotel}
      permission="reservations:write"
      who="the front desk and managers"
      what="reservations"
    >
      <NewReservation />
    </HotelPage>
  );
}
