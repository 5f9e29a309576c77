import { inLanguage } from "@/server/kernel/in-language";
import { bn } from "./bn";
import { de } from "./de";
import { en, type SellingTexts } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export type { SellingTexts } from "./en";

const texts = { en, es, de, fr, bn };

/** The selling texts of a language (BCP 47); English where there are none yet. */
export const sellingTexts = (language: string): SellingTexts => inLanguage(texts, language);
