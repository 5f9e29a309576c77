import { z } from "zod";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { ArticleChanged } from "./events";

/** Takes an article away from the line; undone by `restore`. */
export const archiveArticle = defineVerb({
  name: "knowledge.archive",
  input: z.object({ articleId: Id, restore: z.boolean().default(false) }),
  output: z.object({ id: Id }),
  permission: "knowledge:write",
  effect: "write",
  async run(tx, ctx, { articleId, restore }) {
    const changed = await tx.knowledgeArticle.updateMany({
      where: { id: articleId, hotelId: ctx.hotelId },
      data: { archivedAt: restore ? null : ctx.deps.clock.now() },
    });
    if (changed.count === 0) throw notFound("This article");
    return {
      result: { id: articleId },
      audit: { subject: { kind: "article", id: articleId }, after: { archived: !restore } },
      events: [ArticleChanged({ articleId, hotelId: ctx.hotelId })],
    };
  },
});
