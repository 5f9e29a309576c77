import type { Metadata } from "next";
import { HotelSettingsPage } from "@/components/team/hotel-settings-page";

export const metadata: Metadata = { title: "Hotel settings" };

export default function Page() {
  return <HotelSettingsPage />;
}
