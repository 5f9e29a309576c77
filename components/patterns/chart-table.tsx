import Link from "next/link";
import { formatCount, UNKNOWN } from "@/components/lib/format";
import type { ChartPoint, ChartSeries } from "./chart-types";

interface ChartTableProps {
  label: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  format: (value: number) => string;
}

/** The chart's numbers, readable by anyone. */
export function ChartTable({ label, series, points, format }: ChartTableProps) {
  const counted = points.some((point) => point.n !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="max-h-72 overflow-auto">
      <table className="w-full text-sm">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="text-muted text-xs">
            <th scope="col" className="sticky top-0 bg-surface py-1 text-start font-medium">
              Range
            </th>
            {series.map((each) => (
              <th
                key={each.key}
                scope="col"
                className="sticky top-0 bg-surface py-1 ps-3 text-end font-medium"
              >
                {each.label}
              </th>
            ))}
            {counted ? (
              <th scope="col" className="sticky top-0 bg-surface py-1 ps-3 text-end font-medium">
                n
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.x + point.range} className="border-border border-t">
              <th scope="row" className="py-1 text-start font-normal">
                {point.href ? (
                  <Link href={point.href} className="underline underline-offset-4">
                    {point.range}
                  </Link>
                ) : (
                  point.range
                )}
                {point.running ? <span className="text-subtle"> so far</span> : null}
              </th>
              {series.map(({ key }) => {
                const value = point.values[key] ?? null;
                return (
                  <td key={key} className="whitespace-nowrap py-1 ps-3 text-end">
                    {value === null ? UNKNOWN : format(value)}
                  </td>
                );
              })}
              {counted ? (
                <td className="py-1 ps-3 text-end">
                  {point.n === undefined ? UNKNOWN : formatCount(point.n)}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
