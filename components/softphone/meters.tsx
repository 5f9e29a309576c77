import { Mic, Volume2 } from "lucide-react";
import { cn } from "@/components/lib/cn";
import type { Levels } from "./phone-call";

/** Loudness of the microphone and of what is played. */
export function Meters({ levels: { in: heard, out }, muted }: { levels: Levels; muted: boolean }) {
  return (
    <span className="flex items-center gap-2" aria-hidden="true">
      <Mic className="size-3.5 text-subtle" />
      <Meter loudness={muted ? 0 : heard} className="text-chart-2" />
      <Volume2 className="size-3.5 text-subtle" />
      <Meter loudness={out} className="text-chart-1" />
    </span>
  );
}

const BARS = 5;
/** Speech lies between about −50 and −10 dB: that range fills the bars. */
const filled = (loudness: number): number =>
  loudness <= 0 ? 0 : Math.round(Math.max(0, Math.min(1, (20 * Math.log10(loudness) + 50) / 40)) * BARS);

const Meter = ({ loudness, className }: { loudness: number; className: string }) => (
  <span className={cn("flex h-4 items-end gap-0.5", className)}>
    {Array.from({ length: BARS }, (_, at) => (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        key={at}
        className={cn("w-1 rounded-[1px]", at < filled(loudness) ? "bg-current" : "bg-strong")}
        style={{ height: `${40 + at * 15}%` }}
      />
    ))}
  </span>
);
