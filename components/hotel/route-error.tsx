"use client";
import { ErrorState } from "@/components/patterns/error-state";

/** The error page of a route inside the hotel's frame. */
export default function RouteError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState
      page
      title="This page could not be shown"
      message="What was saved is safe. Try again; if it stays, pass on the request number below."
      requestId={error.digest}
      retry={reset}
    />
  );
}
