import { inLanguage } from "@/server/kernel/in-language";
import { bn } from "./bn";
import { de } from "./de";
import { en, type StayTexts } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export type { StayTexts } from "./en";

const texts = { en, es, de, fr, bn };

/** The texts about stays in a language (BCP 47); English where there are none yet. */
export const stayTexts = (language: string): StayTexts => inLanguage(texts, language);
