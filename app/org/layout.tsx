import type { ReactNode } from "react";
import { OwnFrame } from "@/app/own-frame";

export default function OrganisationLayout({ children }: { children: ReactNode }) {
  return <OwnFrame from="/org/team">{children}</OwnFrame>;
}
