import { implementTool, refuse, type ToolVerb } from "@/server/verbs/define-tool";
import { policyValues } from "../policy-values";
import { policySentences } from "../sentences";

const en = {
  unknown: "I do not know that yet. Shall I find out and have somebody call you back?",
};
const MOST_SAID = 2;

/** A rule of the house: typed facts with their sentences. A field nobody set is "not known", never a guess. */
export const getPolicy = implementTool("get_policy", async (tx, ctx, { topic, field }) => {
  const values = await policyValues(tx, ctx.hotelId, topic, ctx.call.today);
  const voice = { spoken: ctx.spoken, currency: ctx.call.hotel.currency };
  const known = policySentences(topic, values, voice).filter(
    (sentence) => !field || sentence.field === field,
  );
  if (known.length === 0) return refuse({ code: "not_found", field: field ?? "topic", ask: en.unknown });
  return {
    ok: true,
    data: { topic, fields: Object.fromEntries(known.map((sentence) => [sentence.field, sentence.value])) },
    facts: known.map((sentence) => ({
      kind: "policy" as const,
      subject: topic,
      name: sentence.field,
      value: sentence.value,
      spoken: sentence.say,
    })),
    say: known
      .slice(0, MOST_SAID)
      .map((sentence) => sentence.say)
      .join(" "),
    next: ["ask_knowledge"],
  };
});

export const lineTools: readonly ToolVerb[] = [getPolicy];
