import { cn } from "@/components/lib/cn";

interface ProgressProps {
  label: string;
  value: number;
  max: number;
  /** "38 of 120 rooms": counts, not only a bar. */
  text?: string;
  tone?: "accent" | "success" | "warning" | "danger";
  hideLabel?: boolean;
  className?: string;
}
const tones = { accent: "bg-accent", success: "bg-success", warning: "bg-warning", danger: "bg-danger" };

/** How much is done, with its count. */
export function Progress({ label, value, max, text, tone = "accent", hideLabel, className }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const said = text ?? `${value} of ${max}`;
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <div className={cn("flex justify-between gap-2 text-xs", hideLabel && "sr-only")}>
        <span className="text-muted">{label}</span>
        <span className="whitespace-nowrap">{said}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={said}
        className="h-1.5 overflow-hidden rounded-full bg-neutral-bg"
      >
        <div
          className={cn("h-full w-full origin-left transition-transform rtl:origin-right", tones[tone])}
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  );
}
