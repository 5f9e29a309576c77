import { HotelPage } from "@/components/hotel/hotel-page";
import { SettingsIndex } from "@/components/settings/settings-index";

export const metadata = { title: "Settings" };

export default async function Page({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  return (
    <HotelPage slug={hotel} permission="settings:read" who="managers" what="settings">
      <SettingsIndex />
    </HotelPage>
  );
}
