import { HotelPage } from "@/components/hotel/hotel-page";
import { readSearch } from "@/components/hotel/search-params";
import { TelephonyPage } from "@/components/telephony/telephony-page";
import { listQuery } from "@/components/telephony/views";
import { TelephonySearch } from "./search-params";

interface Props {
  params: Promise<{ hotel: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata = { title: "Telephone" };

export default async function Page({ params, searchParams }: Props) {
  const { hotel } = await params;
  const search = readSearch(TelephonySearch, await searchParams);
  return (
    <HotelPage
      slug={hotel}
      permission="calls:read"
      who="the front desk, support, managers and owners"
      what="what callers left"
      prefetch={({ trpc, prefetch }) => {
        prefetch(trpc.telephony.waiting.queryOptions({}));
        listQuery(trpc, search, prefetch);
      }}
    >
      <TelephonyPage />
    </HotelPage>
  );
}
