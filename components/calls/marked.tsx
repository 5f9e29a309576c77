import { cn } from "@/components/lib/cn";

/** A sentence with its [[searched words]] marked. */
export function Marked({ text, className }: { text: string; className?: string }) {
  const parts = text.split(/\[\[(.*?)\]\]/s);
  return (
    <span dir="auto" className={cn("text-muted text-xs", className)}>
      {parts.map((part, at) =>
        at % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
          <mark key={at} className="rounded-[2px] bg-warning-bg text-warning-fg">
            {part}
          </mark>
        ) : (
          part
        ),
      )}
    </span>
  );
}
