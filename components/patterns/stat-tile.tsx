import { ArrowDownRight, ArrowUpRight, Minus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";
import { Skeleton } from "@/components/ui/skeleton";

export interface StatTileProps {
  /** What the number is of. */
  label: string;
  value: ReactNode;
  /** Against what: "+6 on Wed". Good or bad is said by `mood`, direction by `way`. */
  delta?: { text: string; way: "up" | "down" | "same"; mood?: "good" | "bad" | "plain" };
  /** Out of how many: "42 of 47". */
  n?: string;
  /** The filtered list behind the number. */
  href?: string;
  loading?: boolean;
  className?: string;
}

const ways = { up: ArrowUpRight, down: ArrowDownRight, same: Minus };
const moods = { good: "text-success-fg", bad: "text-danger-fg", plain: "text-muted" };

/** One number with its unit, its n and its comparison. */
export function StatTile({ label, value, delta, n, href, loading, className }: StatTileProps) {
  const Way = delta ? ways[delta.way] : null;
  const body = (
    <>
      <span className="text-muted text-xs">{label}</span>
      <span className="flex min-h-8 items-center whitespace-nowrap font-semibold text-2xl">
        {loading ? <Skeleton className="h-5" width={72} /> : value}
      </span>
      <span className="flex min-h-4 flex-wrap items-center gap-x-2 text-xs">
        {loading ? <Skeleton width={96} /> : null}
        {!loading && delta && Way ? (
          <span
            className={cn("inline-flex items-center gap-0.5 whitespace-nowrap", moods[delta.mood ?? "plain"])}
          >
            <Way className="size-3" aria-hidden="true" />
            {delta.text}
          </span>
        ) : null}
        {!loading && n ? <span className="whitespace-nowrap text-subtle">{n}</span> : null}
      </span>
    </>
  );
  const styles = cn(
    "flex min-w-0 flex-col gap-0.5 rounded-lg border border-border bg-surface px-4 py-3",
    className,
  );
  return href && !loading ? (
    <Link href={href} className={cn(styles, "transition-colors hover:bg-hover")}>
      {body}
    </Link>
  ) : (
    <div className={styles} aria-busy={loading}>
      {body}
    </div>
  );
}
