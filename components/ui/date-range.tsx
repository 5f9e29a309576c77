"use client";
import { CalendarDays } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useState } from "react";
import type { StayBounds, StayDraft } from "@/components/lib/calendar";
import { cn } from "@/components/lib/cn";
import { formatStay, nightsBetween, plural } from "@/components/lib/format";
import { Button } from "./button";
import { useFieldLabel, useFieldProps } from "./field";
import { controlStyles } from "./input";
import { MonthGrid } from "./month-grid";

export interface StayRange {
  arrival: string;
  departure: string;
}

export interface DateRangeProps extends StayBounds {
  /** Plain dates; departure is the morning of leaving, so nights = departure − arrival. */
  value: StayRange | null;
  onValueChange: (value: StayRange | null) => void;
  /** The hotel's business date, marked and shown first. */
  today: string;
  locale?: string;
  weekStart?: 0 | 1;
  clearable?: boolean;
  placeholder?: string;
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  className?: string;
}

/** A stay by arrival and departure. Says the nights while one chooses. */
export function DateRange(props: DateRangeProps) {
  const {
    value,
    onValueChange,
    today,
    locale,
    clearable,
    placeholder = "Choose dates",
    disabled,
    className,
  } = props;
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<StayDraft>({ arrival: null, departure: null });
  const field = useFieldProps({ id: props.id });
  const label = useFieldLabel();
  const shown = useId();
  const show = (next: boolean) => {
    setDraft(value ?? { arrival: null, departure: null });
    setOpen(next);
  };
  const change = (next: StayDraft) => {
    setDraft(next);
    if (!next.arrival || !next.departure) return;
    onValueChange({ arrival: next.arrival, departure: next.departure });
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={show}>
      <Popover.Trigger asChild>
        <button
          type="button"
          disabled={disabled}
          aria-label={props["aria-label"]}
          {...omitInvalid(field)}
          // A label alone would hide the chosen dates from a screen reader.
          aria-labelledby={label ? `${label} ${shown}` : undefined}
          className={cn(
            controlStyles,
            "flex h-8 items-center gap-2 text-start",
            field["aria-invalid"] && "border-danger",
            className,
          )}
        >
          <CalendarDays className="size-4 shrink-0 text-subtle" aria-hidden="true" />
          <span id={shown} className={cn("truncate", !value && "text-subtle")}>
            {value
              ? `${formatStay(value.arrival, value.departure, locale)}, ${stayNights(value)}`
              : placeholder}
          </span>
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Arrival and departure"
          className="z-50 max-h-(--radix-popover-content-available-height) animate-pop overflow-y-auto rounded-lg bg-raised p-3 shadow-float outline-none"
        >
          <MonthGrid
            draft={draft}
            onPick={change}
            today={today}
            locale={locale}
            weekStart={props.weekStart}
            min={props.min}
            max={props.max}
            maxNights={props.maxNights}
          />
          <div className="mt-2 flex min-h-7 items-center justify-between gap-2 border-border border-t pt-2 text-muted text-xs">
            <span role="status">{hint(draft)}</span>
            {clearable && value ? (
              <Button
                size="small"
                variant="ghost"
                onClick={() => {
                  onValueChange(null);
                  setOpen(false);
                }}
              >
                Clear dates
              </Button>
            ) : null}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const stayNights = (stay: StayRange) => plural(nightsBetween(stay.arrival, stay.departure), "night");

function hint({ arrival, departure }: StayDraft): string {
  if (!arrival) return "Choose the day of arrival.";
  if (!departure) return "Now choose the day of departure.";
  return stayNights({ arrival, departure });
}

/** A plain button may not carry aria-invalid or aria-required; its description still says the error. */
function omitInvalid(field: ReturnType<typeof useFieldProps>) {
  return { id: field.id, "aria-describedby": field["aria-describedby"] };
}
