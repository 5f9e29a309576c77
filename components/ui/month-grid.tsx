"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import {
  calendarKey,
  monthOf,
  monthWeeks,
  pick,
  pickable,
  type StayBounds,
  type StayDraft,
  shiftMonth,
} from "@/components/lib/calendar";
import { cn } from "@/components/lib/cn";
import { formatPlainDate, nightsBetween, plainToUtc, plural } from "@/components/lib/format";
import { IconButton } from "./icon-button";

interface MonthGridProps extends StayBounds {
  draft: StayDraft;
  onPick: (draft: StayDraft) => void;
  today: string;
  locale?: string;
  weekStart?: 0 | 1;
  /** A stay has nights and two ends; a range of days may be one day. */
  mode?: "stay" | "days";
}

/** Two months (one on a phone) with roving focus: arrows by day and week, PageUp and PageDown by month. */
export function MonthGrid({
  draft,
  onPick,
  today,
  locale = "en-GB",
  weekStart = 1,
  mode = "stay",
  ...bounds
}: MonthGridProps) {
  const [active, setActive] = useState(draft.arrival ?? today);
  const [shown, setShown] = useState(monthOf(draft.arrival ?? today));
  const [hovered, setHovered] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    root.current?.querySelector<HTMLElement>(`[data-day="${active}"]`)?.focus();
  }, [active]);

  const go = (day: string) => {
    const month = monthOf(day);
    if (month < shown || month > shiftMonth(shown, 1))
      setShown(month < shown ? month : shiftMonth(month, -1));
    moved.current = true;
    setActive(day);
  };
  const until = draft.departure ?? (draft.arrival && hovered && hovered > draft.arrival ? hovered : null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble up from the day buttons
    <div
      ref={root}
      className="flex gap-6"
      onKeyDown={(event) => {
        const next = calendarKey(
          event.key,
          active,
          getComputedStyle(event.currentTarget).direction === "rtl",
        );
        if (!next) return;
        event.preventDefault();
        go(next);
      }}
    >
      {[shown, shiftMonth(shown, 1)].map((month, place) => (
        <Month
          key={month}
          month={month}
          second={place === 1}
          locale={locale}
          weekStart={weekStart}
          onShift={(by) => setShown(shiftMonth(shown, by))}
        >
          {(day) => (
            <DayButton
              key={day}
              day={day}
              label={mode === "stay" ? dayLabel(day, draft, locale) : formatPlainDate(day, locale, true)}
              isActive={day === active}
              isToday={day === today}
              edge={day === draft.arrival || day === until}
              inside={draft.arrival !== null && until !== null && day > draft.arrival && day < until}
              disabled={!pickable(day, draft, bounds)}
              onHover={setHovered}
              onPick={() => {
                setActive(day);
                onPick(pick(day, draft, mode));
              }}
            />
          )}
        </Month>
      ))}
    </div>
  );
}

function dayLabel(day: string, { arrival, departure }: StayDraft, locale: string): string {
  const name = formatPlainDate(day, locale, true);
  if (day === arrival) return `${name}, arrival`;
  if (arrival && departure === null && day > arrival)
    return `${name}, ${plural(nightsBetween(arrival, day), "night")}`;
  return day === departure ? `${name}, departure` : name;
}

interface MonthProps {
  month: string;
  second: boolean;
  locale: string;
  weekStart: 0 | 1;
  onShift: (by: number) => void;
  children: (day: string) => React.ReactNode;
}

function Month({ month, second, locale, weekStart, onShift, children }: MonthProps) {
  const title = useId();
  const weeks = monthWeeks(month, weekStart);
  const name = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  // 4 January 1970 was a Sunday.
  const heads = Array.from({ length: 7 }, (_, at) =>
    weekday.format(new Date(Date.UTC(1970, 0, 4 + weekStart + at))),
  );
  return (
    <div className={cn(second && "hidden sm:block")}>
      <div className="mb-1 flex h-8 items-center justify-between">
        <IconButton
          label="Earlier month"
          size="small"
          tooltip={false}
          icon={<ChevronLeft aria-hidden="true" className="rtl:rotate-180" />}
          onClick={() => onShift(-1)}
          className={cn(second && "sm:invisible")}
        />
        <span id={title} aria-live="polite" className="font-medium text-sm">
          {name.format(plainToUtc(month) ?? new Date(0))}
        </span>
        <IconButton
          label="Later month"
          size="small"
          tooltip={false}
          icon={<ChevronRight aria-hidden="true" className="rtl:rotate-180" />}
          onClick={() => onShift(1)}
          className={cn(!second && "sm:invisible")}
        />
      </div>
      <table aria-labelledby={title} className="border-collapse">
        <thead>
          <tr>
            {heads.map((head) => (
              <th
                key={head}
                scope="col"
                className="size-8 font-normal text-2xs text-subtle pointer-coarse:w-11"
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, row) => (
            <tr key={week.find((day) => day) ?? row}>
              {week.map((day, column) => (
                <td key={day ?? `${row}-${column}`} className="p-0">
                  {day ? children(day) : <span className="block size-8 pointer-coarse:size-11" />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DayButtonProps {
  day: string;
  label: string;
  isActive: boolean;
  isToday: boolean;
  edge: boolean;
  inside: boolean;
  disabled: boolean;
  onHover: (day: string | null) => void;
  onPick: () => void;
}

function DayButton({
  day,
  label,
  isActive,
  isToday,
  edge,
  inside,
  disabled,
  onHover,
  onPick,
}: DayButtonProps) {
  return (
    <button
      type="button"
      data-day={day}
      tabIndex={isActive ? 0 : -1}
      aria-label={label}
      aria-pressed={edge}
      aria-current={isToday ? "date" : undefined}
      aria-disabled={disabled || undefined}
      onClick={() => !disabled && onPick()}
      onPointerEnter={() => onHover(day)}
      onPointerLeave={() => onHover(null)}
      className={cn(
        "grid size-8 place-items-center rounded-md text-sm focus-visible:-outline-offset-2 pointer-coarse:size-11",
        inside && "rounded-none bg-accent-bg text-accent-fg",
        isToday && "font-semibold underline underline-offset-4",
        edge ? "bg-accent text-on focus-visible:outline-offset-1" : !disabled && "hover:bg-hover",
        disabled && "cursor-not-allowed text-subtle line-through opacity-60",
      )}
    >
      {Number(day.slice(8))}
    </button>
  );
}
