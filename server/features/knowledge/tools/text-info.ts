import type { Tx } from "@/server/db";
import { policyValues } from "@/server/features/policies";
import { requestText, type TextRefusal } from "@/server/features/telephony";
import { dateToDb } from "@/server/kernel/dates";
import type { ToolInput } from "@/server/tools";
import { implementTool, refuse, type ToolCtx } from "@/server/verbs/define-tool";
import { type KnowledgeTexts, knowledgeTexts } from "./say";

const LONGEST = 480;

/** A text to the caller's own number, never to one that was said. Refused honestly where nothing can be sent. */
export const textInfo = implementTool("text_info", async (tx, ctx, { kind }) => {
  const t = knowledgeTexts(ctx.call.language);
  const to = ctx.call.callerNumber;
  if (!to) return refuse({ code: "later", ask: t.noNumber, policy: "messaging" });
  const words = await wordsOf(tx, ctx, kind);
  if (!words) return refuse({ code: "not_found", field: "kind", ask: t.nothing });
  const body = `${ctx.call.hotel.name}: ${words}`.slice(0, LONGEST);
  const sent = await requestText(tx, ctx, { kind: "info", to, body, callId: ctx.call.callId });
  if ("refused" in sent) {
    return refuse({ code: "later", ask: whyNot(t, sent.refused), policy: "messaging", tried: sent.refused });
  }
  const maskedContact = `••••${to.slice(-3)}`;
  return {
    ok: true,
    data: { maskedContact },
    facts: [{ kind: "contact", name: "texted", value: kind, spoken: knowledgeTexts("en").sent }],
    say: t.sent,
    audit: { subject: { kind: "text", id: sent.textId }, after: { kind } },
  };
});

/** Where a text is refused the line says it now instead. */
function whyNot(t: KnowledgeTexts, refused: TextRefusal): string {
  if (refused === "no_channel") return t.noChannel;
  return refused === "too_many" || refused === "day_cap" ? t.noMoreTexts : t.refused;
}

/** Titles that hold what a kind asks for; the newest valid article wins. */
const TITLES: Readonly<Record<"directions" | "menu" | "link", RegExp>> = {
  directions: /getting here|directions|arriv|how to (?:get|find)|parking/i,
  menu: /menu|restaurant|dining|breakfast/i,
  link: /website|link|online/i,
};

async function wordsOf(tx: Tx, ctx: ToolCtx, kind: ToolInput<"text_info">["kind"]): Promise<string | null> {
  if (kind === "address") {
    const { address } = await policyValues(tx, ctx.hotelId, "place", ctx.call.today);
    return address ?? null;
  }
  const day = dateToDb(ctx.call.today);
  const articles = await tx.knowledgeArticle.findMany({
    where: {
      hotelId: ctx.hotelId,
      audience: "guest",
      archivedAt: null,
      AND: [
        { OR: [{ validFrom: null }, { validFrom: { lte: day } }] },
        { OR: [{ validTo: null }, { validTo: { gte: day } }] },
      ],
    },
    orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
    take: 200,
    select: { title: true, body: true },
  });
  return articles.find((article) => TITLES[kind].test(article.title))?.body ?? null;
}
