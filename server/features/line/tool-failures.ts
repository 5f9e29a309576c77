import type { z } from "zod";
import { DomainError, type ErrorCode } from "@/server/kernel/errors";
import { type GuestLanguage, inLanguage } from "@/server/kernel/in-language";
import type { ToolErrorCode, Verification } from "@/server/tools";
import { refuse, type ToolRefused } from "@/server/verbs/define-tool";

type Asks = Readonly<
  Record<"missing" | "unverified" | "notFound" | "conflict" | "later" | "notAllowed", string>
>;
/** Sentences of the runner itself, in spoken form. Tools bring their own. */
const ASKS: Readonly<Record<GuestLanguage, Asks>> = {
  en: {
    missing: "Could you tell me that again, please?",
    unverified: "So that I only speak to the right person, may I have the surname on the booking?",
    notFound: "I could not find that. Could you say it another way?",
    conflict: "That has just changed. Shall I look again?",
    later: "I cannot reach that part of our system right now. Shall I ask a colleague to call you back?",
    notAllowed: "That is not something I may do on the phone. Shall I ask a colleague?",
  },
  es: {
    missing: "¿Me lo puede decir otra vez, por favor?",
    unverified: "Para hablar solo con la persona correcta, ¿a qué apellido está la reserva?",
    notFound: "No lo he encontrado. ¿Puede decirlo de otra manera?",
    conflict: "Eso acaba de cambiar. ¿Lo miro otra vez?",
    later: "Ahora no llego a esa parte del sistema. ¿Quiere que alguien le llame?",
    notAllowed: "Eso no puedo hacerlo por teléfono. ¿Pregunto a alguien?",
  },
  de: {
    missing: "Sagen Sie mir das bitte noch einmal?",
    unverified: "Damit ich nur mit der richtigen Person spreche: Auf welchen Nachnamen ist gebucht?",
    notFound: "Das habe ich nicht gefunden. Können Sie es anders sagen?",
    conflict: "Das hat sich gerade geändert. Soll ich noch einmal nachsehen?",
    later: "An diesen Teil unseres Systems komme ich gerade nicht heran. Soll Sie jemand zurückrufen?",
    notAllowed: "Das darf ich am Telefon nicht. Soll ich jemanden fragen?",
  },
  fr: {
    missing: "Pouvez-vous me le redire, s'il vous plaît ?",
    unverified: "Pour ne parler qu'à la bonne personne, à quel nom est la réservation ?",
    notFound: "Je n'ai pas trouvé cela. Pouvez-vous le dire autrement ?",
    conflict: "Cela vient de changer. Je regarde de nouveau ?",
    later: "Je n'ai pas accès à cette partie du système en ce moment. Quelqu'un vous rappelle ?",
    notAllowed: "Je ne peux pas faire cela par téléphone. Je demande à quelqu'un ?",
  },
  bn: {
    missing: "আবার বলবেন কি?",
    unverified: "সঠিক মানুষের সঙ্গে কথা বলছি কি না জানতে, বুকিংটি কোন পদবিতে?",
    notFound: "ওটি পাইনি। অন্যভাবে বলবেন?",
    conflict: "ওটি এইমাত্র বদলে গেছে। আবার দেখব?",
    later: "আমাদের সিস্টেমের ওই অংশ এখন পাচ্ছি না। কেউ কি আপনাকে ফোন করবেন?",
    notAllowed: "ফোনে এটি করতে পারি না। কাউকে জিজ্ঞেস করব?",
  },
};

const codes: Readonly<Record<ErrorCode, [ToolErrorCode, keyof Asks]>> = {
  invalid: ["missing", "missing"],
  unauthenticated: ["unverified", "unverified"],
  forbidden: ["not_allowed", "notAllowed"],
  not_found: ["not_found", "notFound"],
  conflict: ["conflict", "conflict"],
  unavailable: ["later", "later"],
  rate_limited: ["later", "later"],
  internal: ["later", "later"],
};

const RANK: Readonly<Record<Verification, number>> = { none: 0, guest: 1, booking: 2, otp: 3 };
export const isVerified = (have: Verification, need: Verification): boolean => RANK[have] >= RANK[need];

/** The refusal of what needs a verified caller: asks for the first thing that verifies one. */
export const unverified = (language: string): ToolRefused =>
  refuse({ code: "unverified", ask: inLanguage(ASKS, language).unverified });

/** A failure of the arguments: names the field to ask about. */
export function badArguments(error: z.ZodError, language: string): ToolRefused {
  const issue = error.issues[0];
  return refuse({
    code: "missing",
    ask: inLanguage(ASKS, language).missing,
    ...(issue && issue.path.length > 0 ? { field: issue.path.join(".") } : {}),
    ...(issue ? { tried: issue.message } : {}),
  });
}

/** What a thrown error means to the caller. An unknown one is "later", never a detail of ours. */
export function fromError(error: unknown, language: string): ToolRefused {
  const [code, ask] = codes[error instanceof DomainError ? error.code : "internal"];
  return refuse({ code, ask: inLanguage(ASKS, language)[ask] });
}
