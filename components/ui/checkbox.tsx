"use client";
import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "@/components/lib/cn";
import { useFieldProps } from "./field";

export interface CheckboxProps {
  checked?: boolean | "indeterminate";
  defaultChecked?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  /** Visible beside the box; without it pass `aria-label`. */
  label?: ReactNode;
  help?: ReactNode;
  name?: string;
  disabled?: boolean;
  tabIndex?: number;
  "aria-label"?: string;
  className?: string;
}

export function Checkbox({ label, help, onCheckedChange, className, ...props }: CheckboxProps) {
  const own = useId();
  const field = useFieldProps({ id: label ? own : undefined });
  const box = (
    <Radix.Root
      {...field}
      {...(help ? { "aria-describedby": `${own}-help` } : {})}
      {...props}
      onCheckedChange={(next) => onCheckedChange?.(next === true)}
      className={cn(
        "relative grid size-4 shrink-0 place-items-center rounded-sm border border-control bg-surface text-on transition-colors after:absolute after:-inset-1 hover:border-muted disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent pointer-coarse:after:-inset-3.5",
        className,
      )}
    >
      <Radix.Indicator>
        {props.checked === "indeterminate" ? (
          <Minus className="size-3" strokeWidth={3} aria-hidden="true" />
        ) : (
          <Check className="size-3" strokeWidth={3} aria-hidden="true" />
        )}
      </Radix.Indicator>
    </Radix.Root>
  );
  if (!label) return box;
  return (
    <div className="flex min-h-6 items-start gap-2 py-1 pointer-coarse:min-h-11 pointer-coarse:py-3">
      {box}
      <div className="flex flex-col">
        <label htmlFor={field.id} className="text-sm">
          {label}
        </label>
        {help ? (
          <span id={`${own}-help`} className="text-muted text-xs">
            {help}
          </span>
        ) : null}
      </div>
    </div>
  );
}
