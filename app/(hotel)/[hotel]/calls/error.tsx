"use client";
import { ErrorState } from "@/components/patterns/error-state";

export default function CallsError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <ErrorState page title="The calls could not be loaded" requestId={error.digest} retry={reset} />;
}
