"use client";
import type { RefCallback } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { Checkbox } from "@/components/ui/checkbox";
import { Input, Textarea } from "@/components/ui/input";
import { MoneyInput } from "@/components/ui/money-input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import type { FieldWords } from "./catalogue";
import type { FieldKind } from "./field-kind";

export interface PolicyControlProps {
  kind: Exclude<FieldKind, { kind: "records" }>;
  words: Pick<FieldWords, "label" | "money" | "unit" | "options" | "long">;
  value: unknown;
  /** Undefined empties the field: "not known". */
  onChange: (value: unknown) => void;
  onBlur?: () => void;
  focusRef?: RefCallback<HTMLElement>;
}

const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value));
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The control for a kind of field. Every field can be emptied again. */
export function PolicyControl({ kind, words, value, onChange, onBlur, focusRef }: PolicyControlProps) {
  const { currency } = useHotel();
  const common = { onBlur, ref: focusRef };
  switch (kind.kind) {
    case "time":
      return (
        <Input
          {...common}
          className="max-w-24"
          placeholder="15:00"
          value={text(value)}
          onChange={(e) => onChange(e.target.value.trim() || undefined)}
        />
      );
    case "number":
      if (words.money) {
        return (
          <span className="block max-w-44">
            <MoneyInput
              onBlur={onBlur}
              ref={focusRef}
              currency={currency}
              value={typeof value === "number" ? value : null}
              onValueChange={(amount) => onChange(amount === undefined ? Number.NaN : (amount ?? undefined))}
            />
          </span>
        );
      }
      return (
        <span className="flex items-center gap-2 text-muted text-sm">
          <Input
            {...common}
            className="max-w-24"
            inputMode={kind.whole ? "numeric" : "decimal"}
            value={text(value)}
            onChange={(e) => onChange(numberOf(e.target.value))}
          />
          {words.unit}
        </span>
      );
    case "flag":
      return (
        <Segmented
          aria-label={words.label}
          value={value === true ? "yes" : value === false ? "no" : "unknown"}
          onValueChange={(choice) => onChange(choice === "unknown" ? undefined : choice === "yes")}
          options={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
            { value: "unknown", label: "Not known" },
          ]}
        />
      );
    case "choice":
      return (
        <span className="block max-w-72">
          <Select
            value={text(value) || "not_known"}
            onValueChange={(choice: string) => onChange(choice === "not_known" ? undefined : choice)}
            options={[
              { value: "not_known", label: "Not known" },
              ...kind.values.map((each) => ({ value: each, label: words.options?.[each] ?? each })),
            ]}
          />
        </span>
      );
    case "choices":
      return (
        <div className="flex flex-col gap-1">
          {kind.values.map((each) => {
            const chosen = list(value);
            return (
              <Checkbox
                key={each}
                label={words.options?.[each] ?? each}
                checked={chosen.includes(each)}
                onCheckedChange={(on) => {
                  const next = kind.values.filter((one) => (one === each ? on : chosen.includes(one)));
                  onChange(next.length > 0 ? next : undefined);
                }}
              />
            );
          })}
        </div>
      );
    case "lines":
      return (
        <Textarea
          {...common}
          rows={3}
          dir="auto"
          value={list(value).join("\n")}
          onChange={(e) => onChange(e.target.value === "" ? undefined : e.target.value.split("\n"))}
        />
      );
    default:
      return words.long ? (
        <Textarea
          {...common}
          rows={3}
          maxLength={kind.max}
          dir="auto"
          value={text(value)}
          onChange={(e) => onChange(e.target.value || undefined)}
        />
      ) : (
        <Input
          {...common}
          maxLength={kind.max}
          dir="auto"
          value={text(value)}
          onChange={(e) => onChange(e.target.value || undefined)}
        />
      );
  }
}

/** A number as typed; what is none stays as text, so that the schema can refuse it beside the field. */
export function numberOf(typed: string): number | string | undefined {
  const clean = typed.trim().replace(",", ".");
  if (clean === "") return undefined;
  return /^-?\d+(\.\d+)?$/.test(clean) ? Number(clean) : typed;
}
