import { CircleCheck, Inbox, type LucideIcon, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";

/** Nothing yet, nothing that fits the filter, or nothing left to do: three different things to be told. */
export type EmptyKind = "first-use" | "no-match" | "all-done";

export interface EmptyStateProps {
  kind: EmptyKind;
  title: string;
  text?: ReactNode;
  /** First use: the way to begin. No match: clear the filter. */
  action?: ReactNode;
  icon?: LucideIcon;
  className?: string;
}

const icons: Record<EmptyKind, LucideIcon> = {
  "first-use": Inbox,
  "no-match": SearchX,
  "all-done": CircleCheck,
};

export function EmptyState({ kind, title, text, action, icon, className }: EmptyStateProps) {
  const Icon = icon ?? icons[kind];
  return (
    <div className={cn("flex flex-col items-center gap-2 px-6 py-12 text-center", className)}>
      <Icon className="size-5 text-subtle" aria-hidden="true" />
      <p className="font-medium text-base">{title}</p>
      {text ? <p className="max-w-md text-balance text-muted text-sm">{text}</p> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
