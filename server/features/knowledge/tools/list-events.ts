import { implementTool, refuse, speaking } from "@/server/verbs/define-tool";
import { knowledgeTexts } from "./say";

const TOPIC = "event";
const MOST = 3;

/**
 * Public events of a day: guest articles of topic `event` that are valid then. A private function is a staff
 * article, so it does not exist here.
 */
export const listEvents = implementTool("list_events", async (tx, ctx, { date }) => {
  const day = new Date(`${date}T00:00:00Z`);
  const rows = await tx.knowledgeArticle.findMany({
    where: {
      hotelId: ctx.hotelId,
      topic: TOPIC,
      audience: "guest",
      archivedAt: null,
      validFrom: { lte: day },
      OR: [{ validTo: null }, { validTo: { gte: day } }],
    },
    orderBy: { title: "asc" },
    take: 20,
  });
  const own = speaking(ctx);
  if (rows.length === 0) {
    const ask = knowledgeTexts(ctx.call.language).noEvents(own.date(date, ctx.call.today));
    return refuse({ code: "not_found", field: "date", ask });
  }
  const events = rows.map((row) => ({
    name: row.title,
    place: "",
    time: row.indexLine,
    openTo: "everybody",
  }));
  return {
    ok: true,
    data: { events },
    facts: rows.map((row) => ({
      kind: "knowledge" as const,
      subject: row.id,
      name: row.title,
      value: row.body,
      spoken: row.indexLine || row.title,
    })),
    say: own.list(rows.slice(0, MOST).map((row) => [row.title, row.indexLine].filter(Boolean).join(", "))),
  };
});
