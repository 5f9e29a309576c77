import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main
      id="main"
      className="mx-auto flex min-h-dvh max-w-[640px] flex-col items-start justify-center gap-3 p-6"
    >
      <h1 className="font-semibold text-xl">There is nothing at this address</h1>
      <p className="text-base text-muted">
        It may have been moved or erased, or it belongs to another hotel. Nothing was changed. Check the link,
        or go back to the start and search there.
      </p>
      <Button asChild variant="primary">
        <Link href="/">Go to the start</Link>
      </Button>
    </main>
  );
}
