import { inLanguage } from "@/server/kernel/in-language";
import type { Spoken } from "@/server/kernel/spoken";
import { implementTool, refuse, speaking, type ToolVerb } from "@/server/verbs/define-tool";
import { policyValues } from "../policy-values";
import { policySentences } from "../sentences";

const UNKNOWN = {
  en: "I do not know that yet. Shall I find out and have somebody call you back?",
  es: "Eso todavía no lo sé. ¿Lo averiguo y pido que le llamen?",
  de: "Das weiß ich noch nicht. Soll ich es herausfinden und Sie zurückrufen lassen?",
  fr: "Je ne le sais pas encore. Je me renseigne et quelqu'un vous rappelle ?",
  bn: "ওটি এখনও জানি না। জেনে নিয়ে আপনাকে ফোন করতে বলব?",
};
const MOST_SAID = 2;

/** What callers ask about in one word → the fields that answer it, the one to say first in front. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  address: ["spokenAddress"],
  deskHours: ["deskHours", "deskAroundTheClock"],
  earlyCheckIn: ["earlyCheckIn", "earlyCheckInFee", "earlyCheckInFrom"],
  lateCheckOut: ["lateCheckOutUntil", "lateCheckOutFee"],
  luggage: ["luggageBefore", "luggageAfter"],
  identityDocuments: ["documents"],
  pets: ["petsAllowed", "petFeePerNight", "petKinds", "petRooms"],
  children: ["childrenFreeToAge"],
  cots: ["cotPrice", "extraBedPrice"],
  breakfast: ["breakfastIncluded", "breakfastPrice"],
};

/** A rule of the house: typed facts with their sentences. A field nobody set is "not known", never a guess. */
export const getPolicy = implementTool("get_policy", async (tx, ctx, { topic, field }) => {
  const values = await policyValues(tx, ctx.hotelId, topic, ctx.call.today);
  const wanted = field ? (FAMILIES[field] ?? [field]) : undefined;
  const sentencesIn = (spoken: Spoken) =>
    policySentences(topic, values, { spoken, currency: ctx.call.hotel.currency })
      .filter((sentence) => !wanted || wanted.includes(sentence.field))
      .sort((a, b) => (wanted ? wanted.indexOf(a.field) - wanted.indexOf(b.field) : 0));
  const known = sentencesIn(ctx.spoken);
  if (known.length === 0) {
    const ask = inLanguage(UNKNOWN, ctx.call.language);
    return refuse({ code: "not_found", field: field ?? "topic", ask });
  }
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
    say: sentencesIn(speaking(ctx))
      .slice(0, MOST_SAID)
      .map((sentence) => sentence.say)
      .join(" "),
    next: ["ask_knowledge"],
  };
});

export const lineTools: readonly ToolVerb[] = [getPolicy];
