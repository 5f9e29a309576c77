import type { Metadata } from "next";
import { AcceptForm } from "@/components/auth/accept-form";
import { AuthFrame, AuthTitle } from "@/components/auth/frame";
import { LinkOver } from "@/components/auth/link-over";
import { SampleCall } from "@/components/auth/sample-call";
import { roleNames } from "@/components/team/roles";
import { TrpcProvider } from "@/components/trpc/client";
import { domainMessage, serverTrpc } from "@/components/trpc/server";

// A link of this kind opens an account: no other site may learn it from a Referer header.
export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer", robots: { index: false } };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await serverTrpc(null).caller.team.readInvitation({ token }).catch(domainMessage);
  if (typeof invitation === "string") {
    return (
      <AuthFrame>
        <LinkOver title="This invitation does not work" message={invitation} />
      </AuthFrame>
    );
  }
  const { organisation, role } = invitation;
  return (
    <AuthFrame aside={<SampleCall />}>
      <AuthTitle
        title={`Join ${organisation}`}
        text={`You are invited as ${roleNames[role].label.toLowerCase()}.`}
      />
      <TrpcProvider hotel={null}>
        <AcceptForm token={token} {...invitation} />
      </TrpcProvider>
    </AuthFrame>
  );
}
