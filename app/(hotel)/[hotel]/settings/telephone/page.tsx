import { HotelPage } from "@/components/hotel/hotel-page";
import { TelephoneSettings } from "@/components/telephony/telephone-settings";

export const metadata = { title: "Telephone settings" };

export default async function Page({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  return (
    <HotelPage
      slug={hotel}
      permission="settings:read"
      who="managers"
      what="settings of the telephone"
      prefetch={({ trpc, prefetch }) => {
        prefetch(trpc.telephony.get.queryOptions({}));
        prefetch(trpc.telephony.getAccount.queryOptions({}));
      }}
    >
      <TelephoneSettings />
    </HotelPage>
  );
}
