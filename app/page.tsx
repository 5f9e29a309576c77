import { redirect } from "next/navigation";
import { homeOf } from "@/server/auth/context";
import { currentIdentity } from "@/server/auth/rsc";

/** The front door: people at work go to their pages, everybody else to sign in. */
export default async function FrontDoor() {
  const identity = await currentIdentity();
  redirect((identity && homeOf(identity)) ?? "/sign-in");
}
