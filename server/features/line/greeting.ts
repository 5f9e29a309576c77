import { type GuestLanguage, inLanguage, mainLanguage, sameLanguage } from "@/server/kernel/in-language";
import type { CallOpening } from "@/server/line/contract";

interface Words {
  opening(spokenName: string): string;
  notice: string;
  /** Staff may listen; alone and together with the recording. */
  listening: string;
  both: string;
  ask: string;
  question: string;
  closing(spokenName: string): string;
}

/** The opening is at most twenty words: hotel, that it is an assistant, the recording, one open question. */
const words: Readonly<Record<GuestLanguage, Words>> = {
  en: {
    opening: (name) => `${name}, you are speaking with the hotel's assistant.`,
    notice: "This call is recorded.",
    listening: "Staff may listen to this call.",
    both: "This call is recorded and staff may listen.",
    ask: "May I record this call?",
    question: "How can I help?",
    closing: (name) => `Thank you for calling ${name}. Goodbye.`,
  },
  es: {
    opening: (name) => `${name}, le atiende el asistente del hotel.`,
    notice: "Esta llamada se graba.",
    listening: "El personal puede escuchar esta llamada.",
    both: "Esta llamada se graba y el personal puede escucharla.",
    ask: "¿Puedo grabar esta llamada?",
    question: "¿En qué puedo ayudarle?",
    closing: (name) => `Gracias por llamar a ${name}. Adiós.`,
  },
  de: {
    opening: (name) => `${name}, hier spricht der Assistent des Hotels.`,
    notice: "Dieser Anruf wird aufgezeichnet.",
    listening: "Mitarbeiter können mithören.",
    both: "Dieser Anruf wird aufgezeichnet, und Mitarbeiter können mithören.",
    ask: "Darf ich diesen Anruf aufzeichnen?",
    question: "Was kann ich für Sie tun?",
    closing: (name) => `Danke für Ihren Anruf bei ${name}. Auf Wiederhören.`,
  },
  fr: {
    opening: (name) => `${name}, ici l'assistant de l'hôtel.`,
    notice: "Cet appel est enregistré.",
    listening: "Le personnel peut écouter cet appel.",
    both: "Cet appel est enregistré et le personnel peut l'écouter.",
    ask: "Puis-je enregistrer cet appel ?",
    question: "Que puis-je faire pour vous ?",
    closing: (name) => `Merci d'avoir appelé ${name}. Au revoir.`,
  },
  bn: {
    opening: (name) => `${name}, আপনি হোটেলের সহকারীর সঙ্গে কথা বলছেন।`,
    notice: "এই কল রেকর্ড করা হচ্ছে।",
    listening: "কর্মীরা এই কল শুনতে পারেন।",
    both: "এই কল রেকর্ড হচ্ছে, কর্মীরাও শুনতে পারেন।",
    ask: "এই কল কি রেকর্ড করতে পারি?",
    question: "কীভাবে সাহায্য করতে পারি?",
    closing: (name) => `${name}-এ কল করার জন্য ধন্যবাদ। বিদায়।`,
  },
};

/** The hotel's own first and last words, as far as they are in this language: it writes them in its main one. */
export const ownWordsIn = (
  language: string,
  { languages, opening, closing }: { languages?: readonly string[]; opening?: string; closing?: string },
): { opening?: string; closing?: string } =>
  sameLanguage(language, mainLanguage(languages))
    ? { ...(opening ? { opening } : {}), ...(closing ? { closing } : {}) }
    : {};

/** The last words of a call, where the hotel has none of its own. */
export const closingWords = (language: string, spokenName: string): string =>
  inLanguage(words, language).closing(spokenName);

/** The first words of a call. `ask` puts the recording question instead of the open one. */
export function greeting(
  language: string,
  say: {
    opening: string | undefined;
    spokenName: string;
    recording: CallOpening["recording"];
    /** The hotel lets staff listen to running calls: the guest is told. */
    listening?: boolean | undefined;
  },
): string {
  const w = inLanguage(words, language);
  const start = say.opening ?? w.opening(say.spokenName);
  if (say.recording === "ask") return [start, ...(say.listening ? [w.listening] : []), w.ask].join(" ");
  const recorded = say.recording === "notice";
  const notice = say.listening ? (recorded ? w.both : w.listening) : recorded ? w.notice : null;
  return [start, ...(notice ? [notice] : []), w.question].join(" ");
}
