import type { GuestLanguage } from "@/server/kernel/in-language";

/** What a text of the hotel's says, in the guest's language. */
interface TextWords {
  /** A one-time code; it is good for ten minutes. */
  code(hotel: string, code: string): string;
}

const words: Readonly<Record<GuestLanguage, TextWords>> = {
  en: {
    code: (hotel, code) =>
      `${hotel}: your code is ${code}. Say or type it on the call. It is good for ten minutes.`,
  },
  es: {
    code: (hotel, code) =>
      `${hotel}: su código es ${code}. Dígalo o márquelo en la llamada. Vale durante diez minutos.`,
  },
  de: {
    code: (hotel, code) =>
      `${hotel}: Ihr Code ist ${code}. Sagen oder tippen Sie ihn im Gespräch. Er gilt zehn Minuten.`,
  },
  fr: {
    code: (hotel, code) =>
      `${hotel} : votre code est ${code}. Dites-le ou tapez-le pendant l'appel. Il est valable dix minutes.`,
  },
  bn: {
    code: (hotel, code) => `${hotel}: আপনার কোড ${code}। ফোনে বলুন বা চাপুন। দশ মিনিট পর্যন্ত চলবে।`,
  },
};

export const textWords = (language: GuestLanguage): TextWords => words[language];
