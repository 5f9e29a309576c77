"use client";
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";

export interface TabItem {
  value: string;
  label: ReactNode;
  /** How many wait behind it. */
  count?: number;
  content?: ReactNode;
}

interface TabsProps {
  items: readonly TabItem[];
  value: string;
  onValueChange: (value: string) => void;
  label: string;
  className?: string;
}

/** Parts of one record, or views of one list. The value belongs in the URL (`?tab=`). */
export function Tabs({ items, value, onValueChange, label, className }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} className={className}>
      <Radix.List aria-label={label} className="flex gap-1 overflow-x-auto border-border border-b">
        {items.map((item) => (
          <Radix.Trigger
            key={item.value}
            value={item.value}
            {...(item.content === undefined ? { "aria-controls": undefined } : {})}
            className={cn(
              "-mb-px inline-flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-muted text-sm transition-colors hover:text-text focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-text pointer-coarse:h-11",
            )}
          >
            {item.label}
            {item.count === undefined ? null : (
              <span className="font-normal text-subtle text-xs">{item.count}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {items.map((item) =>
        item.content === undefined ? null : (
          <Radix.Content key={item.value} value={item.value} className="pt-4">
            {item.content}
          </Radix.Content>
        ),
      )}
    </Radix.Root>
  );
}
