import { HotelPage } from "@/components/hotel/hotel-page";
import { readSearch } from "@/components/hotel/search-params";
import { RequestList } from "@/components/requests/request-list";
import { RequestSearch } from "./search-params";

interface Props {
  params: Promise<{ hotel: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata = { title: "Requests" };

export default async function RequestsPage({ params, searchParams }: Props) {
  const { hotel } = await params;
  const filter = readSearch(RequestSearch, await searchParams);
  return (
    <HotelPage
      slug={hotel}
      permission="requests:read"
      who="the front desk, housekeeping and managers"
      what="requests"
      prefetch={({ trpc, prefetch }) => prefetch(trpc.requests.list.queryOptions(filter))}
    >
      <RequestList />
    </HotelPage>
  );
}
