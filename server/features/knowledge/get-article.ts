import { z } from "zod";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { Article } from "./schema";
import { toArticle } from "./to-article";

/** One article, also when it was archived: then the line no longer knows it. */
export const getArticle = defineVerb({
  name: "knowledge.get",
  input: z.object({ articleId: Id }),
  output: Article.extend({ archived: z.boolean() }),
  permission: "knowledge:read",
  effect: "read",
  async run(tx, ctx, { articleId }) {
    const row = await tx.knowledgeArticle.findFirst({ where: { id: articleId, hotelId: ctx.hotelId } });
    if (!row) throw notFound("This article");
    return { ...toArticle(row), archived: row.archivedAt !== null };
  },
});
