import type { ReactNode } from "react";
import { OwnFrame } from "@/app/own-frame";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return <OwnFrame from="/account">{children}</OwnFrame>;
}
