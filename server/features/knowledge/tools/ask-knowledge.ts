import { implementTool, refuse } from "@/server/verbs/define-tool";
import { searchKnowledge } from "../search";
import { knowledgeTexts } from "./say";

const LONGEST_SAID = 240;

/** The hotel's own articles. What none of them says is unknown, never a guess. */
export const askKnowledge = implementTool("ask_knowledge", async (tx, ctx, { question }) => {
  const passages = await searchKnowledge(tx, ctx.hotelId, question, {
    audience: "guest",
    date: ctx.call.today,
  });
  const [best] = passages;
  if (!best) {
    const { unknown } = knowledgeTexts(ctx.call.language);
    return refuse({ code: "not_found", field: "question", ask: unknown, tried: question });
  }
  return {
    ok: true,
    data: { passages: passages.map(({ rank: _, ...passage }) => passage) },
    facts: passages.map((passage) => ({
      kind: "knowledge" as const,
      subject: passage.articleId,
      name: passage.title,
      value: passage.text,
      spoken: passage.text,
    })),
    say: best.text.slice(0, LONGEST_SAID),
  };
});
