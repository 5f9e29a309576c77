import { unraised } from "@/server/brain/local/say/emergency";
import type { CallOpening, ToolRequest } from "@/server/line/contract";
import type { ToolName, ToolResult } from "@/server/tools";
import { isLasting } from "@/server/tools/once";

/** What the guest hears when the line cannot be asked. Keyed templates per language. */
interface Texts {
  /** Nothing is noted: a call-back is offered. */
  away: string;
  callBack: string;
  /** What the guest wants is kept, not done; somebody has their number. Never that it is booked. */
  noted: string;
  /** The same where no number is known. */
  whichNumber: string;
}

const texts: Readonly<Record<string, Texts>> = {
  en: {
    away: "I cannot reach our system just now. Shall somebody call you back about this?",
    callBack: "a call back",
    noted:
      "I have noted that, but it is not done yet, our system does not answer. Somebody will call you about it.",
    whichNumber:
      "I have noted that, but it is not done yet, our system does not answer. Which number can we call you on?",
  },
  de: {
    away: "Ich erreiche unser System gerade nicht. Soll Sie jemand dazu zurückrufen?",
    callBack: "ein Rückruf",
    noted:
      "Das habe ich notiert, es ist aber noch nicht erledigt, denn unser System antwortet nicht. Jemand ruft Sie dazu an.",
    whichNumber:
      "Das habe ich notiert, es ist aber noch nicht erledigt, denn unser System antwortet nicht. Unter welcher Nummer können wir Sie anrufen?",
  },
  es: {
    away: "Ahora mismo no puedo acceder a nuestro sistema. ¿Quiere que alguien le llame sobre esto?",
    callBack: "una llamada",
    noted:
      "Lo he anotado, pero todavía no está hecho, porque nuestro sistema no responde. Alguien le llamará sobre esto.",
    whichNumber:
      "Lo he anotado, pero todavía no está hecho, porque nuestro sistema no responde. ¿A qué número podemos llamarle?",
  },
  fr: {
    away: "Je n'ai pas accès à notre système en ce moment. Voulez-vous que quelqu'un vous rappelle à ce sujet ?",
    callBack: "un rappel",
    noted:
      "Je l'ai noté, mais ce n'est pas encore fait, car notre système ne répond pas. Quelqu'un vous appellera à ce sujet.",
    whichNumber:
      "Je l'ai noté, mais ce n'est pas encore fait, car notre système ne répond pas. À quel numéro pouvons-nous vous appeler ?",
  },
  bn: {
    away: "এখন আমি আমাদের সিস্টেমে ঢুকতে পারছি না। এ বিষয়ে কেউ কি আপনাকে ফোন করবে?",
    callBack: "ফিরতি ফোন",
    noted: "আমি লিখে রেখেছি, কিন্তু কাজটি এখনও হয়নি, কারণ আমাদের সিস্টেম সাড়া দিচ্ছে না। এ বিষয়ে কেউ আপনাকে ফোন করবে।",
    whichNumber:
      "আমি লিখে রেখেছি, কিন্তু কাজটি এখনও হয়নি, কারণ আমাদের সিস্টেম সাড়া দিচ্ছে না। কোন নম্বরে আপনাকে ফোন করতে পারি?",
  },
};

const textsOf = (language: string): Texts =>
  texts[language.split("-")[0]?.toLowerCase() ?? ""] ?? (texts.en as Texts);

/** Of use in this call only: for a person of the hotel there is nothing to do. */
const OF_THE_CALL: ReadonlySet<ToolName> = new Set([
  "verify_guest",
  "send_otp",
  "quote_stay",
  "set_language",
  "set_recording",
]);

/** An effect that a guest has agreed to, and that a person of the hotel can see to. */
export const isWish = (name: ToolName): boolean => isLasting(name) && !OF_THE_CALL.has(name);

/** The line cannot be asked and nothing is kept of it: the caller is told kindly and offered a call-back. */
export function later(language: string): ToolResult {
  const { away, callBack } = textsOf(language);
  return { ok: false, code: "later", ask: away, options: [{ say: callBack, args: {} }], facts: [] };
}

/** What the guest wants is on record for the hotel's people. In danger no promise of a call helps: the number to dial does. */
export function noted(language: string, { name, args }: ToolRequest, opening: CallOpening): ToolResult {
  const { noted, whichNumber } = textsOf(language);
  const ask =
    name === "raise_emergency"
      ? unraised(opening, language, args.kind).map(closed).join(" ")
      : (opening.caller.number ?? numberIn(args))
        ? noted
        : whichNumber;
  return { ok: false, code: "later", noted: true, ask, options: [], facts: [] };
}

/** A sentence of the hotel's own with its full stop, so that the next one is a sentence of its own. */
const closed = (sentence: string): string => (/[.!?।]$/.test(sentence) ? sentence : `${sentence}.`);

/** A number the guest has given for it, wherever the tool keeps it. */
function numberIn(args: Record<string, unknown>): string | undefined {
  const guest = (args.guest ?? {}) as Record<string, unknown>;
  const given = [guest.phone, args.phone, args.number, args.contact, args.callback];
  return given.find((value): value is string => typeof value === "string" && /\d{4}/.test(value));
}
