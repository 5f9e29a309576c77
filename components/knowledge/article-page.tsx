"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useHotel } from "@/components/hotel/hotel-context";
import { FormSkeleton } from "@/components/hotel/page-skeleton";
import { EmptyState } from "@/components/patterns/empty-state";
import { ErrorState } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { Instant } from "@/components/patterns/values";
import { RecordCrumb } from "@/components/shell/crumbs";
import { domainCode, useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { ArticleEditor, emptyArticle } from "./article-editor";

/** One article: what the line knows, for whom, until when. */
export function ArticlePage({ articleId }: { articleId: string }) {
  const trpc = useTRPC();
  const { can, href } = useHotel();
  const { archive, pending } = useArchive();
  const query = useQuery(trpc.knowledge.get.queryOptions({ articleId }));
  if (query.error && !query.data) {
    const gone = ["not_found", "invalid"].includes(domainCode(query.error) ?? "");
    if (!gone)
      return (
        <ErrorState
          page
          title="The article could not be loaded"
          error={query.error}
          retry={() => void query.refetch()}
          pending={query.isFetching}
        />
      );
    return (
      <div className="flex flex-col gap-4">
        <PageHeader title="Article" />
        <EmptyState
          kind="no-match"
          title="This article was not found"
          action={
            <Button asChild>
              <Link href={href("/knowledge")}>Show all articles</Link>
            </Button>
          }
        />
      </div>
    );
  }
  if (!query.data) return <FormSkeleton />;
  const { id, updatedAt, archived, ...fields } = query.data;
  return (
    <div className="flex flex-col gap-4">
      <RecordCrumb label={fields.title} />
      <PageHeader
        title={fields.title}
        badges={archived ? <Badge tone="neutral">Archived</Badge> : null}
        meta={
          <>
            <span>{fields.audience === "staff" ? "Staff only" : "The line tells guests"}</span>
            <span>
              Changed <Instant at={updatedAt} />
            </span>
          </>
        }
        actions={
          can("knowledge:write") && !archived ? (
            <Button variant="danger-quiet" pending={pending} onClick={() => archive(id, fields.title)}>
              Archive article
            </Button>
          ) : null
        }
      />
      {archived ? (
        <Banner
          tone="neutral"
          action={
            can("knowledge:write") ? (
              <Button pending={pending} onClick={() => archive(id, fields.title, true)}>
                Restore article
              </Button>
            ) : undefined
          }
        >
          The line no longer knows this article.
        </Banner>
      ) : null}
      <ArticleEditor articleId={id} fields={fields} locked={archived} />
    </div>
  );
}

/** An article that is not saved yet. */
export function NewArticle() {
  const { href } = useHotel();
  const router = useRouter();
  return (
    <div className="flex flex-col gap-4">
      <RecordCrumb label="New" />
      <PageHeader title="New article" meta="The line knows it from the next question on." />
      <ArticleEditor
        fields={emptyArticle}
        locked={false}
        onCreated={(id) => router.replace(href(`/knowledge/${id}`))}
      />
    </div>
  );
}

/** Archives at once, with eight seconds to think again. */
function useArchive() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const verb = useMutation(trpc.knowledge.archive.mutationOptions());
  const archive = (articleId: string, title: string, restore = false): void => {
    verb.mutate(
      { articleId, restore },
      {
        onSuccess: async () => {
          await client.invalidateQueries(trpc.knowledge.pathFilter());
          if (restore) toast.done(`${title} restored`);
          else toast.undo(`${title} archived`, { undo: () => archive(articleId, title, true) });
        },
        onError: (error) => toast.error(error.message),
      },
    );
  };
  return { archive, pending: verb.isPending };
}
