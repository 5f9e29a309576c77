import { AudioLines } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";

interface Props {
  /** Sentences as they are said; nothing where the line says nothing. */
  children: ReactNode;
  /** Instead, while there is nothing to say. */
  silent?: string;
  className?: string;
}

/** "The line will say": the words a guest hears, beside the field they come from. */
export function SaidByTheLine({
  children,
  silent = "Not known: the line says so and offers to find out.",
  className,
}: Props) {
  return (
    <div className={cn("flex gap-2 rounded-md bg-sunken p-3 text-sm", className)}>
      <AudioLines className="mt-0.5 size-4 shrink-0 text-accent-fg" aria-hidden="true" />
      <p className="min-w-0">
        <span className="sr-only">The line will say: </span>
        {children ? <span dir="auto">“{children}”</span> : <span className="text-muted">{silent}</span>}
      </p>
    </div>
  );
}
