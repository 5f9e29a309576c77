import { HotelPage } from "@/components/hotel/hotel-page";
import { NewArticle } from "@/components/knowledge/article-page";

export const metadata = { title: "New article" };

export default async function Page({ params }: { params: Promise<{ hotel: string }> }) {
  const { hotel } = await params;
  return (
    <HotelPage slug={hotel} permission="knowledge:write" who="managers and support" what="the article editor">
      <NewArticle />
    </HotelPage>
  );
}
