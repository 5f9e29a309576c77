import type { Phrase } from "./machine-data";

const LANGUAGES = ["en", "es", "de", "fr", "bn"] as const;
type Language = (typeof LANGUAGES)[number];
type InEach = Readonly<Record<Language, string>>;

/** What the worker says by itself, when it is not the brain's turn to find words. Keyed templates per language. */
const phrases = {
  capNear: {
    en: "We have about one minute left on this call.",
    es: "Nos queda más o menos un minuto de llamada.",
    de: "Wir haben noch etwa eine Minute für dieses Gespräch.",
    fr: "Il nous reste environ une minute pour cet appel.",
    bn: "এই কলের জন্য আর প্রায় এক মিনিট আছে।",
  },
  capReached: {
    en: "We have reached the end of the time for this call. Please call again, and goodbye.",
    es: "Se ha acabado el tiempo de esta llamada. Llame de nuevo cuando quiera. Adiós.",
    de: "Die Zeit für dieses Gespräch ist um. Rufen Sie gern wieder an. Auf Wiederhören.",
    fr: "Le temps de cet appel est écoulé. Rappelez-nous quand vous voulez. Au revoir.",
    bn: "এই কলের সময় শেষ হয়েছে। আবার কল করবেন। বিদায়।",
  },
  trouble: {
    en: "Sorry, I lost that. Could you say it again?",
    es: "Perdón, no lo he oído bien. ¿Puede repetirlo?",
    de: "Entschuldigung, das habe ich nicht verstanden. Sagen Sie es bitte noch einmal?",
    fr: "Pardon, je n'ai pas compris. Pouvez-vous répéter ?",
    bn: "দুঃখিত, বুঝতে পারিনি। আবার বলবেন কি?",
  },
  goodbye: {
    en: "I'm sorry, I cannot go on with this call. Please call the front desk. Goodbye.",
    es: "Lo siento, no puedo seguir con esta llamada. Llame a recepción. Adiós.",
    de: "Es tut mir leid, ich kann dieses Gespräch nicht fortsetzen. Bitte rufen Sie die Rezeption an.",
    fr: "Je suis désolé, je ne peux pas continuer cet appel. Appelez la réception. Au revoir.",
    bn: "দুঃখিত, আমি এই কল চালিয়ে যেতে পারছি না। অনুগ্রহ করে ফ্রন্ট ডেস্কে কল করুন। বিদায়।",
  },
  full: {
    en: "All our lines are busy. Please call again in a few minutes.",
    es: "Todas nuestras líneas están ocupadas. Llame de nuevo en unos minutos.",
    de: "Alle Leitungen sind besetzt. Bitte rufen Sie in ein paar Minuten wieder an.",
    fr: "Toutes nos lignes sont occupées. Rappelez dans quelques minutes.",
    bn: "আমাদের সব লাইন ব্যস্ত। কয়েক মিনিট পরে আবার কল করুন।",
  },
  /** Another worker took the call over while the guest was speaking. */
  resumed: {
    en: "Sorry, we were cut off for a moment. Please go on.",
    es: "Perdón, se ha cortado un momento. Siga, por favor.",
    de: "Entschuldigung, wir waren kurz unterbrochen. Bitte sprechen Sie weiter.",
    fr: "Pardon, nous avons été coupés un instant. Continuez, je vous écoute.",
    bn: "দুঃখিত, একটু সময় লাইন কেটে গিয়েছিল। বলুন।",
  },
  handedBack: {
    en: "I'm back with you. Is there anything else I can do?",
    es: "Aquí estoy de nuevo. ¿Puedo hacer algo más por usted?",
    de: "Ich bin wieder für Sie da. Kann ich noch etwas tun?",
    fr: "Me revoici. Puis-je faire autre chose pour vous ?",
    bn: "আমি আবার আপনার সঙ্গে আছি। আর কিছু করতে পারি?",
  },
  /** Nothing comes from the person who has taken the call over, who may be back in a moment. */
  oneMoment: {
    en: "One moment, please. You are still connected.",
    es: "Un momento, por favor. Sigue usted en línea.",
    de: "Einen Moment bitte. Sie sind noch verbunden.",
    fr: "Un instant, s'il vous plaît. Vous êtes toujours en ligne.",
    bn: "একটু অপেক্ষা করুন। আপনি এখনও লাইনে আছেন।",
  },
  /** Nothing comes any more from the person who took the call over. */
  personLost: {
    en: "I'm sorry, my colleague was cut off. I am back with you, and the desk knows. What can I do for you?",
    es: "Lo siento, se ha cortado la conexión con mi colega. Estoy de nuevo con usted y la recepción lo sabe. ¿En qué puedo ayudarle?",
    de: "Es tut mir leid, die Verbindung zu meinem Kollegen ist abgebrochen. Ich bin wieder für Sie da, und die Rezeption weiß Bescheid. Was kann ich für Sie tun?",
    fr: "Je suis désolé, la ligne de mon collègue a été coupée. Me revoici, et la réception est prévenue. Que puis-je faire pour vous ?",
    bn: "দুঃখিত, আমার সহকর্মীর লাইন কেটে গেছে। আমি আবার আপনার সঙ্গে আছি, রিসেপশনকে জানানো হয়েছে। কী করতে পারি?",
  },
} as const satisfies Readonly<Record<string, InEach>>;

