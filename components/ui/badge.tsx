import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";

export type Tone = "accent" | "info" | "success" | "warning" | "danger" | "neutral";
/** How its edge is drawn, so that states differ without colour too. */
export type BadgeLook = "solid" | "dashed" | "outline" | "struck" | "hatched";

const tones: Record<Tone, string> = {
  accent: "bg-accent-bg text-accent-fg border-accent",
  info: "bg-info-bg text-info-fg border-info",
  success: "bg-success-bg text-success-fg border-success",
  warning: "bg-warning-bg text-warning-fg border-warning",
  danger: "bg-danger-bg text-danger-fg border-danger",
  neutral: "bg-neutral-bg text-neutral-fg border-neutral",
};
const looks: Record<BadgeLook, string> = {
  solid: "border-transparent",
  dashed: "border-dashed bg-transparent",
  outline: "bg-transparent",
  struck: "border-transparent line-through",
  hatched: "border-transparent hatched",
};

interface BadgeProps {
  tone?: Tone;
  look?: BadgeLook;
  icon?: LucideIcon;
  className?: string;
  children: ReactNode;
}

/** A word with a tone and an icon. Tone says urgency, icon and word say what. */
export function Badge({ tone = "neutral", look = "solid", icon: Icon, className, children }: BadgeProps) {
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-full shrink-0 items-center gap-1 whitespace-nowrap rounded-full border px-2 font-medium text-xs",
        tones[tone],
        looks[look],
        className,
      )}
    >
      {Icon ? <Icon className="size-3 shrink-0" aria-hidden="true" /> : null}
      <span className="truncate">{children}</span>
    </span>
  );
}
