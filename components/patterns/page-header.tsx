import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";
import { formatCount } from "@/components/lib/format";

interface PageHeaderProps {
  title: ReactNode;
  /** How many there are; exact to 10,000. */
  count?: number;
  /** State badges beside the title. */
  badges?: ReactNode;
  /** One quiet line below it. */
  meta?: ReactNode;
  /** At most one primary button, then the rest. */
  actions?: ReactNode;
  className?: string;
}

/** The question the page answers, and the one next action. Its h1 takes the focus after a route change. */
export function PageHeader({ title, count, badges, meta, actions, className }: PageHeaderProps) {
  return (
    <header className={cn("flex flex-wrap items-start gap-x-4 gap-y-2", className)}>
      <div className="min-w-0 flex-1 basis-60">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 tabIndex={-1} className="min-w-0 break-words font-semibold text-xl" dir="auto">
            {title}
          </h1>
          {count === undefined ? null : (
            <span className="text-lg text-subtle">{count > 10_000 ? "10,000+" : formatCount(count)}</span>
          )}
          {badges}
        </div>
        {meta ? (
          <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">{meta}</div>
        ) : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
