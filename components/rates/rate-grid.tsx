"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { cn } from "@/components/lib/cn";
import { currencyDecimals, formatPlainDate } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { EmptyState } from "@/components/patterns/empty-state";
import { toast } from "@/components/ui/toast";
import { type GridFocus, gridKey, selected } from "./grid-keys";
import { RateCell } from "./rate-cell";
import { applyRate, type PricedCell, readRate } from "./rate-math";
import { SelectionBar } from "./selection-bar";
import type { RateType } from "./types";
import { useSetRates } from "./use-set-rates";

interface Props {
  types: readonly RateType[];
  planId: string;
  currency: string;
  dimmed: boolean;
}

/** Types down, nights across; one Tab stop, arrows inside. */
export function RateGrid({ types, planId, currency, dimmed }: Props) {
  const { today, can } = useHotel();
  const { locale } = useFormat();
  const { writePrices, restrict, pending } = useSetRates(planId);
  const now = Math.max(
    0,
    (types[0]?.nights ?? []).findIndex(({ date }) => date === today),
  );
  const [focus, setFocus] = useState<GridFocus>(() => ({
    at: { row: 0, column: now },
    from: { row: 0, column: now },
  }));
  const [editing, setEditing] = useState<string | null>(null);
  const [touched, setTouched] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const write = can("rates:write");
  const box = useRef<HTMLDivElement>(null);
  // Days gone by are a scroll away: the grid opens at today.
  useEffect(() => {
    const cell = box.current?.querySelector<HTMLElement>(`[data-cell="0-${now}"]`);
    const head = box.current?.querySelector<HTMLElement>("th");
    if (box.current && cell && head) box.current.scrollLeft = cell.offsetLeft - head.offsetWidth;
  }, [now]);
  const nights = types[0]?.nights ?? [];
  const chosen = useMemo(
    () =>
      types.flatMap((type, row) =>
        type.nights.flatMap((night, column) => (selected(focus, { row, column }) ? [{ type, night }] : [])),
      ),
    [types, focus],
  );
  if (types.length === 0) {
    return (
      <EmptyState
        kind="first-use"
        title="No room types yet"
        text="Add them under Rooms; each gets its row here."
      />
    );
  }
  const go = (next: GridFocus) => {
    setFocus(next);
    setTouched(true);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.at.row}-${next.at.column}"]`)?.focus();
  };
  const commit = (typed: string) => {
    setEditing(null);
    table.current?.querySelector<HTMLElement>(`[data-cell="${focus.at.row}-${focus.at.column}"]`)?.focus();
    const change = readRate(typed, currency);
    if (!change) {
      toast.error(`"${typed}" is no price. Write 164, +5% or -10.`);
      return;
    }
    const after: PricedCell[] = [];
    const before: PricedCell[] = [];
    for (const { type, night } of chosen) {
      if (night.date < today) continue;
      const old = night.price?.amount ?? null;
      const price = applyRate(old, change, 10 ** currencyDecimals(currency));
      if (price === null || price === old) continue;
      after.push({ typeId: type.id, date: night.date, price });
      if (old !== null) before.push({ typeId: type.id, date: night.date, price: old });
    }
    if (after.length > 0) void writePrices(after, before);
    else toast.info("No price changed: these nights are past, have no price yet, or cost this already");
  };
  const dates = chosen.map(({ night }) => night.date).sort();
  const only = (from: string, to: string) => ({
    ids: [...new Set(chosen.map(({ type }) => type.id))],
    from,
    to,
  });
  const span = only(dates[0] ?? today, dates.at(-1) ?? today);
  return (
    <div className={cn("flex flex-col gap-3 transition-opacity", dimmed && "opacity-50")}>
      {write && touched ? (
        <SelectionBar
          count={chosen.length}
          from={span.from}
          to={span.to}
          types={span.ids.length}
          pending={pending}
          onPrice={commit}
          onRestrict={(what) => void restrict(span.ids, span.from < today ? today : span.from, span.to, what)}
        />
      ) : null}
      <div ref={box} className="relative overflow-x-auto rounded-lg border border-border bg-surface">
        <table
          ref={table}
          role="grid"
          aria-label={`Prices a night in ${currency}`}
          aria-multiselectable="true"
          aria-readonly={!write}
          className="border-collapse text-sm"
          onKeyDown={(event) => {
            if (editing !== null) return;
            const { key, shiftKey: shift, altKey: alt } = event;
            const action = gridKey(
              { key, shift, alt, ctrl: event.ctrlKey || event.metaKey },
              focus,
              types.length,
              nights.length,
            );
            if (!action || (action.type === "edit" && !write)) return;
            event.preventDefault();
            event.stopPropagation();
            if (action.type === "move") go(action.focus);
            else setEditing(action.start ?? "");
          }}
        >
          <thead>
            <tr role="row">
              <th
                scope="col"
                role="columnheader"
                className="sticky start-0 z-10 min-w-28 bg-surface px-3 py-2 text-start font-medium text-muted"
              >
                {currency}
              </th>
              {nights.map(({ date }) => (
                <th
                  key={date}
                  scope="col"
                  role="columnheader"
                  className={cn(
                    "min-w-16 whitespace-pre-line px-1 py-2 text-center font-medium text-xs",
                    date === today ? "text-accent-fg" : "text-muted",
                  )}
                >
                  {formatPlainDate(date, locale).split(" ").slice(0, 2).join("\n")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {types.map((type, row) => (
              <tr key={type.id} role="row" className="border-border border-t">
                <th
                  scope="row"
                  role="rowheader"
                  className="sticky start-0 z-10 bg-surface px-3 py-2 text-start font-medium"
                >
                  <span className="font-mono text-muted text-xs">{type.code}</span>
                  <span className="block max-w-32 truncate max-sm:hidden" title={type.name}>
                    {type.name}
                  </span>
                </th>
                {type.nights.map((night, column) => {
                  const here = focus.at.row === row && focus.at.column === column;
                  return (
                    <RateCell
                      key={night.date}
                      night={night}
                      currency={currency}
                      place={`${row}-${column}`}
                      focused={here}
                      selected={touched && selected(focus, { row, column })}
                      past={night.date < today}
                      editing={here ? editing : null}
                      onPick={(extend) =>
                        go({ at: { row, column }, from: extend ? focus.from : { row, column } })
                      }
                      onEdit={() => write && setEditing("")}
                      onCommit={commit}
                      onLeave={() => setEditing(null)}
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
