import { inLanguage } from "@/server/kernel/in-language";
import type { AlarmKind } from "./schema";

/** What the hotel's own people hear and read of an alarm, in the hotel's language. Never a name, never a guest's story. */
export interface StaffTexts {
  kinds: Readonly<Record<AlarmKind, string>>;
  /** On the telephone; the place as it was said. */
  call(hotel: string, kind: string, place: string): string;
  press: string;
  /** After the key. */
  youTook(place: string): string;
  takenBy(name: string): string;
  /** After the last time, when no key took it. */
  notTaken: string;
  /** A text; `room` only where the place is one of the hotel's rooms. */
  text(hotel: string, kind: string, room: string | null, link: string): string;
  /** The page behind the link. */
  page: { place: string; since: string; take: string; unknown: string };
}

const en: StaffTexts = {
  kinds: { medical: "Medical emergency", fire: "Fire", security: "Security emergency" },
  call: (hotel, kind, place) => `Alarm at ${hotel}. ${kind}. Place: ${place}.`,
  press: "Press one to take it.",
  youTook: (place) => `You have taken the alarm. Place: ${place}. Go there now.`,
  takenBy: (name) => `This alarm is taken by ${name}. Thank you.`,
  notTaken: "You have not taken this alarm.",
  text: (hotel, kind, room, link) =>
    `${hotel}: ALARM. ${kind}${room ? `, room ${room}` : ""}. See the place and take it: ${link}`,
  page: {
    place: "Place",
    since: "Since",
    take: "I take it",
    unknown: "This link is not valid any more. Look in the dashboard.",
  },
};
const es: StaffTexts = {
  kinds: { medical: "Emergencia médica", fire: "Fuego", security: "Emergencia de seguridad" },
  call: (hotel, kind, place) => `Alarma en ${hotel}. ${kind}. Lugar: ${place}.`,
  press: "Pulse uno para atenderla.",
  youTook: (place) => `Usted atiende la alarma. Lugar: ${place}. Vaya ahora.`,
  takenBy: (name) => `Esta alarma la atiende ${name}. Gracias.`,
  notTaken: "Usted no ha atendido esta alarma.",
  text: (hotel, kind, room, link) =>
    `${hotel}: ALARMA. ${kind}${room ? `, habitación ${room}` : ""}. Ver el lugar y atenderla: ${link}`,
  page: {
    place: "Lugar",
    since: "Desde",
    take: "La atiendo yo",
    unknown: "Este enlace ya no vale. Mire en el panel.",
  },
};
const de: StaffTexts = {
  kinds: { medical: "Medizinischer Notfall", fire: "Feuer", security: "Sicherheitsnotfall" },
  call: (hotel, kind, place) => `Alarm im ${hotel}. ${kind}. Ort: ${place}.`,
  press: "Drücken Sie die Eins, um ihn zu übernehmen.",
  youTook: (place) => `Sie haben den Alarm übernommen. Ort: ${place}. Gehen Sie jetzt hin.`,
  takenBy: (name) => `Diesen Alarm hat ${name} übernommen. Danke.`,
  notTaken: "Sie haben diesen Alarm nicht übernommen.",
  text: (hotel, kind, room, link) =>
    `${hotel}: ALARM. ${kind}${room ? `, Zimmer ${room}` : ""}. Ort ansehen und übernehmen: ${link}`,
  page: {
    place: "Ort",
    since: "Seit",
    take: "Ich übernehme",
    unknown: "Dieser Link gilt nicht mehr. Sehen Sie im Dashboard nach.",
  },
};
const fr: StaffTexts = {
  kinds: { medical: "Urgence médicale", fire: "Feu", security: "Urgence de sécurité" },
  call: (hotel, kind, place) => `Alarme à ${hotel}. ${kind}. Lieu : ${place}.`,
  press: "Appuyez sur un pour la prendre.",
  youTook: (place) => `Vous avez pris l'alarme. Lieu : ${place}. Allez-y maintenant.`,
  takenBy: (name) => `Cette alarme est prise par ${name}. Merci.`,
  notTaken: "Vous n'avez pas pris cette alarme.",
  text: (hotel, kind, room, link) =>
    `${hotel} : ALARME. ${kind}${room ? `, chambre ${room}` : ""}. Voir le lieu et la prendre : ${link}`,
  page: {
    place: "Lieu",
    since: "Depuis",
    take: "Je la prends",
    unknown: "Ce lien n'est plus valable. Regardez le tableau de bord.",
  },
};
const bn: StaffTexts = {
  kinds: { medical: "চিকিৎসার জরুরি অবস্থা", fire: "আগুন", security: "নিরাপত্তার জরুরি অবস্থা" },
  call: (hotel, kind, place) => `${hotel}-এ বিপদ। ${kind}। জায়গা: ${place}।`,
  press: "দায়িত্ব নিতে এক চাপুন।",
  youTook: (place) => `আপনি দায়িত্ব নিয়েছেন। জায়গা: ${place}। এখনই যান।`,
  takenBy: (name) => `${name} এর দায়িত্ব নিয়েছেন। ধন্যবাদ।`,
  notTaken: "আপনি এর দায়িত্ব নেননি।",
  text: (hotel, kind, room, link) =>
    `${hotel}: বিপদ। ${kind}${room ? `, রুম ${room}` : ""}। জায়গা দেখুন ও দায়িত্ব নিন: ${link}`,
  page: {
    place: "জায়গা",
    since: "কখন থেকে",
    take: "আমি দায়িত্ব নিচ্ছি",
    unknown: "এই লিংক আর চলে না। ড্যাশবোর্ডে দেখুন।",
  },
};

export const staffTexts = (language: string): StaffTexts => inLanguage({ en, es, de, fr, bn }, language);
