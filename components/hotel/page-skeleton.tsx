import { Skeleton } from "@/components/ui/skeleton";

const rows = (count: number) => Array.from({ length: count }, (_, at) => at);

/** A list's page while its hotel is read: title, tabs, filters and rows where the real ones will stand. */
export function ListSkeleton({ tabs = 0, count = 12 }: { tabs?: number; count?: number }) {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-4">
      <Skeleton width={180} className="h-7" />
      {tabs > 0 ? (
        <div className="flex h-9 items-center gap-6 border-border border-b">
          {rows(tabs).map((at) => (
            <Skeleton key={at} width={64} />
          ))}
        </div>
      ) : null}
      <Skeleton width={240} className="h-8" />
      <div className="flex flex-col rounded-lg border border-border bg-surface">
        {rows(count).map((at) => (
          <div key={at} className="flex h-9 items-center gap-6 border-border border-b px-3 last:border-b-0">
            <Skeleton width={56} />
            <Skeleton width="24%" />
            <Skeleton width="18%" className="max-sm:hidden" />
            <Skeleton width={80} className="ms-auto" />
          </div>
        ))}
      </div>
    </div>
  );
}

/** A record's page while it is read: header, panels, rail. */
export function RecordSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-4">
      <Skeleton width={280} className="h-7" />
      <Skeleton width={220} />
      <div className="grid gap-4 lg:grid-cols-[1fr_340px]">
        <div className="flex flex-col gap-4">
          <Skeleton className="h-64" />
          <Skeleton className="h-32" />
        </div>
        <Skeleton className="h-80" />
      </div>
    </div>
  );
}

/** A form's page while it is read. */
export function FormSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex max-w-[760px] flex-col gap-4">
      <Skeleton width={220} className="h-7" />
      {rows(3).map((at) => (
        <Skeleton key={at} className="h-40" />
      ))}
    </div>
  );
}
