"use client";
import { formatLatency } from "@/components/lib/format";
import { Chart, type ChartPoint } from "@/components/patterns/chart";
import { Heatmap } from "@/components/patterns/heatmap";
import { Waterfall } from "@/components/patterns/waterfall";
import { Part } from "./part";

const two = (n: number) => String(n).padStart(2, "0");
const hours: ChartPoint[] = Array.from({ length: 24 }, (_, hour) => ({
  x: two(hour),
  range: `${two(hour)}:00–${two((hour + 1) % 24)}:00, Wed 4 March`,
  values: { line: hour > 14 ? null : (hour * 7) % 6, person: hour > 14 ? null : hour % 3 === 0 ? 1 : 0 },
  running: hour === 14,
  href: `/gallery?hour=${hour}`,
}));
const days: ChartPoint[] = Array.from({ length: 14 }, (_, day) => ({
  x: `${day + 1}`,
  range: `${day + 1} March`,
  values: {
    p50: day === 6 ? null : 560 + ((day * 53) % 190),
    p95: day === 6 ? null : 1_050 + ((day * 131) % 420),
  },
  n: 30 + day,
}));
const few = days.slice(0, 7).map((point, at) => ({ ...point, n: at + 2 }));
const nights = ["Wed 4", "Thu 5", "Fri 6", "Sat 7", "Sun 8", "Mon 9", "Tue 10"];

export function ChartParts() {
  const lines = [
    { key: "p50", label: "p50", color: 1, kind: "line" },
    { key: "p95", label: "p95", color: 1, kind: "line", comparison: true },
  ] as const;
  return (
    <Part title="Charts">
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Chart
          title="Calls by hour"
          unit="calls"
          points={hours}
          series={[
            { key: "line", label: "Line", color: 1, stack: "calls" },
            { key: "person", label: "Person", color: 4, stack: "calls" },
          ]}
        />
        <Chart title="Wait" unit="p50 and p95 a day" points={days} format={formatLatency} series={lines} />
        <Chart
          title="Wait, few calls"
          unit="dots below 20 calls"
          points={few}
          format={formatLatency}
          series={lines}
        />
        <Chart
          title="Bookings"
          unit="reservations"
          points={[]}
          series={[{ key: "a", label: "Booked", color: 1 }]}
          emptyText="No bookings in this range."
        />
      </div>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <div className="rounded-lg border border-border bg-surface p-4">
          <Heatmap
            label="Occupancy by room type and night, percent"
            columns={nights}
            rows={["Courtyard Double", "Harbour King"].map((label, row) => ({
              label,
              cells: nights.map((_, at) => ({
                share: at === 5 ? null : ((at + row * 3) % 7) / 6,
                text: `${Math.round((((at + row * 3) % 7) / 6) * 100)} %`,
              })),
            }))}
          />
        </div>
        <div className="rounded-lg border border-border bg-surface p-4">
          <Waterfall
            label="Turn at 0:15"
            timing={{
              endpointing: 290,
              recognise: 82,
              firstToken: 150,
              think: 50,
              tool: 184,
              voice: 116,
              network: 40,
              total: 912,
              heard: 3_400,
            }}
          />
        </div>
      </div>
    </Part>
  );
}
