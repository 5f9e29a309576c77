import { cn } from "@/components/lib/cn";

/** A grey bar in the place and size of what comes; appears after 150 ms and does not move. */
export const Skeleton = ({ className, width }: { className?: string; width?: string | number }) => (
  <span
    aria-hidden="true"
    className={cn("block h-3 animate-late rounded-sm bg-neutral-bg", className)}
    style={width === undefined ? undefined : { width }}
  />
);
