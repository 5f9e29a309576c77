import { inLanguage } from "@/server/kernel/in-language";

/** What the line says about guests, one entry a language. */
const en = {
  known: "Welcome back. Shall I note the same wishes as last time?",
  knownPlain: "Welcome back.",
  unknown: "I do not have a profile to go by. How can I help?",
  saved: "I will remember that for your next stays.",
  whose: "So that I only change the right record, may I have the surname on the booking?",
};
export type GuestTexts = typeof en;

const es: GuestTexts = {
  known: "Qué bien tenerle de nuevo. ¿Apunto los mismos deseos que la última vez?",
  knownPlain: "Qué bien tenerle de nuevo.",
  unknown: "No tengo un perfil suyo. ¿En qué puedo ayudarle?",
  saved: "Lo recordaré para sus próximas estancias.",
  whose: "Para cambiar solo los datos correctos, ¿a qué apellido está la reserva?",
};
const de: GuestTexts = {
  known: "Schön, dass Sie wieder da sind. Soll ich dieselben Wünsche wie beim letzten Mal notieren?",
  knownPlain: "Schön, dass Sie wieder da sind.",
  unknown: "Ich habe kein Profil von Ihnen. Was kann ich für Sie tun?",
  saved: "Das merke ich mir für Ihre nächsten Aufenthalte.",
  whose: "Damit ich nur die richtigen Angaben ändere: Auf welchen Nachnamen ist gebucht?",
};
const fr: GuestTexts = {
  known: "Heureux de vous retrouver. Je note les mêmes souhaits que la dernière fois ?",
  knownPlain: "Heureux de vous retrouver.",
  unknown: "Je n'ai pas de profil de vous. Que puis-je faire ?",
  saved: "Je m'en souviendrai pour vos prochains séjours.",
  whose: "Pour ne changer que les bonnes données, à quel nom est la réservation ?",
};
const bn: GuestTexts = {
  known: "আবার স্বাগতম। গতবারের পছন্দগুলো লিখে রাখব?",
  knownPlain: "আবার স্বাগতম।",
  unknown: "আপনার কোনো প্রোফাইল নেই। কীভাবে সাহায্য করতে পারি?",
  saved: "পরের থাকার জন্য মনে রাখব।",
  whose: "শুধু সঠিক তথ্য বদলাতে, বুকিংটি কোন পদবিতে?",
};

/** The texts about guests in a language (BCP 47); English where there are none yet. */
export const guestTexts = (language: string): GuestTexts => inLanguage({ en, es, de, fr, bn }, language);
