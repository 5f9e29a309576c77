"use client";
import { useQuery } from "@tanstack/react-query";
import { formatPlainDate, formatTime, zonedDay } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { useNow } from "@/components/lib/use-now";
import { ErrorState } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { useTRPC } from "@/components/trpc/client";
import { OverviewCharts } from "./charts";
import { Counts } from "./counts";
import { Needs } from "./needs";
import { Tiles } from "./tiles";

/** Read again each minute: the hours pass without any event. */
const EVERY_MS = 60_000;

interface Props {
  hotel: string;
  /** The hotel's name. */
  name: string;
}

/** How the day stands. */
export function Overview({ hotel, name }: Props) {
  const trpc = useTRPC();
  const format = useFormat();
  const query = useQuery({ ...trpc.overview.today.queryOptions({}), refetchInterval: EVERY_MS });
  const now = useNow();
  if (query.isPending) return <OverviewSkeleton />;
  if (query.error && !query.data)
    return (
      <ErrorState
        page
        title="The overview could not be loaded"
        error={query.error}
        retry={() => void query.refetch()}
        pending={query.isFetching}
      />
    );
  const { data } = query;
  const clock = formatTime((now ?? new Date(data.now)).toISOString(), format);
  const city = format.timeZone.split("/").at(-1)?.replaceAll("_", " ");
  const night = zonedDay(data.now, format.timeZone) !== data.date;
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Overview"
        meta={
          <>
            <span className="text-text">{formatPlainDate(data.date, format.locale, true)}</span>
            <span suppressHydrationWarning>
              {city} {clock}
            </span>
            {night ? <span>Business day before the night audit</span> : null}
            <bdi>{name}</bdi>
          </>
        }
      />
      <Tiles hotel={hotel} data={data} />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Needs hotel={hotel} needs={data.needs} />
        <OverviewCharts hotel={hotel} data={data} which="hours" />
      </div>
      <OverviewCharts hotel={hotel} data={data} which="nights" />
      <Counts hotel={hotel} counts={data.counts} />
    </div>
  );
}

export function OverviewSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <PageHeader title="Overview" meta={<span>&nbsp;</span>} />
      <Tiles hotel="" data={null} />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <div className="h-64 rounded-lg border border-border bg-surface" />
        <div className="h-64 rounded-lg border border-border bg-surface" />
      </div>
      <div className="h-64 rounded-lg border border-border bg-surface" />
      <Counts hotel="" counts={null} />
    </div>
  );
}
