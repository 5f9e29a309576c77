import { z } from "zod";

/** The list's address as the query it asks. */
export const DoNotCallSearch = z.object({
  q: z.string().trim().max(30).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).optional().catch(undefined),
});
