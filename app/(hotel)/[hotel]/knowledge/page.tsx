import { HotelPage } from "@/components/hotel/hotel-page";
import { readSearch } from "@/components/hotel/search-params";
import { ArticleList } from "@/components/knowledge/article-list";
import { KnowledgeSearch } from "./search-params";

interface Props {
  params: Promise<{ hotel: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata = { title: "Knowledge" };

export default async function Page({ params, searchParams }: Props) {
  const { hotel } = await params;
  const filter = readSearch(KnowledgeSearch, await searchParams);
  return (
    <HotelPage
      slug={hotel}
      permission="knowledge:read"
      who="the front desk, support and managers"
      what="knowledge"
      prefetch={({ trpc, prefetch }) => prefetch(trpc.knowledge.list.queryOptions(filter))}
    >
      <ArticleList />
    </HotelPage>
  );
}
