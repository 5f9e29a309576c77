import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/trpc/root";

type Outputs = inferRouterOutputs<AppRouter>;
export type ReservationRow = Outputs["reservations"]["list"]["rows"][number];
export type ReservationDetail = Outputs["reservations"]["get"];
export type Offer = Outputs["inventory"]["offers"]["offers"][number];

/** "Lindqvist, Maria"; a guest whose name nobody caught yet has none. */
export const guestName = ({ first, last }: { first: string; last: string }): string =>
  [last, first].filter(Boolean).join(", ") || "Name not known";

/** "2 adults, 1 child". */
export const peopleText = (adults: number, children: number): string =>
  [
    `${adults} ${adults === 1 ? "adult" : "adults"}`,
    children ? `${children} ${children === 1 ? "child" : "children"}` : "",
  ]
    .filter(Boolean)
    .join(", ");
