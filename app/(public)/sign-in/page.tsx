import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthFrame, AuthTitle } from "@/components/auth/frame";
import { NoHotel } from "@/components/auth/no-hotel";
import { SampleCall } from "@/components/auth/sample-call";
import { safePath } from "@/components/auth/sign-in";
import { SignInForm } from "@/components/auth/sign-in-form";
import { demo } from "@/scripts/lib/demo.mjs";
import { homeOf } from "@/server/auth/context";
import { currentIdentity } from "@/server/auth/rsc";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<Record<string, string | string[] | undefined>>;
const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { from, email } = await searchParams;
  const identity = await currentIdentity();
  if (identity) {
    const home = safePath(one(from)) ?? homeOf(identity);
    if (home) redirect(home);
    return (
      <AuthFrame>
        <NoHotel email={identity.email} />
      </AuthFrame>
    );
  }
  const hint =
    process.env.DEMO === "1" ? { email: demo.ownerEmail, password: demo.ownerPassword } : undefined;
  return (
    <AuthFrame aside={<SampleCall />}>
      <AuthTitle title="Sign in" text="To your hotel's calls, bookings and rooms." />
      <SignInForm from={one(from)} email={one(email)?.slice(0, 254)} demo={hint} />
    </AuthFrame>
  );
}
