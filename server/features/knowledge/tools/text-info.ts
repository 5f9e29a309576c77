import type { Tx } from "@/server/db";
import { policyValues } from "@/server/features/policies";
import { requestText } from "@/server/features/telephony";
import { dateToDb } from "@/server/kernel/dates";
import { inLanguage } from "@/server/kernel/in-language";
import type { ToolInput } from "@/server/tools";
import { implementTool, refuse, type ToolCtx } from "@/server/verbs/define-tool";

const LONGEST = 480;

const en = {
  noChannel: "I cannot send texts from this line yet. Shall I tell you now instead?",
  noNumber: "I do not see the number you call from, so I cannot text it. Shall I tell you now instead?",
  refused: "I may not text that number. Shall I tell you now instead?",
  nothing: "I have nothing about that to send. Shall I find out for you?",
  sent: "I have texted it to the number you are calling from.",
};
const texts = {
  en,
  es: {
    noChannel: "Todavía no puedo enviar mensajes desde esta línea. ¿Se lo digo ahora?",
    noNumber: "No veo el número desde el que llama, así que no puedo enviárselo. ¿Se lo digo ahora?",
    refused: "No puedo enviar mensajes a ese número. ¿Se lo digo ahora?",
    nothing: "No tengo nada de eso para enviar. ¿Lo averiguo?",
    sent: "Se lo he enviado al número desde el que llama.",
  },
  de: {
    noChannel: "Von hier kann ich noch keine Nachrichten schicken. Soll ich es Ihnen jetzt sagen?",
    noNumber:
      "Ich sehe nicht, von welcher Nummer Sie anrufen, und kann nichts schicken. Soll ich es Ihnen jetzt sagen?",
    refused: "An diese Nummer darf ich nichts schicken. Soll ich es Ihnen jetzt sagen?",
    nothing: "Dazu habe ich nichts, was ich schicken kann. Soll ich es herausfinden?",
    sent: "Ich habe es an die Nummer geschickt, von der Sie anrufen.",
  },
  fr: {
    noChannel: "Je ne peux pas encore envoyer de messages d'ici. Je vous le dis maintenant ?",
    noNumber: "Je ne vois pas votre numéro, je ne peux donc rien envoyer. Je vous le dis maintenant ?",
    refused: "Je ne peux pas écrire à ce numéro. Je vous le dis maintenant ?",
    nothing: "Je n'ai rien à envoyer là-dessus. Je me renseigne ?",
    sent: "Je l'ai envoyé au numéro d'où vous appelez.",
  },
  bn: {
    noChannel: "এই লাইন থেকে এখনও বার্তা পাঠানো যায় না। এখন বলে দেব?",
    noNumber: "আপনার নম্বর দেখতে পাচ্ছি না, তাই পাঠাতে পারছি না। এখন বলে দেব?",
    refused: "ওই নম্বরে বার্তা পাঠাতে পারি না। এখন বলে দেব?",
    nothing: "ওই বিষয়ে পাঠানোর মতো কিছু নেই। জেনে দেব?",
    sent: "আপনি যে নম্বর থেকে কল করছেন, সেখানে পাঠিয়েছি।",
  },
};

/** A text to the caller's own number, never to one that was said. Refused honestly where nothing can be sent. */
export const textInfo = implementTool("text_info", async (tx, ctx, { kind }) => {
  const t = inLanguage(texts, ctx.call.language);
  const to = ctx.call.callerNumber;
  if (!to) return refuse({ code: "later", ask: t.noNumber, policy: "messaging" });
  const words = await wordsOf(tx, ctx, kind);
  if (!words) return refuse({ code: "not_found", field: "kind", ask: t.nothing });
  const body = `${ctx.call.hotel.name}: ${words}`.slice(0, LONGEST);
  const sent = await requestText(tx, ctx, { kind: "info", to, body, callId: ctx.call.callId });
  if ("refused" in sent) {
    const ask = sent.refused === "no_channel" ? t.noChannel : t.refused;
    return refuse({ code: "later", ask, policy: "messaging", tried: sent.refused });
  }
  const maskedContact = `••••${to.slice(-3)}`;
  return {
    ok: true,
    data: { maskedContact },
    facts: [{ kind: "contact", name: "texted", value: kind, spoken: t.sent }],
    say: t.sent,
    audit: { subject: { kind: "text", id: sent.textId }, after: { kind } },
  };
});

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
