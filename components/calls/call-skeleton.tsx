import { Skeleton } from "@/components/ui/skeleton";

/** The call page's geometry before its words are here. */
export const CallSkeleton = () => (
  <div className="flex flex-col gap-4" aria-busy="true">
    <div className="flex h-13 flex-col justify-center gap-2">
      <Skeleton className="h-5" width={200} />
      <Skeleton width={280} />
    </div>
    <div className="h-24 rounded-lg border border-border bg-surface" />
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="flex flex-col gap-5 rounded-lg border border-border bg-surface p-4">
        {["72%", "40%", "80%", "56%", "64%", "36%"].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
      <div className="h-64 rounded-lg border border-border bg-surface" />
    </div>
  </div>
);
