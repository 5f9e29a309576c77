import type { GuestLanguage } from "@/server/kernel/in-language";

type Spoken = Exclude<GuestLanguage, "en">;
/** The guest's words in each language; what comes of them is the same. */
type Lines = Readonly<Record<Spoken, readonly string[]>>;

/** A room for two from the third to the fifth of December, for Anna Meyer. */
export const booking: Lines = {
  de: [
    "Guten Tag, ich möchte ein Doppelzimmer für zwei Personen buchen",
    "vom dritten bis zum fünften Dezember",
    "ja, gern",
    "Mein Name ist Anna Meyer",
    "null eins fünf eins zwei drei vier fünf sechs sieben acht neun",
    "ja, bitte",
    "nein danke, auf Wiederhören",
  ],
  es: [
    "Buenos días, quisiera reservar una habitación doble para dos personas",
    "del tres al cinco de diciembre",
    "sí, perfecto",
    "Me llamo Anna Meyer",
    "cero uno cinco uno dos tres cuatro cinco seis siete ocho nueve",
    "sí, por favor",
    "no, eso es todo, adiós",
  ],
  fr: [
    "Bonjour, je voudrais réserver une chambre double pour deux personnes",
    "du trois au cinq décembre",
    "oui, d'accord",
    "Je m'appelle Anna Meyer",
    "zéro un cinq un vingt-trois quarante-cinq soixante-sept quatre-vingt-neuf",
    "oui, s'il vous plaît",
    "non, c'est tout, au revoir",
  ],
  bn: [
    "নমস্কার, দুইজনের জন্য একটি ডাবল রুম বুক করতে চাই",
    "তিন থেকে পাঁচ ডিসেম্বর",
    "হ্যাঁ",
    "আমার নাম Anna Meyer",
    "শূন্য এক পাঁচ এক দুই তিন চার পাঁচ ছয় সাত আট নয়",
    "হ্যাঁ, ঠিক আছে",
    "এটুকুই, ধন্যবাদ, বিদায়",
  ],
};

/** Okafor's booking, found by its code, is cancelled. */
export const cancelling: Lines = {
  de: ["Ich möchte meine Buchung stornieren", "Okafor", "K sieben M Q zwei R", "ja, bitte"],
  es: ["Quiero cancelar mi reserva", "Okafor", "K siete M Q dos R", "sí, por favor"],
  fr: ["Je voudrais annuler ma réservation", "Okafor", "K sept M Q deux R", "oui, s'il vous plaît"],
  bn: ["আমি আমার বুকিং বাতিল করতে চাই", "Okafor", "K সাত M Q দুই R", "হ্যাঁ"],
};

/** Two towels for room 214. */
export const towels: Lines = {
  de: ["Ich brauche bitte noch zwei Handtücher", "Zimmer zweihundertvierzehn", "Meyer", "ja, genau"],
  es: ["Necesito dos toallas, por favor", "habitación doscientos catorce", "Meyer", "sí, correcto"],
  fr: ["J'ai besoin de deux serviettes", "chambre deux cent quatorze", "Meyer", "oui, c'est ça"],
  bn: ["আমার দুটি তোয়ালে লাগবে", "রুম দুইশ চৌদ্দ", "Meyer", "হ্যাঁ"],
};

/** To the front desk. */
export const person: Lines = {
  de: ["Ich möchte mit einem Menschen sprechen", "ja, bitte"],
  es: ["Quiero hablar con una persona", "sí, por favor"],
  fr: ["Je voudrais parler à quelqu'un", "oui, s'il vous plaît"],
  bn: ["আমি একজন মানুষের সঙ্গে কথা বলতে চাই", "হ্যাঁ"],
};
