"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useHotel } from "@/components/hotel/hotel-context";
import { FormSkeleton } from "@/components/hotel/page-skeleton";
import { ErrorState } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { Instant } from "@/components/patterns/values";
import { RecordCrumb } from "@/components/shell/crumbs";
import { useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import type { PolicyArea } from "@/server/features/policies/schema";
import { areaWords, missingFields } from "./catalogue";
import { destinationsIn } from "./destinations";
import { PolicyEditor } from "./policy-editor";
import { PolicyNav, readyText } from "./policy-nav";

/** One area with the others beside it; without an area, the list of them. */
export function PoliciesPage({ area }: { area?: PolicyArea }) {
  const trpc = useTRPC();
  const { nameOf, href } = useHotel();
  const query = useQuery(trpc.policies.list.queryOptions({}));
  if (query.error && !query.data) {
    return (
      <ErrorState
        page
        title="Policies could not be loaded"
        error={query.error}
        retry={() => void query.refetch()}
        pending={query.isFetching}
      />
    );
  }
  if (!query.data) return <FormSkeleton />;
  if (!area) {
    return (
      <div className="flex flex-col gap-4">
        <PageHeader
          title="Policies"
          meta={<>{readyText(query.data)}. What is not set, the line does not know and says so.</>}
        />
        <div className="max-w-[640px] rounded-lg border border-border bg-surface p-3">
          <PolicyNav policies={query.data} />
        </div>
      </div>
    );
  }
  const state = query.data.find((each) => each.area === area);
  const words = areaWords(area);
  const missing = missingFields(area, state?.values ?? {});
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[240px_minmax(0,1fr)]">
      <div className="sticky top-16 max-lg:hidden">
        <PolicyNav policies={query.data} current={area} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <RecordCrumb label={words.label} />
        <PageHeader
          title={words.label}
          badges={
            missing.length === 0 ? (
              <Badge tone="success">Ready for calls</Badge>
            ) : (
              <Badge tone="warning">Missing: {missing.join(", ")}</Badge>
            )
          }
          meta={
            <>
              <span>{words.text}</span>
              {state?.changedAt ? (
                <span>
                  Changed <Instant at={state.changedAt} /> by {nameOf(state.changedBy ?? "") ?? "VoiceHive"}
                </span>
              ) : (
                <span>Never set</span>
              )}
            </>
          }
        />
        <Link
          href={href("/policies")}
          className="self-start text-accent-fg text-sm underline underline-offset-4 lg:hidden"
        >
          All areas
        </Link>
        <PolicyEditor
          key={area}
          area={area}
          values={state?.values ?? {}}
          choices={{ alarmMembers: { destination: destinationsIn(query.data) } }}
        />
      </div>
    </div>
  );
}
