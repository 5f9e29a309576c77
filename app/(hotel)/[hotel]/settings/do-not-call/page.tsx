import { HotelPage } from "@/components/hotel/hotel-page";
import { readSearch } from "@/components/hotel/search-params";
import { DoNotCallPage } from "@/components/telephony/do-not-call-page";
import { DoNotCallSearch } from "./search-params";

interface Props {
  params: Promise<{ hotel: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata = { title: "Do-not-call list" };

export default async function Page({ params, searchParams }: Props) {
  const { hotel } = await params;
  const { q, page } = readSearch(DoNotCallSearch, await searchParams);
  return (
    <HotelPage
      slug={hotel}
      permission="settings:read"
      who="managers"
      what="the do-not-call list"
      prefetch={({ trpc, prefetch }) =>
        prefetch(
          trpc.telephony.listDoNotCall.queryOptions({
            ...(q ? { search: q } : {}),
            ...(page ? { page } : {}),
          }),
        )
      }
    >
      <DoNotCallPage />
    </HotelPage>
  );
}
