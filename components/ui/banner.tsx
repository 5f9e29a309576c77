import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";
import type { Tone } from "./badge";

const looks: Record<Tone, { style: string; icon: LucideIcon }> = {
  accent: { style: "bg-accent-bg text-accent-fg", icon: Info },
  info: { style: "bg-info-bg text-info-fg", icon: Info },
  success: { style: "bg-success-bg text-success-fg", icon: CircleCheck },
  warning: { style: "bg-warning-bg text-warning-fg", icon: TriangleAlert },
  danger: { style: "bg-danger-bg text-danger-fg", icon: CircleAlert },
  neutral: { style: "bg-neutral-bg text-neutral-fg", icon: Info },
};

interface BannerProps {
  tone?: Tone;
  icon?: LucideIcon;
  /** Emergencies and transfers interrupt a screen reader; the rest wait their turn. */
  urgent?: boolean;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A state of the whole page: stale, shadow mode, a plan limit, "you are speaking to the guest". */
export function Banner({ tone = "info", icon, urgent, action, className, children }: BannerProps) {
  const Icon = icon ?? looks[tone].icon;
  return (
    <div
      role={urgent ? "alert" : "status"}
      className={cn(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md px-3 py-2 text-sm",
        looks[tone].style,
        className,
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0 flex-1 basis-48">{children}</div>
      {action ? <div className="flex shrink-0 gap-2">{action}</div> : null}
    </div>
  );
}
