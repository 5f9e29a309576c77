import { Skeleton } from "@/components/ui/skeleton";

/** The team page's geometry while its people are on the way. */
export const TeamSkeleton = () => (
  <div className="grid gap-6" role="status" aria-label="The team is loading">
    <Skeleton className="h-7" width={120} />
    <div className="rounded-lg border border-border bg-surface px-4">
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex items-center gap-6 border-border border-t py-4 first:border-t-0">
          <Skeleton width="30%" />
          <Skeleton width="15%" />
          <Skeleton width="20%" />
        </div>
      ))}
    </div>
  </div>
);
