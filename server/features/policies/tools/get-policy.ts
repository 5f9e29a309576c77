import { implementTool, refuse, type ToolVerb } from "@/server/verbs/define-tool";
import { policyValues } from "../policy-values";
import { policySentences } from "../sentences";

const en = {
  unknown: "I do not know that yet. Shall I find out and have somebody call you back?",
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
  const voice = { spoken: ctx.spoken, currency: ctx.call.hotel.currency };
  const wanted = field ? (FAMILIES[field] ?? [field]) : undefined;
  const known = policySentences(topic, values, voice)
    .filter((sentence) => !wanted || wanted.includes(sentence.field))
    .sort((a, b) => (wanted ? wanted.indexOf(a.field) - wanted.indexOf(b.field) : 0));
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
