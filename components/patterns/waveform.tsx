"use client";
import { useMemo } from "react";
import { cn } from "@/components/lib/cn";
import { formatDuration, spokenDuration } from "@/components/lib/format";
import { fitPeaks, peaksPath, seekKey } from "@/components/lib/peaks";

export interface WaveformProps {
  /** Loudness 0..1 of each side, evenly spread over the duration. */
  peaks: { guest: readonly number[]; line: readonly number[] };
  durationMs: number;
  timeMs: number;
  /** Without it the picture is a picture only (a live call). */
  onSeek?: (ms: number) => void;
  /** Starts of turns, ms, for Shift and arrows. */
  turns?: readonly number[];
  className?: string;
}

const ROOM = 600;
const HEIGHT = 40;

/** Guest above, line below. A click or the arrow keys seek. */
export function Waveform({ peaks, durationMs, timeMs, onSeek, turns = [], className }: WaveformProps) {
  const guest = useMemo(() => fitPeaks(peaks.guest, ROOM), [peaks.guest]);
  const line = useMemo(() => fitPeaks(peaks.line, ROOM), [peaks.line]);
  const width = Math.max(guest.length, line.length, 1);
  const share = durationMs > 0 ? Math.min(1, Math.max(0, timeMs / durationMs)) : 0;
  const lanes = [
    { name: "Guest", path: peaksPath(guest, HEIGHT / 2, HEIGHT / 2 - 2), color: "text-chart-2" },
    { name: "Line", path: peaksPath(line, HEIGHT / 2, HEIGHT / 2 - 2), color: "text-chart-1" },
  ];
  const slider = onSeek
    ? {
        role: "slider",
        tabIndex: 0,
        "aria-label": "Position in the recording",
        "aria-valuemin": 0,
        "aria-valuemax": Math.round(durationMs),
        "aria-valuenow": Math.round(timeMs),
        "aria-valuetext": `${spokenDuration(timeMs)} of ${spokenDuration(durationMs)}`,
        onKeyDown: (event: React.KeyboardEvent) => {
          const to = seekKey(event.key, event.shiftKey, timeMs, durationMs, turns);
          if (to === null) return;
          event.preventDefault();
          onSeek(to);
        },
        onClick: (event: React.MouseEvent<HTMLElement>) => {
          const box = event.currentTarget.getBoundingClientRect();
          if (box.width > 0) onSeek(((event.clientX - box.left) / box.width) * durationMs);
        },
      }
    : { role: "img", "aria-label": "Loudness of guest and line" };
  return (
    <div className={cn("flex gap-3", className)}>
      <div aria-hidden="true" className="flex w-9 shrink-0 flex-col justify-around text-2xs text-subtle">
        <span>Guest</span>
        <span>Line</span>
      </div>
      {/* Time runs from left to right in every language's player. */}
      <div
        dir="ltr"
        {...slider}
        className={cn("relative min-w-0 flex-1 rounded-md", onSeek && "cursor-pointer")}
      >
        {lanes.map(({ name, path, color }) => (
          <svg
            key={name}
            aria-hidden="true"
            viewBox={`0 0 ${width} ${HEIGHT}`}
            preserveAspectRatio="none"
            className={cn("block h-9 w-full", color)}
          >
            <path d={path} stroke="currentColor" strokeWidth={0.7} vectorEffect="none" />
          </svg>
        ))}
        {onSeek ? (
          <>
            <span
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 right-0 bg-surface/60"
              style={{ left: `${share * 100}%` }}
            />
            <span
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 w-0.5 bg-accent"
              style={{ left: `calc(${share * 100}% - 1px)` }}
            />
          </>
        ) : null}
      </div>
      <div
        className="flex w-12 shrink-0 flex-col justify-center text-end text-2xs text-subtle"
        aria-hidden="true"
      >
        <span className="text-text">{formatDuration(timeMs)}</span>
        <span>{formatDuration(durationMs)}</span>
      </div>
    </div>
  );
}
