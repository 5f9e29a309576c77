import { inLanguage } from "@/server/kernel/in-language";

/**
 * What a caller in danger hears of the alarm: eight words a sentence at most, only what was done, and the number to dial
 * always. That help comes is said by nobody here; that somebody took it, only once somebody has.
 */
interface AlarmTexts {
  /** It is recorded, and the hotel's people are being rung. */
  raised: string;
  /** It is recorded, and nobody can be rung: no telephone account, or no number. */
  onScreens: string;
  taken: string;
  /** `number` in spoken digits. */
  dial(number: string): string;
}

const en: AlarmTexts = {
  raised: "I have alarmed our team.",
  onScreens: "The alarm is on our staff's screens.",
  taken: "A colleague has taken the alarm.",
  dial: (number) => `You can dial ${number} yourself.`,
};
const es: AlarmTexts = {
  raised: "He avisado a nuestro equipo.",
  onScreens: "La alarma está en las pantallas del personal.",
  taken: "Una persona del hotel atiende la alarma.",
  dial: (number) => `Puede marcar usted el ${number}.`,
};
const de: AlarmTexts = {
  raised: "Ich habe unser Team alarmiert.",
  onScreens: "Der Alarm steht auf unseren Bildschirmen.",
  taken: "Jemand aus dem Haus übernimmt den Alarm.",
  dial: (number) => `Sie können selbst ${number} wählen.`,
};
const fr: AlarmTexts = {
  raised: "J'ai alerté notre équipe.",
  onScreens: "L'alarme s'affiche chez notre personnel.",
  taken: "Une personne de l'hôtel a pris l'alarme.",
  dial: (number) => `Vous pouvez composer le ${number}.`,
};
const bn: AlarmTexts = {
  raised: "আমাদের দলকে জানিয়েছি।",
  onScreens: "কর্মীদের পর্দায় বিপদের খবর দেখানো হচ্ছে।",
  taken: "একজন কর্মী বিপদের খবরটি নিয়েছেন।",
  dial: (number) => `আপনি নিজে ${number} ডায়াল করতে পারেন।`,
};

/** What a caller hears, in the call's language (BCP 47). */
export const alarmTexts = (language: string): AlarmTexts => inLanguage({ en, es, de, fr, bn }, language);
