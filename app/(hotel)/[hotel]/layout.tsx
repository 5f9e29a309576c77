import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { HotelFrame } from "@/components/hotel/hotel-frame";
import { LiveProvider } from "@/components/live/use-live";
import { TrpcProvider } from "@/components/trpc/client";
import { findHotel } from "@/server/auth/context";
import { permissionsOf } from "@/server/auth/permissions";
import { pageCtx, requireIdentity } from "@/server/auth/rsc";

type Props = { children: ReactNode; params: Promise<{ hotel: string }> };

/** Every page of a hotel: who is signed in, which hotels they have, and one live stream for the tab. */
export default async function HotelLayout({ children, params }: Props) {
  const { hotel: slug } = await params;
  const identity = await requireIdentity(`/${slug}/overview`);
  await pageCtx(slug);
  const found = findHotel(identity, slug);
  if (!found) notFound();
  const hotels = identity.worksFor.flatMap((member) => member.hotels);
  return (
    <TrpcProvider hotel={slug} key={slug}>
      <LiveProvider hotel={slug}>
        <HotelFrame
          hotel={found.hotel}
          hotels={hotels}
          user={{ name: identity.name, email: identity.email, role: found.member.role.replace("_", " ") }}
          permissions={permissionsOf(found.member.role)}
        >
          {children}
        </HotelFrame>
      </LiveProvider>
    </TrpcProvider>
  );
}
