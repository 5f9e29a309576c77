"use client";
import { ErrorState } from "@/components/patterns/error-state";

export default function CallError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <ErrorState page title="The call could not be loaded" requestId={error.digest} retry={reset} />;
}
