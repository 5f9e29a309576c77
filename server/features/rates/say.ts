import type { Spoken } from "@/server/kernel/spoken";

/** What the line says about rates and extras, one entry a language. Prices come in spoken form. */
const en = {
  offerGone: "I need to look again. Which dates was it?",
  extras: (items: readonly string[], s: Spoken) =>
    items.length === 0 ? "There are no extras to add." : `You could add ${s.list(items.slice(0, 3), "or")}.`,
  extraPrice: (name: string, price: string, unit: string) => `${name} at ${price} ${unit}`,
  unit: { night: "a night", stay: "a stay", person_night: "a person and night", piece: "each" },
  codeValid: (plan: string) => `That code is valid: ${plan}.`,
  codeUnknown: "I cannot verify that code. Shall I go on with the public rate, or have our team look at it?",
};
export type RateTexts = typeof en;
const texts: Readonly<Record<string, RateTexts>> = { en };

/** The texts about rates in a language (BCP 47); English where there are none yet. */
export const rateTexts = (language: string): RateTexts => texts[language.slice(0, 2).toLowerCase()] ?? en;
