"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { Plus, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { KnowledgeSearch } from "@/app/(hotel)/[hotel]/knowledge/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { readSearch } from "@/components/hotel/search-params";
import { formatPlainDate } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { useUrlState } from "@/components/lib/use-url-state";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { FilterBar } from "@/components/patterns/filter-bar";
import { PageHeader } from "@/components/patterns/page-header";
import { Instant, Unknown } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { AppRouter } from "@/server/trpc/root";
import { useContradictions } from "./use-contradictions";

type Row = inferRouterOutputs<AppRouter>["knowledge"]["list"]["rows"][number];

/** What the line knows beyond the policies; what contradicts one is marked. */
export function ArticleList() {
  const { can, href, today } = useHotel();
  const { locale } = useFormat();
  const { params, set } = useUrlState();
  const trpc = useTRPC();
  const filter = readSearch(KnowledgeSearch, new URLSearchParams(params));
  const query = useQuery(trpc.knowledge.list.queryOptions(filter, { placeholderData: keepPreviousData }));
  const contradictions = useContradictions();
  const topics = [...new Set((query.data?.rows ?? []).map(({ topic }) => topic))].sort();
  if (filter.topic && !topics.includes(filter.topic)) topics.unshift(filter.topic);
  const columns: DataColumn<Row>[] = [
    {
      id: "title",
      header: "Article",
      cell: ({ row }) => (
        <bdi className="block max-w-80 truncate" title={row.original.title}>
          {row.original.title}
        </bdi>
      ),
      meta: { skeleton: "180px" },
    },
    {
      id: "check",
      header: "Check",
      cell: ({ row }) => {
        const { length } = contradictions(row.original.body);
        if (length > 0)
          return (
            <Badge tone="warning" icon={TriangleAlert}>
              {length === 1 ? "Differs from a policy" : `Differs in ${length} places`}
            </Badge>
          );
        const { validFrom, validTo } = row.original;
        if (validTo && validTo < today) return <Badge tone="neutral">Over</Badge>;
        return validFrom && validFrom > today ? (
          <Badge tone="info">From {formatPlainDate(validFrom, locale)}</Badge>
        ) : null;
      },
      meta: { skeleton: "90px" },
    },
    {
      id: "topic",
      header: "Topic",
      cell: ({ row }) => row.original.topic,
      meta: { skeleton: "70px", desk: true },
    },
    {
      id: "audience",
      header: "For",
      cell: ({ row }) => (row.original.audience === "staff" ? "Staff only" : "Guests"),
      meta: { skeleton: "50px", desk: true },
    },
    {
      id: "reviewed",
      header: "Reviewed",
      cell: ({ row }) =>
        row.original.reviewedOn ? (
          formatPlainDate(row.original.reviewedOn, locale, true)
        ) : (
          <Unknown reason="Never reviewed" />
        ),
      meta: { skeleton: "80px", desk: true },
    },
    {
      id: "changed",
      header: "Changed",
      cell: ({ row }) => <Instant at={row.original.updatedAt} />,
      meta: { skeleton: "80px", desk: true },
    },
  ];
  const filtered = Boolean(filter.search || filter.topic || filter.audience);
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Knowledge"
        count={query.data?.total}
        meta="What the line answers from when no policy says it. A policy always wins."
        actions={
          can("knowledge:write") ? (
            <Button variant="primary" asChild data-new>
              <Link href={href("/knowledge/new")}>
                <Plus aria-hidden="true" />
                New article
              </Link>
            </Button>
          ) : null
        }
      />
      <DataTable
        id="knowledge"
        label="Articles"
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.title}
        rowHref={(row) => href(`/knowledge/${row.id}`)}
        filters={
          <FilterBar
            today={today}
            search="Ask as a guest would"
            fields={[
              {
                key: "topic",
                label: "Topic",
                type: "choice",
                options: topics.map((value) => ({ value, label: value })),
              },
              {
                key: "audience",
                label: "For",
                type: "choice",
                options: [
                  { value: "guest", label: "Guests" },
                  { value: "staff", label: "Staff only" },
                ],
              },
            ]}
          />
        }
        empty={
          filtered ? (
            <EmptyState
              kind="no-match"
              title="No article answers this"
              text="The line would say that it does not know and offer to find out."
              action={
                <Button onClick={() => set({ q: null, topic: null, audience: null })}>Clear filters</Button>
              }
            />
          ) : (
            <EmptyState
              kind="first-use"
              title="No articles yet"
              text="Write what guests ask that no policy holds: the way here, the gym, the sights."
            />
          )
        }
      />
    </div>
  );
}
