"use client";
import { PageHeader } from "@/components/patterns/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { Softphone } from "./softphone";

const examples = [
  "I would like a double room for three nights from Friday, for two people.",
  "What time is check-in, and is there parking?",
  "Could I have two more towels in room 302?",
  "I would like to cancel my booking.",
  "Can I speak to somebody?",
] as const;

const frame = "h-[calc(100dvh-188px)] min-h-105 md:h-[calc(100dvh-148px)]";

/** The softphone beside what one may say to it. */
export function SoftphonePage({ hotel }: { hotel: string }) {
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Softphone" />
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,640px)_minmax(240px,1fr)]">
        <Softphone hotel={hotel} className={frame} />
        <aside aria-labelledby="say" className="hidden flex-col gap-3 lg:flex">
          <h2 id="say" className="font-semibold text-base">
            What guests say
          </h2>
          <ul className="flex flex-col gap-2 text-muted text-sm">
            {examples.map((example) => (
              <li key={example} className="border-border border-s-2 ps-3">
                {example}
              </li>
            ))}
          </ul>
          <p className="text-subtle text-xs">
            Speak after the line, or into it: it stops and listens. Keys and typing work at any time.
          </p>
        </aside>
      </div>
    </div>
  );
}

export function SoftphoneSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <PageHeader title="Softphone" />
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,640px)_minmax(240px,1fr)]">
        <div className={`flex flex-col rounded-lg border border-border bg-surface ${frame}`}>
          <div className="flex h-12 items-center border-border border-b px-3">
            <Skeleton width={96} />
          </div>
        </div>
      </div>
    </div>
  );
}
