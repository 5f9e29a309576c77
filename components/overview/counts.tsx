"use client";
import { formatCount } from "@/components/lib/format";
import { StatTile } from "@/components/patterns/stat-tile";
import type { Overview } from "@/server/features/overview/schema";

interface Props {
  hotel: string;
  /** Null while loading. */
  counts: Overview["counts"] | null;
}

/** The house in four numbers, each leading to its list. */
export function Counts({ hotel, counts }: Props) {
  const items = [
    {
      label: "Arrivals",
      value: counts?.arrivals,
      n: counts ? `${formatCount(counts.arrivalsReady)} with a room ready` : "",
      href: `/${hotel}/reservations?view=arriving`,
    },
    {
      label: "Departures",
      value: counts?.departures,
      n: counts
        ? counts.departuresLate > 0
          ? `${formatCount(counts.departuresLate)} late`
          : "none late"
        : "",
      href: `/${hotel}/reservations?view=departing`,
    },
    { label: "Dirty rooms", value: counts?.dirty, n: "to clean", href: `/${hotel}/rooms?cleaning=dirty` },
    {
      label: "Open requests",
      value: counts?.requests,
      n: "not done yet",
      href: `/${hotel}/requests`,
    },
  ];
  return (
    <section aria-label="The house" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {items.map(({ value, ...tile }) => (
        <StatTile
          key={tile.label}
          {...tile}
          value={value === undefined ? null : formatCount(value)}
          loading={counts === null}
        />
      ))}
    </section>
  );
}
