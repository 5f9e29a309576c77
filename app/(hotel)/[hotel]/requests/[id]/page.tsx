import { HotelPage } from "@/components/hotel/hotel-page";
import { RequestPage } from "@/components/requests/request-page";

interface Props {
  params: Promise<{ hotel: string; id: string }>;
}

export const metadata = { title: "Request" };

export default async function Page({ params }: Props) {
  const { hotel, id } = await params;
  return (
    <HotelPage
      slug={hotel}
      permission="requests:read"
      who="the front desk, housekeeping and managers"
      what="requests"
      prefetch={({ trpc, prefetch }) => prefetch(trpc.requests.get.queryOptions({ requestId: id }))}
    >
      <RequestPage requestId={id} />
    </HotelPage>
  );
}
