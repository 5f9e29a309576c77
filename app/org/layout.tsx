import type { ReactNode } from "react";
import { OwnFrame } from "@/components/account/own-frame";

export default function OrganisationLayout({ children }: { children: ReactNode }) {
  return <OwnFrame from="/org/team">{children}</OwnFrame>;
}
