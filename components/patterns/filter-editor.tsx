"use client";
import { useState } from "react";
import type { StayDraft } from "@/components/lib/calendar";
import type { useUrlState } from "@/components/lib/use-url-state";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { MonthGrid } from "@/components/ui/month-grid";
import { Radio } from "@/components/ui/radio";
import { type FilterField, filterValue } from "./filter-fields";

interface FilterEditorProps {
  field: FilterField;
  params: URLSearchParams;
  today: string;
  set: ReturnType<typeof useUrlState>["set"];
}

/** What opens from a chip: the control that fits the field. It acts at once. */
export function FilterEditor({ field, params, today, set }: FilterEditorProps) {
  const value = filterValue(field, params);
  if (field.type === "dates") return <DatesEditor field={field} value={value} today={today} set={set} />;
  if (field.type === "flag") {
    return (
      <Checkbox
        label={field.on}
        checked={value.length > 0}
        onCheckedChange={(on) => set({ [field.key]: on ? "yes" : null })}
      />
    );
  }
  if (field.type === "choice") {
    return (
      <Field group label={field.label} hideLabel>
        <Radio
          options={field.options}
          value={value[0] ?? ""}
          onValueChange={(next) => set({ [field.key]: next })}
        />
      </Field>
    );
  }
  return (
    <Field group label={field.label} hideLabel className="gap-0">
      {field.options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={value.includes(option.value)}
          onCheckedChange={(on) =>
            set({
              [field.key]: field.options
                .map((each) => each.value)
                .filter((each) => (each === option.value ? on : value.includes(each))),
            })
          }
        />
      ))}
    </Field>
  );
}

interface DatesEditorProps extends Omit<FilterEditorProps, "params"> {
  value: string[];
}

function DatesEditor({ field, value, today, set }: DatesEditorProps) {
  const [draft, setDraft] = useState<StayDraft>({ arrival: value[0] ?? null, departure: value[1] ?? null });
  return (
    <MonthGrid
      mode="days"
      draft={draft}
      today={today}
      onPick={(next) => {
        setDraft(next);
        if (next.arrival && next.departure)
          set({ [`${field.key}From`]: next.arrival, [`${field.key}To`]: next.departure });
      }}
    />
  );
}
