import { inLanguage } from "@/server/kernel/in-language";

/** What the line says about rates and extras. Prices come in spoken form. */
const en = {
  offerGone: "I need to look again. Which dates was it?",
  noExtras: "There are no extras to add.",
  extras: (items: string) => `You could add ${items}.`,
  extraPrice: (name: string, price: string, unit: string) => `${name} at ${price} ${unit}`,
  unit: { night: "a night", stay: "a stay", person_night: "a person and night", piece: "each" },
  codeValid: (plan: string) => `That code is valid: ${plan}.`,
  codeUnknown: "I cannot verify that code. Shall I go on with the public rate, or have our team look at it?",
};
export type RateTexts = typeof en;

const es: RateTexts = {
  offerGone: "Tengo que mirarlo otra vez. ¿Para qué fechas era?",
  noExtras: "No hay extras que añadir.",
  extras: (items) => `Podría añadir ${items}.`,
  extraPrice: (name, price, unit) => `${name} por ${price} ${unit}`,
  unit: {
    night: "por noche",
    stay: "por estancia",
    person_night: "por persona y noche",
    piece: "por unidad",
  },
  codeValid: (plan) => `Ese código es válido: ${plan}.`,
  codeUnknown:
    "No puedo comprobar ese código. ¿Sigo con la tarifa pública o pido que lo mire nuestro equipo?",
};

const de: RateTexts = {
  offerGone: "Ich muss noch einmal nachsehen. Um welche Tage ging es?",
  noExtras: "Es gibt keine Extras.",
  extras: (items) => `Sie könnten ${items} dazunehmen.`,
  extraPrice: (name, price, unit) => `${name} für ${price} ${unit}`,
  unit: {
    night: "pro Nacht",
    stay: "pro Aufenthalt",
    person_night: "pro Person und Nacht",
    piece: "pro Stück",
  },
  codeValid: (plan) => `Dieser Code gilt: ${plan}.`,
  codeUnknown:
    "Diesen Code kann ich nicht prüfen. Soll ich mit dem normalen Preis weitermachen oder unser Team fragen?",
};

const fr: RateTexts = {
  offerGone: "Je dois regarder de nouveau. Pour quelles dates était-ce ?",
  noExtras: "Il n'y a pas de supplément à ajouter.",
  extras: (items) => `Vous pourriez ajouter ${items}.`,
  extraPrice: (name, price, unit) => `${name} à ${price} ${unit}`,
  unit: { night: "par nuit", stay: "par séjour", person_night: "par personne et par nuit", piece: "l'unité" },
  codeValid: (plan) => `Ce code est valable : ${plan}.`,
  codeUnknown:
    "Je ne peux pas vérifier ce code. Je continue avec le tarif public, ou je demande à notre équipe ?",
};

const bn: RateTexts = {
  offerGone: "আবার দেখতে হবে। কোন তারিখগুলোর জন্য ছিল?",
  noExtras: "যোগ করার মতো বাড়তি কিছু নেই।",
  extras: (items) => `যোগ করতে পারেন ${items}।`,
  extraPrice: (name, price, unit) => `${name}, ${unit} ${price}`,
  unit: { night: "প্রতি রাত", stay: "প্রতি থাকা", person_night: "প্রতি জন প্রতি রাত", piece: "প্রতিটি" },
  codeValid: (plan) => `কোডটি ঠিক আছে: ${plan}।`,
  codeUnknown: "কোডটি যাচাই করতে পারছি না। সাধারণ দামে এগোব, নাকি আমাদের দলকে দেখতে বলব?",
};

/** The texts about rates in a language (BCP 47); English where there are none yet. */
export const rateTexts = (language: string): RateTexts => inLanguage({ en, es, de, fr, bn }, language);
