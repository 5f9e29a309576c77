import { z } from "zod";
import { notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { asJson } from "@/server/kernel/json";
import { defineVerb } from "@/server/verbs/define-verb";
import { ArticleChanged } from "./events";
import { ArticleFields } from "./schema";
import { toArticle, toColumns } from "./to-article";

/** Writes an article, new or changed. The line knows it from the next question on. */
export const saveArticle = defineVerb({
  name: "knowledge.save",
  input: z.object({ articleId: Id.optional(), fields: ArticleFields }),
  output: z.object({ id: Id }),
  permission: "knowledge:write",
  effect: "write",
  async run(tx, ctx, { articleId, fields }) {
    const before = articleId
      ? await tx.knowledgeArticle.findFirst({
          where: { id: articleId, hotelId: ctx.hotelId, archivedAt: null },
        })
      : null;
    if (articleId && !before) throw notFound("This article");
    const id = articleId ?? newId();
    const columns = { ...toColumns(fields), updatedAt: ctx.deps.clock.now() };
    if (before) await tx.knowledgeArticle.updateMany({ where: { id }, data: columns });
    else {
      await tx.knowledgeArticle.create({
        data: { tenantId: ctx.tenantId, id, hotelId: ctx.hotelId, ...columns },
        select: { id: true },
      });
    }
    return {
      result: { id },
      audit: {
        subject: { kind: "article", id },
        ...(before ? { before: asJson(toArticle(before)) } : {}),
        after: asJson(fields),
      },
      events: [ArticleChanged({ articleId: id, hotelId: ctx.hotelId })],
    };
  },
});
