"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useHotel } from "@/components/hotel/hotel-context";
import { RecordSkeleton } from "@/components/hotel/page-skeleton";
import { Panel } from "@/components/hotel/panel";
import { EmptyState } from "@/components/patterns/empty-state";
import { ErrorState } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { StateBadge } from "@/components/patterns/state-badge";
import { RecordCrumb } from "@/components/shell/crumbs";
import { domainCode, useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { RequestDetail } from "@/server/features/requests/schema";
import { RequestActions } from "./request-actions";
import { RequestFacts } from "./request-facts";
import { RequestHistory } from "./request-history";
import { RequestNotes } from "./request-notes";

/** One request: what is to be done, for whom, by whom, and what happened so far. */
export function RequestPage({ requestId }: { requestId: string }) {
  const trpc = useTRPC();
  const { href } = useHotel();
  const query = useQuery(trpc.requests.get.queryOptions({ requestId }));
  if (query.data) return <Loaded request={query.data} />;
  if (!query.error) return <RecordSkeleton />;
  if (["not_found", "invalid"].includes(domainCode(query.error) ?? "")) {
    return (
      <div className="flex flex-col gap-4">
        <PageHeader title="Request" />
        <EmptyState
          kind="no-match"
          title="This request was not found"
          text="The link may be old or of another hotel."
          action={
            <Button asChild>
              <Link href={href("/requests")}>Show all requests</Link>
            </Button>
          }
        />
      </div>
    );
  }
  return (
    <ErrorState
      page
      title="The request could not be loaded"
      error={query.error}
      retry={() => void query.refetch()}
      pending={query.isFetching}
    />
  );
}

function Loaded({ request }: { request: RequestDetail }) {
  const { ref, summary, status, urgency, items } = request;
  return (
    <div className="flex flex-col gap-4">
      <RecordCrumb label={ref} />
      <PageHeader
        title={
          <>
            <span className="font-mono text-muted">{ref}</span>{" "}
            <bdi>{request.room ? `Room ${request.room}` : (request.guestName ?? "No room")}</bdi>
          </>
        }
        badges={
          <>
            <StateBadge kind="request" state={status} />
            {urgency === "urgent" ? <Badge tone="danger">Urgent</Badge> : null}
          </>
        }
        actions={<RequestActions request={request} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title="What is to be done">
            <p className="text-base" dir="auto">
              {summary}
            </p>
            {items.length > 0 ? (
              <ul className="mt-3 flex flex-col gap-1 text-sm">
                {items.map(({ item, qty }) => (
                  <li key={item} dir="auto">
                    <span className="font-semibold">{qty}</span> {item}
                  </li>
                ))}
              </ul>
            ) : null}
          </Panel>
          <RequestNotes request={request} />
          <RequestHistory request={request} />
        </div>
        <Panel title="Details">
          <RequestFacts request={request} />
        </Panel>
      </div>
    </div>
  );
}
