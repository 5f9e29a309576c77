import { HotelPage } from "@/components/hotel/hotel-page";
import { readSearch } from "@/components/hotel/search-params";
import { monthSpan } from "@/components/rates/month";
import { RatesPage } from "@/components/rates/rates-page";
import { RateSearch } from "./search-params";

interface Props {
  params: Promise<{ hotel: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata = { title: "Rates" };

export default async function Page({ params, searchParams }: Props) {
  const { hotel: slug } = await params;
  const { month, plan } = readSearch(RateSearch, await searchParams);
  return (
    <HotelPage
      slug={slug}
      permission="rates:read"
      who="the front desk and managers"
      what="rates"
      prefetch={({ trpc, prefetch }, { today }) => {
        prefetch(trpc.rates.offering.queryOptions({}));
        if (plan)
          prefetch(
            trpc.rates.grid.queryOptions({ ratePlanId: plan, ...monthSpan(month ?? today.slice(0, 7)) }),
          );
      }}
    >
      <RatesPage />
    </HotelPage>
  );
}
