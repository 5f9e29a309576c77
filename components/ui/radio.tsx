"use client";
import { RadioGroup as Radix } from "radix-ui";
import { useId } from "react";
import { cn } from "@/components/lib/cn";
import { useFieldProps } from "./field";
import type { Option } from "./select";

export interface RadioProps<Value extends string> {
  options: readonly Option<Value>[];
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  name?: string;
  disabled?: boolean;
  "aria-label"?: string;
  className?: string;
}

/** One of two to five options whose words matter. Inside `<Field group>`. */
export function Radio<Value extends string>({
  options,
  onValueChange,
  className,
  ...props
}: RadioProps<Value>) {
  const id = useId();
  const field = useFieldProps({});
  return (
    <Radix.Root
      {...field}
      {...props}
      onValueChange={(next) => onValueChange?.(next as Value)}
      className={cn("flex flex-col gap-1", className)}
    >
      {options.map((option) => (
        <div
          key={option.value}
          className="flex min-h-6 items-start gap-2 py-1 pointer-coarse:min-h-11 pointer-coarse:py-3"
        >
          <Radix.Item
            id={`${id}-${option.value}`}
            value={option.value}
            disabled={option.disabled}
            aria-describedby={option.help ? `${id}-${option.value}-help` : undefined}
            className="relative grid size-4 shrink-0 place-items-center rounded-full border border-control bg-surface after:absolute after:-inset-1 hover:border-muted disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent pointer-coarse:after:-inset-3.5"
          >
            <Radix.Indicator className="size-1.5 rounded-full bg-on" />
          </Radix.Item>
          <div className="flex flex-col">
            <label htmlFor={`${id}-${option.value}`} className="text-sm">
              {option.label}
            </label>
            {option.help ? (
              <span id={`${id}-${option.value}-help`} className="text-muted text-xs">
                {option.help}
              </span>
            ) : null}
          </div>
        </div>
      ))}
    </Radix.Root>
  );
}
