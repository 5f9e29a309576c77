import { z } from "zod";

const maybe = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);

/** The list's address as the query it asks. */
export const KnowledgeSearch = z
  .object({
    q: maybe(z.string().trim().min(1).max(200)),
    topic: maybe(z.string().max(60)),
    audience: maybe(z.enum(["guest", "staff"])),
    page: maybe(z.coerce.number().int().min(1).max(1_000)),
  })
  .transform(({ q, ...rest }) => ({ search: q, ...rest }));
