"use client";
import { formatCount, formatLatency, formatPercent, formatPlainDate, plural } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { StatTile, type StatTileProps } from "@/components/patterns/stat-tile";
import { Money, Unknown } from "@/components/patterns/values";
import type { Overview } from "@/server/features/overview/schema";

interface Props {
  hotel: string;
  /** Null while loading. */
  data: Overview | null;
}

/** Five numbers of the day, each with its n and its comparison. */
export function Tiles({ hotel, data }: Props) {
  const { locale } = useFormat();
  return (
    <section aria-label="Today" className="grid grid-cols-2 gap-3 lg:grid-cols-5">
      {tiles(hotel, data, locale).map((tile) => (
        <StatTile
          key={tile.label}
          {...tile}
          loading={data === null}
          className={tile.label.startsWith("Booked") ? "max-lg:order-last max-lg:col-span-2" : undefined}
        />
      ))}
    </section>
  );
}

function tiles(hotel: string, data: Overview | null, locale: string): StatTileProps[] {
  if (!data)
    return ["Calls today", "By the line", "Booked by the line", "Occupancy tonight", "Wait, p50"].map(
      (label) => ({
        label,
        value: null,
      }),
    );
  const { calls, booked, tonight, latency, date } = data;
  const today = `?dayFrom=${date}&dayTo=${date}`;
  return [
    {
      label: "Calls today",
      value: formatCount(calls.today),
      delta: comparison(calls.today - calls.lastWeek, date, locale),
      n: `${formatCount(calls.lastWeek)} at this time`,
      href: `/${hotel}/calls${today}`,
    },
    {
      label: "By the line",
      value:
        calls.ended === 0 ? (
          <Unknown reason="No call has ended yet" />
        ) : (
          formatPercent(calls.byLine / calls.ended, locale)
        ),
      n: `${formatCount(calls.byLine)} of ${formatCount(calls.ended)}`,
      href: `/${hotel}/calls${today}`,
    },
    {
      label: "Booked by the line",
      value: <Money amount={booked.total.amount} currency={booked.total.currency} />,
      n: plural(booked.count, "reservation"),
      href: `/${hotel}/calls?view=booked&dayFrom=${date}&dayTo=${date}`,
    },
    {
      label: "Occupancy tonight",
      value:
        tonight.rooms === 0 ? (
          <Unknown reason="No rooms are set up" />
        ) : (
          formatPercent(tonight.sold / tonight.rooms, locale)
        ),
      n: `${formatCount(tonight.sold)} of ${formatCount(tonight.rooms)} rooms`,
      href: `/${hotel}/rates`,
    },
    {
      label: "Wait, p50",
      value: latency ? formatLatency(latency.p50, locale) : <Unknown reason="No turn was measured today" />,
      n: latency
        ? `p95 ${formatLatency(latency.p95, locale)}, ${plural(latency.turns, "turn")}`
        : "no turns yet",
    },
  ];
}

function comparison(difference: number, date: string, locale: string): StatTileProps["delta"] {
  const weekday = formatPlainDate(date, locale).split(" ")[0] ?? "";
  const sign = difference > 0 ? "+" : difference < 0 ? "−" : "±";
  return {
    text: `${sign}${formatCount(Math.abs(difference))} on last ${weekday}`,
    way: difference > 0 ? "up" : difference < 0 ? "down" : "same",
  };
}
