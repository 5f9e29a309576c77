import "server-only";
import { type ReactNode, Suspense } from "react";
import { NoPermission } from "@/components/patterns/no-permission";
import { serverTrpc } from "@/components/trpc/server";
import type { HotelDay } from "@/server/features/organisations";
import { type HotelPermission, HotelProvider } from "./hotel-context";

interface Props {
  slug: string;
  permission: HotelPermission;
  /** Who may and what: "managers", "rates". */
  who: string;
  what: string;
  /** Starts the page's queries; they stream to the browser. */
  prefetch?: (server: ReturnType<typeof serverTrpc>, hotel: HotelDay) => void;
  children: ReactNode;
}

/** A hotel's page: reads what it needs of the hotel, starts its queries, or says who may see it. */
export async function HotelPage({ slug, permission, who, what, prefetch, children }: Props) {
  const server = serverTrpc(slug);
  const hotel = await server.caller.organisations.hotelDay({});
  if (!hotel.permissions.includes(permission)) {
    const ask = hotel.owner ? { name: hotel.owner, role: "owner" } : undefined;
    return <NoPermission page who={who} what={what} ask={ask} />;
  }
  prefetch?.(server, hotel);
  return (
    <server.HydrateClient>
      <HotelProvider hotel={hotel}>
        <Suspense>{children}</Suspense>
      </HotelProvider>
    </server.HydrateClient>
  );
}
