import { z } from "zod";
import { defineVerb } from "@/server/verbs/define-verb";
import { ListRequestsInput, RequestRow } from "./schema";
import { toRequestRow } from "./to-row";

const PAGE = 50;
const COUNT_LIMIT = 10_001;
const views = { open: ["new", "doing", "waiting"], done: ["done", "cancelled"], all: [] as string[] };

/** Requests of the hotel, newest first. */
export const listRequests = defineVerb({
  name: "requests.list",
  input: ListRequestsInput,
  output: z.object({ rows: z.array(RequestRow), total: z.int(), page: z.int(), pageSize: z.int() }),
  permission: "requests:read",
  effect: "read",
  expose: ["trpc", "rest"],
  async run(tx, ctx, { view, department, page }) {
    const statuses = views[view];
    const where = {
      hotelId: ctx.hotelId,
      ...(statuses.length > 0 ? { status: { in: statuses } } : {}),
      ...(department ? { department } : {}),
    };
    const rows = await tx.request.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
    });
    return {
      rows: rows.map(toRequestRow),
      total: await tx.request.count({ where, take: COUNT_LIMIT }),
      page,
      pageSize: PAGE,
    };
  },
});