/** Spoken when a tool takes longer than 600 ms; a different one each time. */
const fillers: Readonly<Record<Language, readonly string[]>> = {
  en: ["One moment, let me look.", "I'm still looking.", "Thank you for waiting, nearly there."],
  es: ["Un momento, voy a mirarlo.", "Sigo mirando.", "Gracias por esperar, casi está."],
  de: ["Einen Moment, ich sehe nach.", "Ich sehe noch nach.", "Danke fürs Warten, gleich habe ich es."],
  fr: ["Un instant, je regarde.", "Je regarde encore.", "Merci de patienter, j'y suis presque."],
  bn: ["একটু সময় দিন, আমি দেখছি।", "আমি এখনও দেখছি।", "অপেক্ষার জন্য ধন্যবাদ, প্রায় হয়ে গেছে।"],
};

export type Phrases = Readonly<Record<keyof typeof phrases, string>> & { fillers: readonly string[] };

/** Phrases of a BCP 47 language; English when we have none of it. */
export function phrasesOf(language: string): Phrases {
  const asked = language.split("-")[0]?.toLowerCase();
  const known = LANGUAGES.find((candidate) => candidate === asked) ?? "en";
  const texts = Object.entries(phrases).map(([key, each]) => [key, each[known]]);
  return { ...(Object.fromEntries(texts) as Record<keyof typeof phrases, string>), fillers: fillers[known] };
}

/** What the line says by itself at a point of the call; `count` chooses among fillers. */
export function ownWords(
  phrase: Phrase,
  count: number,
  opening: { language: string; greeting: string },
): string {
  const texts = phrasesOf(opening.language);
  switch (phrase) {
    case "greeting":
      return opening.greeting;
    case "filler":
      return texts.fillers[count % texts.fillers.length] ?? "";
    case "cap_near":
      return texts.capNear;
    case "cap_reached":
      return texts.capReached;
    case "handed_back":
      return texts.handedBack;
    case "person_lost":
      return texts.personLost;
    case "one_moment":
      return texts.oneMoment;
    default:
      return texts[phrase];
  }
}

/** "One moment", said by the guest: the line acknowledges once and waits a minute instead of six seconds. */
const WAIT = [
  /\b(one|a|just a) (moment|second|sec|minute|mo)\b/i,
  /\b(hold|hang) on\b|\bbear with me\b|\blet me (check|look|see|find|get)\b/i,
  /\bun (momento|segundo)\b|\bespere\b/i,
  /\b(einen |'nen )?(moment|augenblick)\b|\bsekunde\b/i,
  /\bun (instant|moment)\b|\bune (seconde|minute)\b/i,
  /একটু (দাঁড়ান|অপেক্ষা)|এক (মিনিট|সেকেন্ড)/,
];

export const asksToWait = (text: string): boolean =>
  text.split(/\s+/).length <= 8 && WAIT.some((pattern) => pattern.test(text));
