import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { HotelFrame } from "@/components/hotel/hotel-frame";
import { LiveProvider } from "@/components/live/use-live";
import { roleNames } from "@/components/team/roles";
import { TrpcProvider } from "@/components/trpc/client";
import { homeOf } from "@/server/auth/context";
import { permissionsOf } from "@/server/auth/permissions";
import { requireIdentity } from "@/server/auth/rsc";

/** The shell around pages of the person or the organisation: it shows the hotel they would start in. */
export async function OwnFrame({ from, children }: { from: string; children: ReactNode }) {
  const identity = await requireIdentity(from);
  const members = identity.worksFor.filter(({ hotels }) => hotels.length > 0);
  const member = members.find(({ tenantId }) => tenantId === identity.activeTenantId) ?? members[0];
  const hotel = member?.hotels[0];
  // Without a hotel the sign-in page says what to do.
  if (!member || !hotel || !homeOf(identity)) redirect("/sign-in");
  return (
    <TrpcProvider hotel={hotel.slug}>
      <LiveProvider hotel={hotel.slug}>
        <HotelFrame
          hotel={hotel}
          hotels={identity.worksFor.flatMap(({ hotels }) => hotels)}
          user={{ name: identity.name, email: identity.email, role: roleNames[member.role].label }}
          permissions={permissionsOf(member.role)}
        >
          {children}
        </HotelFrame>
      </LiveProvider>
    </TrpcProvider>
  );
}
