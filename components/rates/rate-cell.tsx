"use client";
import { useState } from "react";
import { cn } from "@/components/lib/cn";
import {
  currencyDecimals,
  formatAmount,
  formatCount,
  formatPercent,
  formatPlainDate,
  minorToDecimal,
} from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { occupancy } from "./rate-math";
import type { RateNight } from "./types";

interface Props {
  night: RateNight;
  currency: string;
  /** `row-column`, for focus. */
  place: string;
  focused: boolean;
  selected: boolean;
  past: boolean;
  /** What the edit begins with, or null when nothing is edited. */
  editing: string | null;
  onPick: (extend: boolean) => void;
  onEdit: () => void;
  onCommit: (typed: string) => void;
  onLeave: () => void;
}

/** A night of a type: its price above, how full it is and what restricts it below. */
export function RateCell(props: Props) {
  const { night, currency, place, focused, past, editing } = props;
  const { locale } = useFormat();
  const full = occupancy(night);
  const price = night.price ? short(night.price.amount, currency, locale) : "–";
  const marks = [
    night.closed ? "closed" : "",
    night.minNights > 1 ? `min ${night.minNights}` : "",
    night.closedToArrival ? "no arr." : "",
    night.closedToDeparture ? "no dep." : "",
  ].filter(Boolean);
  const spoken = [
    formatPlainDate(night.date, locale),
    night.price ? `${price} ${currency}` : "no price",
    full === null ? "no rooms" : `${formatPercent(full, locale)} taken`,
    ...marks,
  ].join(", ");
  return (
    <td
      role="gridcell"
      tabIndex={focused ? 0 : -1}
      data-cell={place}
      aria-selected={props.selected}
      onClick={(event) => editing === null && props.onPick(event.shiftKey)}
      onDoubleClick={props.onEdit}
      className={cn(
        "h-14 min-w-16 cursor-default border-border border-s px-1 text-center align-middle outline-offset-[-2px]",
        past && "text-subtle",
        night.closed && "hatched",
        props.selected && "bg-accent-bg",
      )}
    >
      {editing === null ? (
        <>
          <span className="sr-only">{spoken}</span>
          <span aria-hidden="true" className="flex flex-col leading-tight">
            <span className={cn("font-medium", night.closed && "line-through")}>{price}</span>
            <span className="text-muted text-xs">{full === null ? "–" : formatPercent(full, locale)}</span>
            {marks.length > 0 ? (
              <span className="whitespace-nowrap text-[11px] text-warning-fg">{marks.join(" ")}</span>
            ) : null}
          </span>
        </>
      ) : (
        <PriceEditor
          start={editing || (night.price ? minorToDecimal(night.price.amount, currency) : "")}
          keep={editing === ""}
          label={`Price for ${formatPlainDate(night.date, locale)}`}
          onCommit={props.onCommit}
          onLeave={props.onLeave}
        />
      )}
    </td>
  );
}

/** Whole prices without decimals: the column is narrow. */
function short(amount: number, currency: string, locale: string): string {
  const unit = 10 ** currencyDecimals(currency);
  return amount % unit === 0 ? formatCount(amount / unit, locale) : formatAmount(amount, currency, locale);
}

interface EditorProps {
  start: string;
  /** The price was there and is replaced by typing; else typing has begun. */
  keep: boolean;
  label: string;
  onCommit: (typed: string) => void;
  onLeave: () => void;
}

function PriceEditor({ start, keep, label, onCommit, onLeave }: EditorProps) {
  const [text, setText] = useState(start);
  return (
    <input
      ref={(box) => {
        if (!box || document.activeElement === box) return;
        box.focus();
        if (keep) box.select();
      }}
      aria-label={label}
      inputMode="text"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={onLeave}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" && text.trim()) {
          event.preventDefault();
          onCommit(text);
        } else if (event.key === "Escape") {
          event.preventDefault();
          (event.currentTarget.closest("td") as HTMLElement | null)?.focus();
          onLeave();
        }
      }}
      className="h-8 w-full rounded-sm border border-accent bg-surface px-1 text-center text-sm"
    />
  );
}
