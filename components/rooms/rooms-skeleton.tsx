import { Skeleton } from "@/components/ui/skeleton";

/** Floors of grey cards in the size of the real ones. */
export function RoomsSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-4">
      <Skeleton width={140} className="h-7" />
      <div className="flex h-9 items-center gap-6 border-border border-b">
        <Skeleton width={56} />
        <Skeleton width={84} />
      </div>
      <FloorSkeleton />
      <FloorSkeleton />
    </div>
  );
}

export function FloorSkeleton() {
  return (
    <div className="flex flex-col gap-2">
      <Skeleton width={72} />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-2">
        {Array.from({ length: 10 }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey cards have no identity
          <Skeleton key={at} className="h-24 rounded-lg" />
        ))}
      </div>
    </div>
  );
}
