import { HotelPage } from "@/components/hotel/hotel-page";
import { ReservationPage } from "@/components/reservations/reservation-page";

interface Props {
  params: Promise<{ hotel: string; id: string }>;
}

export const metadata = { title: "Reservation" };

export default async function Page({ params }: Props) {
  const { hotel, id } = await params;
  return (
    <HotelPage
      slug={hotel}
      permission="reservations:read"
      who="the front desk and managers"
      what="reservations"
      prefetch={({ trpc, prefetch }) => prefetch(trpc.reservations.get.queryOptions({ reservationId: id }))}
    >
      <ReservationPage reservationId={id} />
    </HotelPage>
  );
}
