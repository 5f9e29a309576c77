import type { ReactNode } from "react";
import { formatStay, plainToUtc } from "@/components/lib/format";

interface FieldBase {
  /** Its key in the URL; a date range takes `{key}From` and `{key}To`. */
  key: string;
  label: string;
  icon?: ReactNode;
}
export type FilterField =
  | (FieldBase & { type: "choices"; options: readonly { value: string; label: string }[] })
  | (FieldBase & { type: "choice"; options: readonly { value: string; label: string }[] })
  | (FieldBase & { type: "flag"; on: string })
  | (FieldBase & { type: "dates" });

/** What a field is set to, read from the URL; values the field does not know are dropped. */
export function filterValue(field: FilterField, params: URLSearchParams): string[] {
  if (field.type === "dates") {
    const [from, to] = [params.get(`${field.key}From`) ?? "", params.get(`${field.key}To`) ?? ""];
    return plainToUtc(from) && plainToUtc(to) && from <= to ? [from, to] : [];
  }
  const text = params.get(field.key);
  if (!text) return [];
  if (field.type === "flag") return text === "yes" ? ["yes"] : [];
  const known = text.split(",").filter((value) => field.options.some((option) => option.value === value));
  return field.type === "choice" ? known.slice(0, 1) : [...new Set(known)];
}

/** A field's value in words: "Held, Confirmed", "Thu 5 – Sun 8 Mar"; empty when not set. */
export function filterSummary(field: FilterField, params: URLSearchParams): string {
  const value = filterValue(field, params);
  const [first, second] = value;
  if (first === undefined) return "";
  if (field.type === "dates")
    return first === second ? formatStay(first, first) : formatStay(first, second ?? first);
  if (field.type === "flag") return field.on;
  const labels = field.options.filter((option) => value.includes(option.value)).map((option) => option.label);
  return labels.length > 3
    ? `${labels.slice(0, 2).join(", ")} and ${labels.length - 2} more`
    : labels.join(", ");
}
