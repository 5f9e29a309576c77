import { z } from "zod";

/** The list's address as the query it asks. */
export const RequestSearch = z.object({
  view: z.enum(["open", "done", "all"]).optional().catch(undefined),
  department: z.string().trim().min(1).max(80).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(200).optional().catch(undefined),
});
