"use client";
import { CircleAlert, RotateCw } from "lucide-react";
import { cn } from "@/components/lib/cn";
import { Button } from "@/components/ui/button";

export interface ErrorStateProps {
  /** Shown as it is when it is ours to show; unknown errors get the general sentence. */
  error?: { message: string } | null;
  title?: string;
  message?: string;
  /** Finds the request in the logs. */
  requestId?: string;
  retry?: () => void;
  pending?: boolean;
  /** The whole page failed: the title becomes its h1. */
  page?: boolean;
  className?: string;
}

const GENERAL = "What was saved is safe. Try again in a moment.";

/** Only the panel that failed: what happened, what is safe, what to do. */
export function ErrorState({
  error,
  title = "This could not be loaded",
  message,
  requestId,
  retry,
  pending,
  page,
  className,
}: ErrorStateProps) {
  const Title = page ? "h1" : "p";
  return (
    <div
      role="alert"
      className={cn(
        "flex flex-col items-start gap-2 rounded-lg border border-border bg-surface p-5",
        className,
      )}
    >
      <Title className={cn("flex items-center gap-2 font-semibold", page ? "text-xl" : "text-base")}>
        <CircleAlert className="size-4 shrink-0 text-danger" aria-hidden="true" />
        {title}
      </Title>
      <p className="text-muted text-sm">{message ?? error?.message ?? GENERAL}</p>
      {retry ? (
        <Button onClick={retry} pending={pending} className="mt-1">
          <RotateCw aria-hidden="true" />
          Try again
        </Button>
      ) : null}
      {requestId ? (
        <p className="text-subtle text-xs">
          Request <code className="select-all font-mono">{requestId}</code>
        </p>
      ) : null}
    </div>
  );
}
