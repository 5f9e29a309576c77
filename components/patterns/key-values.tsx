import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";

export interface KeyValue {
  label: string;
  value: ReactNode;
}

/** What is known of a record: label left, value right; stacked where it is narrow. */
export function KeyValues({ items, className }: { items: readonly KeyValue[]; className?: string }) {
  return (
    <dl className={cn("@container flex flex-col", className)}>
      {items.map(({ label, value }) => (
        <div
          key={label}
          className="@2xs:grid grid-cols-[minmax(96px,1fr)_2fr] gap-3 border-border border-b py-1.5 last:border-b-0"
        >
          <dt className="text-muted text-sm">{label}</dt>
          <dd className="min-w-0 break-words text-sm" dir="auto">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
