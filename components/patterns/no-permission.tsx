import { Lock } from "lucide-react";
import { cn } from "@/components/lib/cn";

interface NoPermissionProps {
  /** Who may: "managers". */
  who: string;
  /** What: "rates", or with a verb "change rates". */
  what: string;
  verb?: "see" | "change";
  /** Somebody to ask, with the role. */
  ask?: { name: string; role: string };
  page?: boolean;
  className?: string;
}

/** "Only managers see rates. Ask Ingrid (owner)." Never a blank page. */
export function NoPermission({ who, what, verb = "see", ask, page, className }: NoPermissionProps) {
  const Title = page ? "h1" : "p";
  return (
    <div className={cn("flex flex-col items-center gap-2 px-6 py-12 text-center", className)}>
      <Lock className="size-5 text-subtle" aria-hidden="true" />
      <Title className={cn("font-medium", page ? "text-xl" : "text-base")}>
        Only {who} {verb} {what}.
      </Title>
      {ask ? (
        <p className="text-muted text-sm">
          Ask <bdi>{ask.name}</bdi> ({ask.role}).
        </p>
      ) : null}
    </div>
  );
}
