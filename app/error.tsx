"use client";
import { ErrorState } from "@/components/patterns/error-state";

/** Catches what a page throws while it renders. The message stays on the server; the digest finds it in the logs. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="main" className="mx-auto max-w-[640px] p-6 pt-24">
      <ErrorState
        page
        title="This page could not be shown"
        message="What was saved is safe. Try again; if it stays, pass on the request number below."
        requestId={error.digest}
        retry={reset}
      />
    </main>
  );
}
