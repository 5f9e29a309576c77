import type { KnowledgeArticleModel } from "@/server/db/generated/models";
import { dateFromDb, dateToDb } from "@/server/kernel/dates";
import type { Article, ArticleFields } from "./schema";

export const toArticle = (row: KnowledgeArticleModel): Article => ({
  id: row.id,
  title: row.title,
  indexLine: row.indexLine,
  body: row.body,
  topic: row.topic,
  audience: row.audience === "staff" ? "staff" : "guest",
  validFrom: row.validFrom ? dateFromDb(row.validFrom) : null,
  validTo: row.validTo ? dateFromDb(row.validTo) : null,
  owner: row.owner,
  reviewedOn: row.reviewedOn ? dateFromDb(row.reviewedOn) : null,
  updatedAt: row.updatedAt.toISOString(),
});

export const toColumns = (fields: ArticleFields) => ({
  ...fields,
  validFrom: fields.validFrom ? dateToDb(fields.validFrom) : null,
  validTo: fields.validTo ? dateToDb(fields.validTo) : null,
  reviewedOn: fields.reviewedOn ? dateToDb(fields.reviewedOn) : null,
});
