import { PHONE_LANGUAGES, type PhoneLanguage } from "@/server/features/telephony";
import { bn } from "./bn";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import type { PhoneTexts } from "./types";

export type { PhoneTexts } from "./types";

const texts: Readonly<Record<PhoneLanguage, PhoneTexts>> = { en, es, de, fr, bn };

/** The telephone's texts in a language of a guest (BCP 47); English where there are none yet. */
export const phoneTexts = (language: string): PhoneTexts =>
  texts[PHONE_LANGUAGES.find((each) => each === language.slice(0, 2).toLowerCase()) ?? "en"];
