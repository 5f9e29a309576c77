import { redirect } from "next/navigation";
import { homeOf } from "@/server/auth/context";
import { requireIdentity } from "@/server/auth/rsc";

/** The address a stranger is given: the softphone of the hotel they start in. */
export default async function SoftphoneDoor() {
  const home = homeOf(await requireIdentity("/softphone"));
  redirect(home?.startsWith("/org") || !home ? "/" : `/${home.split("/")[1]}/softphone`);
}
