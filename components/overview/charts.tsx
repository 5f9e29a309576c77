"use client";
import { formatCount, formatPercent, formatPlainDate } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { Chart, type ChartPoint } from "@/components/patterns/chart";
import type { Overview } from "@/server/features/overview/schema";

interface Props {
  hotel: string;
  data: Overview;
  which: "hours" | "nights";
}

const two = (hour: number): string => String(hour).padStart(2, "0");

/** When guests called and who dealt with it; how the next nights fill. */
export function OverviewCharts({ hotel, data, which }: Props) {
  const { locale } = useFormat();
  if (which === "hours")
    return (
      <Chart
        title="Calls by hour"
        unit="calls"
        points={hours(hotel, data)}
        series={[
          { key: "line", label: "Line", color: 1, stack: "calls" },
          { key: "person", label: "Person", color: 4, stack: "calls" },
        ]}
        height={300}
        emptyText="No calls yet today."
      />
    );
  return (
    <Chart
      title="Next 14 nights"
      unit="rooms sold"
      points={nights(hotel, data, locale)}
      series={[
        { key: "before", label: "Sold earlier", color: 1, stack: "sold" },
        { key: "pickUp", label: "Sold in the last 7 days", color: 3, stack: "sold" },
        { key: "rooms", label: "Rooms there are", color: 8, kind: "line" },
      ]}
    />
  );
}

const hours = (hotel: string, { hours: list, date }: Overview): ChartPoint[] =>
  list.map(({ hour, line, person, past, running }) => ({
    x: two(hour),
    range: `${two(hour)}:00–${two((hour + 1) % 24)}:00`,
    values: past ? { line, person } : { line: null, person: null },
    running,
    href: `/${hotel}/calls?dayFrom=${date}&dayTo=${date}`,
  }));

const nights = (hotel: string, { nights: list }: Overview, locale: string): ChartPoint[] =>
  list.map(({ night, sold, rooms, pickUp }) => ({
    x: formatPlainDate(night, locale).split(" ").slice(0, 2).join(" "),
    range: `${formatPlainDate(night, locale)}, ${rooms > 0 ? formatPercent(sold / rooms, locale) : "no rooms"}, ${formatCount(Math.max(0, rooms - sold))} left`,
    values:
      rooms > 0 ? { before: sold - pickUp, pickUp, rooms } : { before: null, pickUp: null, rooms: null },
    href: `/${hotel}/rates?from=${night}`,
  }));
