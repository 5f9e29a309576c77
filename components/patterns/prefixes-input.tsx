"use client";
import type { ComponentProps } from "react";
import { Textarea } from "@/components/ui/input";

interface PrefixesInputProps extends Omit<ComponentProps<"textarea">, "value" | "onChange"> {
  value: readonly string[] | undefined;
  onValueChange: (prefixes: string[]) => void;
}

/** Beginnings of telephone numbers, one a line. */
export const PrefixesInput = ({ value = [], onValueChange, onBlur, ...props }: PrefixesInputProps) => (
  <Textarea
    {...props}
    rows={3}
    className="max-w-60 font-mono"
    dir="ltr"
    value={value.join("\n")}
    onChange={(event) => onValueChange(linesOf(event.target.value))}
    onBlur={(event) => {
      // Lines left empty are no prefixes.
      if (value.includes("")) onValueChange(value.filter(Boolean));
      onBlur?.(event);
    }}
  />
);

/** Spaces go; the line one is writing stays. */
const linesOf = (text: string): string[] =>
  text === "" ? [] : text.split("\n").map((line) => line.replace(/\s/g, ""));
