import { z } from "zod";
import { businessDate } from "@/server/kernel/dates";
import { defineVerb } from "@/server/verbs/define-verb";
import { Article, ListArticlesInput } from "./schema";
import { searchKnowledge } from "./search";
import { toArticle } from "./to-article";

const PAGE = 50;
const COUNT_LIMIT = 10_001;

/** Articles of the hotel: those that answer the search, or all, newest change first. */
export const listArticles = defineVerb({
  name: "knowledge.list",
  input: ListArticlesInput,
  output: z.object({ rows: z.array(Article), total: z.int(), page: z.int(), pageSize: z.int() }),
  permission: "knowledge:read",
  effect: "read",
  expose: ["trpc", "rest"],
  async run(tx, ctx, { search, topic, audience, page }) {
    const where = {
      hotelId: ctx.hotelId,
      archivedAt: null,
      ...(topic ? { topic } : {}),
      ...(audience ? { audience } : {}),
    };
    if (search) {
      const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
      const date = businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour);
      const hits = await searchKnowledge(tx, ctx.hotelId, search, { audience: "staff", date, most: PAGE });
      const found = await tx.knowledgeArticle.findMany({
        where: { ...where, id: { in: hits.map((hit) => hit.articleId) } },
      });
      const order = new Map(hits.map((hit, index) => [hit.articleId, index]));
      const rows = found.map(toArticle).sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
      return { rows, total: rows.length, page: 1, pageSize: PAGE };
    }
    const rows = await tx.knowledgeArticle.findMany({
      where,
      orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
    });
    return {
      rows: rows.map(toArticle),
      total: await tx.knowledgeArticle.count({ where, take: COUNT_LIMIT }),
      page,
      pageSize: PAGE,
    };
  },
});
