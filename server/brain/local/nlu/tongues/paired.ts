import type { Answer } from "../confirm";
import type { EmergencyKind } from "../emergency";
import type { Intent } from "../intents";
import type { Asked } from "../understand";
import { wishes } from "./paired-wishes";

/** What a reading must hold; what is not named may be anything. */
export interface Expected {
  intent?: Intent;
  answer?: Answer;
  arrival?: string;
  departure?: string;
  nights?: number;
  adults?: number;
  childAges?: number[];
  rooms?: number;
  types?: string[];
  /** Kind of a request to the house. */
  request?: string;
  items?: { item: string; qty: number }[];
  /** A question about the house. */
  house?: true;
  topic?: string;
  emergency?: EmergencyKind;
  surname?: string;
  digits?: string;
  code?: string;
  room?: string;
  time?: string;
  issue?: string;
  secret?: "card" | "document";
}

/** One meaning as guests of each language say it, on Wednesday, 18 November 2026. */
export interface Paired {
  en: string;
  es: string;
  de: string;
  fr: string;
  bn?: string;
  asked?: Asked;
  want: Expected;
}

/** Days, people, rooms. */
const stays: readonly Paired[] = [
  {
    en: "I would like to book a room",
    es: "Quisiera reservar una habitación",
    de: "Ich möchte ein Zimmer buchen",
    fr: "Je voudrais réserver une chambre",
    bn: "আমি একটি রুম বুক করতে চাই",
    want: { intent: "book" },
  },
  {
    en: "Do you have a room available for tonight?",
    es: "¿Tienen alguna habitación libre para esta noche?",
    de: "Haben Sie für heute Nacht noch ein Zimmer frei?",
    fr: "Avez-vous une chambre libre pour ce soir ?",
    bn: "আজ রাতে কি রুম খালি আছে?",
    want: { intent: "availability", arrival: "2026-11-18" },
  },
  {
    en: "a double room for two people",
    es: "una habitación doble para dos personas",
    de: "ein Doppelzimmer für zwei Personen",
    fr: "une chambre double pour deux personnes",
    bn: "দুইজনের জন্য একটি ডাবল রুম",
    want: { adults: 2, types: ["STD", "DLX"] },
  },
  {
    en: "from the third to the fifth of December",
    es: "del tres al cinco de diciembre",
    de: "vom dritten bis zum fünften Dezember",
    fr: "du trois au cinq décembre",
    bn: "তিন থেকে পাঁচ ডিসেম্বর",
    want: { arrival: "2026-12-03", departure: "2026-12-05" },
  },
  {
    en: "from the 3rd to the 5th",
    es: "del 3 al 5",
    de: "vom 3. bis 5.",
    fr: "du 3 au 5",
    want: { arrival: "2026-12-03", departure: "2026-12-05" },
  },
  {
    en: "the day after tomorrow",
    es: "pasado mañana",
    de: "übermorgen",
    fr: "après-demain",
    bn: "পরশু",
    want: { arrival: "2026-11-20" },
  },
  {
    en: "this coming Friday",
    es: "el próximo viernes",
    de: "kommenden Freitag",
    fr: "vendredi prochain",
    bn: "আগামী শুক্রবার",
    want: { arrival: "2026-11-20" },
  },
  {
    en: "the third of December",
    es: "el tres de diciembre",
    de: "am dritten Dezember",
    fr: "le trois décembre",
    bn: "তিন ডিসেম্বর",
    want: { arrival: "2026-12-03" },
  },
  {
    en: "Friday the fourth of December",
    es: "el viernes cuatro de diciembre",
    de: "Freitag, den vierten Dezember",
    fr: "vendredi quatre décembre",
    bn: "শুক্রবার চার ডিসেম্বর",
    want: { arrival: "2026-12-04" },
  },
  {
    en: "the first of January",
    es: "el primero de enero",
    de: "am ersten Januar",
    fr: "le premier janvier",
    want: { arrival: "2027-01-01" },
  },
  { en: "3.12.", es: "el 3/12", de: "am 3.12.", fr: "le 3/12", want: { arrival: "2026-12-03" } },
  {
    en: "three nights",
    es: "tres noches",
    de: "drei Nächte",
    fr: "trois nuits",
    bn: "তিন রাত",
    want: { nights: 3 },
  },
  { en: "one night", es: "una noche", de: "eine Nacht", fr: "une nuit", bn: "এক রাত", want: { nights: 1 } },
  { en: "a week", es: "una semana", de: "eine Woche", fr: "une semaine", bn: "এক সপ্তাহ", want: { nights: 7 } },
  {
    en: "from tomorrow for two nights",
    es: "desde mañana, dos noches",
    de: "ab morgen für zwei Nächte",
    fr: "à partir de demain pour deux nuits",
    want: { arrival: "2026-11-19", nights: 2 },
  },
  {
    en: "in three days",
    es: "dentro de tres días",
    de: "in drei Tagen",
    fr: "dans trois jours",
    want: { arrival: "2026-11-21" },
  },
  {
    en: "until Sunday",
    es: "hasta el domingo",
    de: "bis Sonntag",
    fr: "jusqu'à dimanche",
    bn: "রবিবার পর্যন্ত",
    asked: { stayPart: "departure", arrival: "2026-11-20" },
    want: { departure: "2026-11-22" },
  },
  {
    en: "this weekend",
    es: "este fin de semana",
    de: "dieses Wochenende",
    fr: "ce week-end",
    want: { arrival: "2026-11-20", departure: "2026-11-22" },
  },
  {
    en: "on New Year's Eve",
    es: "en Nochevieja",
    de: "an Silvester",
    fr: "à la Saint-Sylvestre",
    want: { arrival: "2026-12-31" },
  },
  {
    en: "sometime next week",
    es: "la semana que viene",
    de: "nächste Woche",
    fr: "la semaine prochaine",
    want: { issue: "vague" },
  },
  {
    en: "a few nights",
    es: "unas noches",
    de: "ein paar Nächte",
    fr: "quelques nuits",
    want: { issue: "vague" },
  },
  {
    en: "two adults and one child",
    es: "dos adultos y un niño",
    de: "zwei Erwachsene und ein Kind",
    fr: "deux adultes et un enfant",
    bn: "দুইজন প্রাপ্তবয়স্ক আর একটি শিশু",
    want: { adults: 2 },
  },
  {
    en: "two adults and two children of four and seven years old",
    es: "dos adultos y dos niños de cuatro y siete años",
    de: "zwei Erwachsene und zwei Kinder, vier und sieben Jahre alt",
    fr: "deux adultes et deux enfants de quatre et sept ans",
    want: { adults: 2, childAges: [4, 7] },
  },
  {
    en: "there are three of us",
    es: "somos tres",
    de: "wir sind drei",
    fr: "nous sommes trois",
    asked: { party: true },
    want: { adults: 3 },
  },
  { en: "two", es: "dos", de: "zwei", fr: "deux", bn: "দুই", asked: { party: true }, want: { adults: 2 } },
  {
    en: "my wife and me",
    es: "mi mujer y yo",
    de: "meine Frau und ich",
    fr: "ma femme et moi",
    asked: { party: true },
    want: { adults: 2 },
  },
  {
    en: "only for me",
    es: "solo para mí",
    de: "nur für mich",
    fr: "juste pour moi",
    bn: "শুধু আমার জন্য",
    asked: { party: true },
    want: { adults: 1 },
  },
  {
    en: "two double rooms",
    es: "dos habitaciones dobles",
    de: "zwei Doppelzimmer",
    fr: "deux chambres doubles",
    want: { rooms: 2 },
  },
  {
    en: "the Garden Suite please",
    es: "la Garden Suite, por favor",
    de: "die Garden Suite, bitte",
    fr: "la Garden Suite, s'il vous plaît",
    want: { types: ["STE"] },
  },
];

export const paired: readonly Paired[] = [...stays, ...wishes];
