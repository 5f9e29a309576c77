import { cn } from "@/components/lib/cn";
import { formatLatency } from "@/components/lib/format";

/** Where a turn's wait went, in order; the names are the line contract's. */
export const stages = [
  { key: "endpointing", label: "End of turn", color: 8 },
  { key: "recognise", label: "Recognise", color: 3 },
  { key: "firstToken", label: "First token", color: 6 },
  { key: "think", label: "Think", color: 1 },
  { key: "tool", label: "Tool", color: 2 },
  { key: "voice", label: "Voice", color: 4 },
  { key: "network", label: "Network", color: 7 },
] as const;
export type Stage = (typeof stages)[number]["key"];

export type Timing = { readonly [key in Stage]?: number } & {
  readonly total: number;
  readonly heard?: number;
};

export interface WaterfallBar {
  key: Stage;
  label: string;
  color: number;
  ms: number;
  /** Share of the whole at which it starts, and its own share. */
  from: number;
  width: number;
}

/** Bars true to scale, one after the other; a stage that did not happen has none. */
export function waterfallBars(timing: Timing): WaterfallBar[] {
  const parts = stages
    .map((stage) => ({ ...stage, ms: Math.max(0, timing[stage.key] ?? 0) }))
    .filter(({ ms }) => ms > 0);
  const whole = Math.max(
    timing.total,
    parts.reduce((sum, { ms }) => sum + ms, 0),
  );
  let from = 0;
  return parts.map((part) => {
    const bar = { ...part, from: from / whole, width: part.ms / whole };
    from += part.ms;
    return bar;
  });
}

interface WaterfallProps {
  timing: Timing | null;
  /** Who did a stage: "deepgram". */
  by?: { readonly [key in Stage]?: string };
  /** "Turn at 0:15". */
  label: string;
  className?: string;
}

/** The guest's wait of one turn, stage by stage, true to scale; and how long the answer was heard. */
export function Waterfall({ timing, by = {}, label, className }: WaterfallProps) {
  if (!timing) return <p className={cn("text-muted text-sm", className)}>No timing for this turn.</p>;
  const bars = waterfallBars(timing);
  return (
    <div className={cn("@container", className)}>
      <p className="mb-2 flex justify-between gap-2 text-sm">
        <span className="font-medium">{label}</span>
        <span className="whitespace-nowrap font-semibold">{formatLatency(timing.total)}</span>
      </p>
      {bars.length === 0 ? <p className="text-muted text-xs">Only the whole was measured.</p> : null}
      <ul className="flex flex-col gap-1.5 @[480px]:gap-1">
        {bars.map(({ key, label: name, color, ms, from, width }) => (
          <li
            key={key}
            className="grid grid-cols-[1fr_auto] items-center gap-x-2 text-xs @[480px]:grid-cols-[88px_1fr_64px]"
          >
            <span className="min-w-0 truncate text-muted">
              {name}
              {by[key] ? <span className="text-subtle"> {by[key]}</span> : null}
            </span>
            <span className="col-span-2 row-start-2 h-2 rounded-sm bg-sunken @[480px]:col-span-1 @[480px]:col-start-2 @[480px]:row-start-1">
              <span
                className="relative block h-full min-w-px rounded-sm"
                style={{
                  insetInlineStart: `${from * 100}%`,
                  width: `${width * 100}%`,
                  background: `var(--chart-${color})`,
                }}
              />
            </span>
            <span className="whitespace-nowrap text-end @[480px]:col-start-3">{formatLatency(ms)}</span>
          </li>
        ))}
      </ul>
      {timing.heard === undefined ? null : (
        <p className="mt-2 flex justify-between gap-2 text-muted text-xs">
          <span>Answer heard for</span>
          <span className="whitespace-nowrap">{formatLatency(timing.heard)}</span>
        </p>
      )}
    </div>
  );
}
