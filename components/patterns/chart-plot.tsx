"use client";
import { useRouter } from "next/navigation";
import {
  Bar,
  CartesianGrid,
  Cell,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatCount } from "@/components/lib/format";
import { type ChartPoint, type ChartSeries, chartMax, FEW, ticks } from "./chart-types";

interface PlotProps {
  label: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  format: (value: number) => string;
  height: number;
}

/** The drawing. Its table says the same, so a screen reader gets one sentence here. */
export function ChartPlot({ label, series, points, format, height }: PlotProps) {
  const router = useRouter();
  const marks = ticks(chartMax(series, points));
  const data = points.map((point, index) => ({ index, x: point.x, ...point.values }));
  const open = (index: unknown) => {
    const href = points[Number(index)]?.href;
    if (href) router.push(href);
  };
  const axis = { fontSize: 11, fill: "var(--subtle)" };
  return (
    <div role="img" aria-label={`${label}. ${formatCount(points.length)} values; press Table to read them.`}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart
          data={data}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          barGap={1}
          barCategoryGap="22%"
          accessibilityLayer={false}
          onClick={(state) => open(state.activeTooltipIndex)}
          style={{ cursor: points.some((point) => point.href) ? "pointer" : "default" }}
        >
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis
            dataKey="x"
            tick={axis}
            tickLine={false}
            axisLine={{ stroke: "var(--border)" }}
            minTickGap={12}
          />
          <YAxis
            width={yWidth(marks, format)}
            tick={axis}
            tickLine={false}
            axisLine={false}
            ticks={marks}
            domain={[0, marks.at(-1) ?? 1]}
            tickFormatter={format}
          />
          <Tooltip
            cursor={{ fill: "var(--hover)", stroke: "var(--strong)" }}
            isAnimationActive={false}
            content={({ active, activeIndex }) => {
              const point = points[Number(activeIndex)];
              return active && point ? <PlotTip point={point} series={series} format={format} /> : null;
            }}
          />
          {series.map(({ key, label: name, color, kind = "bar", comparison, stack }) => {
            const paint = `var(--chart-${color})`;
            if (kind === "bar" && !comparison) {
              return (
                <Bar
                  key={key}
                  dataKey={key}
                  name={name}
                  fill={paint}
                  stackId={stack}
                  radius={stack ? 0 : [2, 2, 0, 0]}
                  maxBarSize={36}
                  isAnimationActive={false}
                >
                  {points.map((point) => (
                    <Cell key={point.x + point.range} fillOpacity={point.running ? 0.5 : 1} />
                  ))}
                </Bar>
              );
            }
            return (
              <Line
                key={key}
                dataKey={key}
                name={name}
                type="linear"
                stroke={paint}
                strokeWidth={points.some((point) => (point.n ?? FEW) < FEW) ? 0 : 2}
                strokeDasharray={comparison ? "4 4" : undefined}
                dot={
                  points.some((point) => (point.n ?? FEW) < FEW)
                    ? { r: 3, fill: paint, strokeWidth: 0 }
                    : false
                }
                connectNulls={false}
                isAnimationActive={false}
              />
            );
          })}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

const yWidth = (marks: readonly number[], format: (value: number) => string): number =>
  Math.min(88, 10 + 6.4 * Math.max(...marks.map((mark) => format(mark).length)));

interface TipProps {
  point: ChartPoint;
  series: readonly ChartSeries[];
  format: (value: number) => string;
}

/** Range, every series, the difference of a comparison, n. */
function PlotTip({ point, series, format }: TipProps) {
  const now = series.find((each) => !each.comparison);
  const before = series.find((each) => each.comparison);
  const [a, b] = [now ? point.values[now.key] : null, before ? point.values[before.key] : null];
  const difference = typeof a === "number" && typeof b === "number" ? a - b : null;
  return (
    <div className="min-w-36 rounded-md bg-raised px-3 py-2 text-xs shadow-float">
      <p className="mb-1 font-medium">
        {point.range}
        {point.running ? <span className="font-normal text-subtle"> so far</span> : null}
      </p>
      {series.map(({ key, label, color }) => {
        const value = point.values[key] ?? null;
        return (
          <p key={key} className="flex items-center gap-2">
            <span
              aria-hidden="true"
              className="size-2 rounded-[2px]"
              style={{ background: `var(--chart-${color})` }}
            />
            <span className="flex-1 text-muted">{label}</span>
            <span>{value === null ? "not known" : format(value)}</span>
          </p>
        );
      })}
      {difference === null ? null : (
        <p className="flex justify-between gap-2 text-muted">
          <span>Difference</span>
          <span className="text-text">
            {difference > 0 ? "+" : difference < 0 ? "−" : "±"}
            {format(Math.abs(difference))}
          </span>
        </p>
      )}
      {point.n === undefined ? null : <p className="text-subtle">n = {formatCount(point.n)}</p>}
    </div>
  );
}
