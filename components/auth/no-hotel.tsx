"use client";
import { Button } from "@/components/ui/button";
import { AuthTitle } from "./frame";
import { signOut } from "./sign-in";

/** Signed in, but working for no hotel: says so, and who can change it. */
export function NoHotel({ email }: { email: string }) {
  return (
    <>
      <AuthTitle
        title="No hotel yet"
        text={`You are signed in as ${email}, and no hotel has you in its team. Ask an owner to invite this e-mail.`}
      />
      <Button size="touch" onClick={() => void signOut()}>
        Sign out
      </Button>
    </>
  );
}
