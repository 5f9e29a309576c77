"use client";
import type { ReactNode } from "react";
import { FormField } from "@/components/patterns/form";
import { Input } from "@/components/ui/input";

interface Props {
  name: string;
  label: string;
  help?: ReactNode;
  unit: string;
}

/** A whole number with its unit. What is no number is kept as such, and the form says so. */
export const NumberField = ({ name, label, help, unit }: Props) => (
  <FormField name={name} label={label} help={help}>
    {(field) => (
      <span className="flex items-center gap-2">
        <Input
          {...field}
          type="number"
          inputMode="numeric"
          className="w-24"
          value={Number.isNaN(field.value) ? "" : field.value}
          onChange={(event) => field.onChange(event.target.valueAsNumber)}
        />
        <span className="text-muted text-sm">{unit}</span>
      </span>
    )}
  </FormField>
);
