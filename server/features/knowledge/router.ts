import { mutation, query, router } from "@/server/trpc/init";
import { archiveArticle } from "./archive-article";
import { getArticle } from "./get-article";
import { listArticles } from "./list-articles";
import { saveArticle } from "./save-article";

export const knowledgeRouter = router({
  list: query(listArticles),
  get: query(getArticle),
  save: mutation(saveArticle),
  archive: mutation(archiveArticle),
});
