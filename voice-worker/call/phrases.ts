/** What the worker says by itself, when it is not the brain's turn to find words. Keyed templates per language. */
export interface Phrases {
  /** Spoken when a tool takes longer than 600 ms; a different one each time. */
  fillers: readonly string[];
  capNear: string;
  capReached: string;
  trouble: string;
  /** After another worker took the call over. */
  resumed: string;
  goodbye: string;
  full: string;
}

const en: Phrases = {
  fillers: ["One moment, let me look.", "I'm still looking.", "Thank you for waiting, nearly there."],
  capNear: "We have about one minute left on this call.",
  capReached: "We have reached the end of the time for this call. Please call again, and goodbye.",
  resumed: "Sorry, we were cut off for a moment. Please go on.",
  trouble: "Sorry, I lost that. Could you say it again?",
  goodbye: "I'm sorry, I cannot go on with this call. Please call the front desk. Goodbye.",
  full: "All our lines are busy. Please call again in a few minutes.",
};

const es: Phrases = {
  fillers: ["Un momento, voy a mirarlo.", "Sigo mirando.", "Gracias por esperar, casi está."],
  capNear: "Nos queda más o menos un minuto de llamada.",
  capReached: "Se ha acabado el tiempo de esta llamada. Llame de nuevo cuando quiera. Adiós.",
  resumed: "Perdón, se ha cortado un momento. Siga, por favor.",
  trouble: "Perdón, no lo he oído bien. ¿Puede repetirlo?",
  goodbye: "Lo siento, no puedo seguir con esta llamada. Llame a recepción. Adiós.",
  full: "Todas nuestras líneas están ocupadas. Llame de nuevo en unos minutos.",
};

const de: Phrases = {
  fillers: ["Einen Moment, ich sehe nach.", "Ich sehe noch nach.", "Danke fürs Warten, gleich habe ich es."],
  capNear: "Wir haben noch etwa eine Minute für dieses Gespräch.",
  capReached: "Die Zeit für dieses Gespräch ist um. Rufen Sie gern wieder an. Auf Wiederhören.",
  resumed: "Entschuldigung, wir waren kurz unterbrochen. Bitte sprechen Sie weiter.",
  trouble: "Entschuldigung, das habe ich nicht verstanden. Sagen Sie es bitte noch einmal?",
  goodbye: "Es tut mir leid, ich kann dieses Gespräch nicht fortsetzen. Bitte rufen Sie die Rezeption an.",
  full: "Alle Leitungen sind besetzt. Bitte rufen Sie in ein paar Minuten wieder an.",
};

const fr: Phrases = {
  fillers: ["Un instant, je regarde.", "Je regarde encore.", "Merci de patienter, j'y suis presque."],
  capNear: "Il nous reste environ une minute pour cet appel.",
  capReached: "Le temps de cet appel est écoulé. Rappelez-nous quand vous voulez. Au revoir.",
  resumed: "Pardon, nous avons été coupés un instant. Continuez, je vous écoute.",
  trouble: "Pardon, je n'ai pas compris. Pouvez-vous répéter ?",
  goodbye: "Je suis désolé, je ne peux pas continuer cet appel. Appelez la réception. Au revoir.",
  full: "Toutes nos lignes sont occupées. Rappelez dans quelques minutes.",
};

const bn: Phrases = {
  fillers: ["একটু সময় দিন, আমি দেখছি।", "আমি এখনও দেখছি।", "অপেক্ষার জন্য ধন্যবাদ, প্রায় হয়ে গেছে।"],
  capNear: "এই কলের জন্য আর প্রায় এক মিনিট আছে।",
  capReached: "এই কলের সময় শেষ হয়েছে। আবার কল করবেন। বিদায়।",
  resumed: "দুঃখিত, একটু সময় লাইন কেটে গিয়েছিল। বলুন।",
  trouble: "দুঃখিত, বুঝতে পারিনি। আবার বলবেন কি?",
  goodbye: "দুঃখিত, আমি এই কল চালিয়ে যেতে পারছি না। অনুগ্রহ করে ফ্রন্ট ডেস্কে কল করুন। বিদায়।",
  full: "আমাদের সব লাইন ব্যস্ত। কয়েক মিনিট পরে আবার কল করুন।",
};

const byLanguage: Readonly<Record<string, Phrases>> = { en, es, de, fr, bn };

/** Phrases of a BCP 47 language; English when we have none of it. */
export const phrasesOf = (language: string): Phrases =>
  byLanguage[language.split("-")[0]?.toLowerCase() ?? ""] ?? en;

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
