import { HotelPage } from "@/components/hotel/hotel-page";
import { ArticlePage } from "@/components/knowledge/article-page";

export const metadata = { title: "Article" };

export default async function Page({ params }: { params: Promise<{ hotel: string; id: string }> }) {
  const { hotel, id } = await params;
  return (
    <HotelPage
      slug={hotel}
      permission="knowledge:read"
      who="the front desk, support and managers"
      what="knowledge"
      prefetch={({ trpc, prefetch }) => prefetch(trpc.knowledge.get.queryOptions({ articleId: id }))}
    >
      <ArticlePage articleId={id} />
    </HotelPage>
  );
}
