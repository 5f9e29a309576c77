"use client";
import { ToggleGroup as Radix } from "radix-ui";
import { cn } from "@/components/lib/cn";
import type { Option } from "./select";

export interface SegmentedProps<Value extends string> {
  options: readonly Option<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  "aria-label": string;
  className?: string;
}

/** Two to five views of the same thing, all visible. One is always chosen. */
export function Segmented<Value extends string>({
  options,
  value,
  onValueChange,
  className,
  ...props
}: SegmentedProps<Value>) {
  return (
    <Radix.Root
      type="single"
      value={value}
      onValueChange={(next) => next && onValueChange(next as Value)}
      aria-label={props["aria-label"]}
      className={cn(
        "inline-flex h-8 w-fit max-w-full items-center overflow-x-auto rounded-md bg-sunken p-0.5 pointer-coarse:h-11",
        className,
      )}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className="inline-flex h-full min-w-6 items-center gap-1.5 whitespace-nowrap rounded-sm px-3 font-medium text-muted text-xs transition-colors hover:text-text focus-visible:-outline-offset-2 disabled:opacity-50 data-[state=on]:bg-surface data-[state=on]:text-text data-[state=on]:ring-1 data-[state=on]:ring-border"
        >
          {option.icon}
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
