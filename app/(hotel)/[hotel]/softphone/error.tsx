"use client";
import { ErrorState } from "@/components/patterns/error-state";

export default function SoftphoneError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <ErrorState page title="The softphone could not be opened" requestId={error.digest} retry={reset} />;
}
