import Link from "next/link";
import { Button } from "@/components/ui/button";
import { AuthTitle } from "./frame";

/** A link that was used, is too old or was cut short: what to do now. */
export function LinkOver({ title, message }: { title: string; message: string }) {
  return (
    <>
      <AuthTitle title={title} text={message} />
      <Button asChild size="touch">
        <Link href="/sign-in">Go to sign-in</Link>
      </Button>
    </>
  );
}
