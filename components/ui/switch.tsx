"use client";
import { Switch as Radix } from "radix-ui";
import { cn } from "@/components/lib/cn";
import { useFieldProps } from "./field";

export interface SwitchProps {
  checked?: boolean;
  defaultChecked?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  name?: string;
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  className?: string;
}

/** On or off, at once or with the page's save bar. The knob's place tells it without colour. */
export function Switch({ className, id, ...props }: SwitchProps) {
  const field = useFieldProps({ id });
  return (
    <Radix.Root
      {...field}
      {...props}
      className={cn(
        "relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-control bg-sunken px-0.5 transition-colors after:absolute after:-inset-1 disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent pointer-coarse:after:-inset-3",
        className,
      )}
    >
      <Radix.Thumb className="size-3.5 rounded-full bg-neutral transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on rtl:data-[state=checked]:-translate-x-4" />
    </Radix.Root>
  );
}
