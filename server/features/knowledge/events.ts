import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

export const ArticleChanged = defineEvent(
  "article.changed",
  z.object({ articleId: z.string(), hotelId: z.string() }),
);
