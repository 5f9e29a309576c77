import { inLanguage } from "@/server/kernel/in-language";

const words = {
  en: "I am handing you over to a colleague now.",
  es: "Ahora le paso con una persona del hotel.",
  de: "Ich übergebe Sie jetzt an jemanden aus unserem Haus.",
  fr: "Je vous passe maintenant une personne de l'hôtel.",
  bn: "এখন হোটেলের একজন কর্মী আপনার সঙ্গে কথা বলবেন।",
};

/** What the guest hears before a person speaks instead of the line. */
export const announceTakeOver = (language: string): string => inLanguage(words, language);
