"use client";
import { useState } from "react";
import { formatPhone, parsePhone } from "@/components/lib/format";
import { Input, type InputProps } from "./input";

export interface PhoneInputProps extends Omit<InputProps, "value" | "defaultValue" | "onChange" | "type"> {
  /** E.164, or null when empty. */
  value: string | null;
  /** E.164, null for empty, undefined when what is typed is no number yet. */
  onValueChange: (value: string | null | undefined) => void;
  /** The hotel's country (ISO 3166-1 alpha-2): reads numbers typed without a country code. */
  country?: string;
}

/** A phone number, typed or pasted in any form, kept as E.164. */
export function PhoneInput({ value, onValueChange, country, onBlur, ...props }: PhoneInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <Input
      type="tel"
      autoComplete="tel"
      inputMode="tel"
      dir="ltr"
      {...props}
      value={draft ?? (value ? formatPhone(value) : "")}
      onChange={(event) => {
        const text = event.target.value;
        setDraft(text);
        onValueChange(text.trim() === "" ? null : (parsePhone(text, country) ?? undefined));
      }}
      onBlur={(event) => {
        if (draft !== null && (draft.trim() === "" || parsePhone(draft, country))) setDraft(null);
        onBlur?.(event);
      }}
    />
  );
}
