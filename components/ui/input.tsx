"use client";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/lib/cn";
import { useFieldProps } from "./field";

/** The look of every box one can write or choose in. 16 px text on touch, so that phones do not zoom. */
export const controlStyles =
  "w-full min-w-0 rounded-md border border-control bg-surface px-2 text-sm text-text transition-colors hover:border-muted focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-subtle aria-invalid:border-danger pointer-coarse:min-h-11 pointer-coarse:text-lg";

export interface InputProps extends ComponentProps<"input"> {
  /** Icon or unit inside the box, before and after the text. */
  before?: ReactNode;
  after?: ReactNode;
}

export function Input({
  before,
  after,
  className,
  id,
  "aria-describedby": describedBy,
  ...props
}: InputProps) {
  const field = useFieldProps({ id, "aria-describedby": describedBy });
  const input = (
    <input
      {...field}
      className={cn(controlStyles, "h-8", before && "ps-8", after && "pe-8", className)}
      {...props}
    />
  );
  if (!before && !after) return input;
  return (
    <span className="relative flex w-full min-w-0 items-center text-subtle [&_svg]:size-4">
      {before ? (
        <span className="pointer-events-none absolute start-2 flex items-center">{before}</span>
      ) : null}
      {input}
      {after ? <span className="absolute end-2 flex items-center text-xs">{after}</span> : null}
    </span>
  );
}

export function Textarea({
  className,
  id,
  "aria-describedby": describedBy,
  ...props
}: ComponentProps<"textarea">) {
  const field = useFieldProps({ id, "aria-describedby": describedBy });
  return (
    <textarea
      {...field}
      className={cn(controlStyles, "field-sizing-content min-h-20 py-1.5 leading-5", className)}
      {...props}
    />
  );
}
