import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";

interface PanelProps {
  title: string;
  /** Buttons at the end of its head. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** One card of a record's page with its heading. */
export function Panel({ title, actions, className, children }: PanelProps) {
  return (
    <section className={cn("min-w-0 rounded-lg border border-border bg-surface", className)}>
      <header className="flex min-h-11 flex-wrap items-center gap-2 border-border border-b px-4 py-2">
        <h2 className="flex-1 font-semibold text-base">{title}</h2>
        {actions}
      </header>
      <div className="p-4">{children}</div>
    </section>
  );
}
