"use client";
import { Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useId, useState } from "react";
import { cn } from "@/components/lib/cn";
import { formatCount } from "@/components/lib/format";
import { Button } from "@/components/ui/button";
import { ChartTable } from "./chart-table";
import type { ChartPoint, ChartSeries } from "./chart-types";

export type { ChartPoint, ChartSeries } from "./chart-types";

// The drawing library is heavy and needs a browser's measure: the frame is there before it.
const ChartPlot = dynamic(() => import("./chart-plot").then((module) => module.ChartPlot), {
  ssr: false,
  // Whoever waits for the page to be whole waits for this too.
  loading: () => <div aria-busy="true" className="size-full" />,
});

export interface ChartProps {
  /** What, with its unit: "Calls by hour". */
  title: string;
  unit: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  /** Writes a value; counts by default. */
  format?: (value: number) => string;
  /** Height of the plot in px. */
  height?: number;
  /** Said above empty axes. */
  emptyText?: string;
  loading?: boolean;
  actions?: ReactNode;
  className?: string;
}

/** Bars from 0 or lines with gaps, and the same numbers as a table. A click opens the list behind a bucket. */
export function Chart(props: ChartProps) {
  const { title, unit, series, points, format = formatCount, height = 180, loading, className } = props;
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const empty =
    !loading && points.every((point) => series.every(({ key }) => (point.values[key] ?? null) === null));
  return (
    <figure
      aria-labelledby={id}
      className={cn("flex min-w-0 flex-col gap-2 rounded-lg border border-border bg-surface p-4", className)}
    >
      <figcaption className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span id={id} className="font-semibold text-base">
          {title} <span className="font-normal text-subtle text-xs">{unit}</span>
        </span>
        {series.length > 1 ? <Legend series={series} /> : null}
        <span className="ms-auto flex gap-1">
          {props.actions}
          <Button size="small" variant="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            <Table2 aria-hidden="true" />
            Table
          </Button>
        </span>
      </figcaption>
      <div className="relative" style={{ minHeight: height }} aria-busy={loading}>
        {asTable ? (
          <ChartTable label={`${title}, ${unit}`} series={series} points={points} format={format} />
        ) : (
          <ChartPlot
            label={`${title}, ${unit}`}
            series={series}
            points={points}
            format={format}
            height={height}
          />
        )}
        {empty ? (
          <p className="pointer-events-none absolute inset-0 grid place-items-center text-muted text-sm">
            {props.emptyText ?? "Nothing in this range."}
          </p>
        ) : null}
      </div>
    </figure>
  );
}

/** The names beside their marks: a filled square for bars, a stroke for lines, dashed for a comparison. */
function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 text-muted text-xs" aria-label="Series">
      {series.map(({ key, label, color, kind = "bar", comparison }) => (
        <li key={key} className="flex items-center gap-1">
          {kind === "bar" && !comparison ? (
            <span
              aria-hidden="true"
              className="size-2 rounded-[2px]"
              style={{ background: `var(--chart-${color})` }}
            />
          ) : (
            <span
              aria-hidden="true"
              className="w-4 border-t-2"
              style={{ borderColor: `var(--chart-${color})`, borderStyle: comparison ? "dashed" : "solid" }}
            />
          )}
          {label}
        </li>
      ))}
    </ul>
  );
}
