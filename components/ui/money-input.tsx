"use client";
import { useState } from "react";
import { cn } from "@/components/lib/cn";
import { currencyDecimals, formatAmount, parseMoney } from "@/components/lib/format";
import { Input, type InputProps } from "./input";

export interface MoneyInputProps
  extends Omit<InputProps, "value" | "defaultValue" | "onChange" | "type" | "before" | "after"> {
  /** Minor units; null when empty. */
  value: number | null;
  /** Minor units, null for empty, undefined when what is typed cannot be read. */
  onValueChange: (value: number | null | undefined) => void;
  currency: string;
  locale?: string;
}

/** Money as people type it, kept as minor units. Written out properly when the field is left. */
export function MoneyInput({
  value,
  onValueChange,
  currency,
  locale,
  className,
  onBlur,
  ...props
}: MoneyInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const written = value === null ? "" : formatAmount(value, currency, locale);
  const unreadable = draft !== null && draft.trim() !== "" && parseMoney(draft, currency) === null;
  return (
    <span className="relative flex w-full items-center">
      <span className="pointer-events-none absolute start-2 text-subtle text-xs">{currency}</span>
      <Input
        inputMode={currencyDecimals(currency) === 0 ? "numeric" : "decimal"}
        autoComplete="off"
        {...props}
        {...(unreadable ? { "aria-invalid": true } : {})}
        value={draft ?? written}
        onChange={(event) => {
          const text = event.target.value;
          setDraft(text);
          onValueChange(text.trim() === "" ? null : (parseMoney(text, currency) ?? undefined));
        }}
        onBlur={(event) => {
          if (!unreadable) setDraft(null);
          onBlur?.(event);
        }}
        className={cn("ps-11 text-end", className)}
      />
    </span>
  );
}
