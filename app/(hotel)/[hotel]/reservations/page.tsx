import { HotelPage } from "@/components/hotel/hotel-page";
import { readSearch } from "@/components/hotel/search-params";
import { ReservationList } from "@/components/reservations/reservation-list";
import { ReservationSearch } from "./search-params";

interface Props {
  params: Promise<{ hotel: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata = { title: "Reservations" };

export default async function ReservationsPage({ params, searchParams }: Props) {
  const { hotel } = await params;
  const filter = readSearch(ReservationSearch, await searchParams);
  return (
    <HotelPage
      slug={hotel}
      permission="reservations:read"
      who="the front desk and managers"
      what="reservations"
      prefetch={({ trpc, prefetch }) => prefetch(trpc.reservations.list.queryOptions(filter))}
    >
      <ReservationList />
    </HotelPage>
  );
}
