import { z } from "zod";
import { Instant, PlainDate } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";

export const ArticleAudience = z.enum(["guest", "staff"]);

export const ArticleFields = z
  .object({
    title: z.string().trim().min(2, "Give the article a title.").max(120),
    indexLine: z.string().trim().max(200).default(""),
    body: z.string().trim().min(1, "Write what the line should know.").max(20_000),
    topic: z.string().trim().min(1).max(60).default("general"),
    audience: ArticleAudience.default("guest"),
    validFrom: PlainDate.nullable().default(null),
    validTo: PlainDate.nullable().default(null),
    owner: z.string().trim().max(80).default(""),
    reviewedOn: PlainDate.nullable().default(null),
  })
  .refine((a) => !a.validFrom || !a.validTo || a.validTo >= a.validFrom, {
    path: ["validTo"],
    message: "It ends before it begins.",
  });
export type ArticleFields = z.output<typeof ArticleFields>;

export const Article = z.object({
  id: Id,
  title: z.string(),
  indexLine: z.string(),
  body: z.string(),
  topic: z.string(),
  audience: ArticleAudience,
  validFrom: PlainDate.nullable(),
  validTo: PlainDate.nullable(),
  owner: z.string(),
  reviewedOn: PlainDate.nullable(),
  updatedAt: Instant,
});
export type Article = z.infer<typeof Article>;

export const ListArticlesInput = z.object({
  search: z.string().trim().max(200).optional(),
  topic: z.string().max(60).optional(),
  audience: ArticleAudience.optional(),
  page: z.int().min(1).max(1_000).default(1),
});
