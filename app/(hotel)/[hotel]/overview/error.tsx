"use client";
import { ErrorState } from "@/components/patterns/error-state";

export default function OverviewError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <ErrorState page title="The overview could not be loaded" requestId={error.digest} retry={reset} />;
}
