import type { Metadata } from "next";
import { AuthFrame, AuthTitle } from "@/components/auth/frame";
import { LinkOver } from "@/components/auth/link-over";
import { ResetForm } from "@/components/auth/reset-form";
import { TrpcProvider } from "@/components/trpc/client";
import { domainMessage, serverTrpc } from "@/components/trpc/server";

// A link of this kind opens an account: no other site may learn it from a Referer header.
export const metadata: Metadata = {
  title: "New password",
  referrer: "no-referrer",
  robots: { index: false },
};

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const reset = await serverTrpc(null).caller.account.readReset({ token }).catch(domainMessage);
  return (
    <AuthFrame>
      {typeof reset === "string" ? (
        <LinkOver title="This link does not work" message={reset} />
      ) : (
        <>
          <AuthTitle title="Choose a new password" text="You will be signed out everywhere else." />
          <TrpcProvider hotel={null}>
            <ResetForm token={token} email={reset.email} />
          </TrpcProvider>
        </>
      )}
    </AuthFrame>
  );
}
