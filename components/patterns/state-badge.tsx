import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { type StateKind, stateLook } from "./states";

interface StateBadgeProps {
  kind: StateKind;
  /** As stored: "checked_in". */
  state: string;
  /** Beside the word: a countdown ("4 min"), a count. */
  children?: ReactNode;
  className?: string;
}

/** A state as tone, icon and word, the same everywhere. */
export function StateBadge({ kind, state, children, className }: StateBadgeProps) {
  const { tone, icon, word, look } = stateLook(kind, state);
  return (
    <Badge tone={tone} icon={icon} look={look} className={className}>
      {word}
      {children ? <> {children}</> : null}
    </Badge>
  );
}
