import { cn } from "@/components/lib/cn";

/** Keys as caps: "Ctrl K" is two together, "g c" one after the other. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd
      className={cn(
        "inline-flex h-4 min-w-4 shrink-0 items-center justify-center rounded-sm border border-strong px-1 font-sans text-2xs text-subtle",
        className,
      )}
    >
      {keys}
    </kbd>
  );
}
