"use client";
import { useQuery } from "@tanstack/react-query";
import { useHotel } from "@/components/hotel/hotel-context";
import { FormSkeleton } from "@/components/hotel/page-skeleton";
import { ErrorState } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { Instant } from "@/components/patterns/values";
import { PolicyEditor } from "@/components/policies/policy-editor";
import { RecordCrumb } from "@/components/shell/crumbs";
import { useTRPC } from "@/components/trpc/client";
import { GreetingPreview } from "./greeting-preview";
import { PersonaPreview } from "./persona-preview";

/** Who answers, how, and what is kept of a call; the greeting as it would be said now. */
export function LineSettings() {
  const trpc = useTRPC();
  const { name, nameOf } = useHotel();
  const query = useQuery(trpc.policies.list.queryOptions({}));
  if (query.error && !query.data) {
    return (
      <ErrorState
        page
        title="The line's settings could not be loaded"
        error={query.error}
        retry={() => void query.refetch()}
        pending={query.isFetching}
      />
    );
  }
  if (!query.data) return <FormSkeleton />;
  const line = query.data.find(({ area }) => area === "line");
  const spoken = query.data.find(({ area }) => area === "place")?.values.spokenName;
  return (
    <div className="flex max-w-[960px] flex-col gap-4">
      <RecordCrumb label="The line" />
      <PageHeader
        title="The line"
        meta={
          <>
            <span>Who answers, how, and what is kept of a call.</span>
            {line?.changedAt ? (
              <span>
                Changed <Instant at={line.changedAt} /> by {nameOf(line.changedBy ?? "") ?? "VoiceHive"}
              </span>
            ) : null}
          </>
        }
      />
      <PolicyEditor
        area="line"
        values={line?.values ?? {}}
        above={
          <>
            <GreetingPreview spokenName={typeof spoken === "string" && spoken ? spoken : name} />
            <PersonaPreview />
          </>
        }
      />
    </div>
  );
}
