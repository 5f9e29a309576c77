import { inLanguage } from "@/server/kernel/in-language";
import { bn } from "./bn";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import type { PhoneTexts } from "./types";

export type { PhoneTexts } from "./types";

const texts = { en, es, de, fr, bn };

/** The telephone's texts in a language of a guest (BCP 47); English where there are none yet. */
export const phoneTexts = (language: string): PhoneTexts => inLanguage(texts, language);
