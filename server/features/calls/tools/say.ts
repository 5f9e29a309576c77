import { inLanguage } from "@/server/kernel/in-language";
import { theHour } from "@/server/kernel/spoken/es";

/** What the call tools say, in spoken form. */
const en = {
  connecting: (name: string) => `I am connecting you to ${name} now.`,
  closed: (name: string, until?: string) =>
    `${name} ${until ? `is closed until ${until}` : "is closed right now"}. Shall I take a message, or ask them to call you back?`,
  unknownDestination: "Whom would you like to speak to?",
  noPhoneHere: (name: string) =>
    `I cannot put you through to ${name} from this kind of call. Shall I take a message, or ask them to call you back?`,
  cannotReach: (name: string) =>
    `I cannot put you through to ${name} right now. Shall I take a message, or ask them to call you back?`,
  triedBefore: (name: string) =>
    `I could not reach ${name} a moment ago. Shall I take a message, or ask them to call you back?`,
  callback: (window?: string) =>
    `I have noted that ${window ? `, and somebody will call you ${window}` : "for a colleague"}.`,
  keypad: "Please type it on your keypad, and press hash when you are done.",
  language: "Of course.",
  languageMissing: (languages: string) => `I can help you in ${languages}. Which would you like?`,
  languageOnly: (language: string) => `I am sorry, I can only help you in ${language}.`,
  recordingOff: "I have switched the recording off, and what was recorded is deleted.",
  recordingOn: "The recording is on.",
  dateMissing: "Which date would that be?",
  dateWhich: (options: string) => `Do you mean ${options}?`,
  datePast: "That date has passed already. Which date do you mean?",
  at: (time: string) => `at ${time}`,
  unfinished: "You have a room on hold that is not booked yet. Shall I book it before we finish?",
};
export type CallTexts = typeof en;

const es: CallTexts = {
  connecting: (name) => `Le paso ahora con ${name}.`,
  closed: (name, until) =>
    `${name} no atiende ${until ? `hasta ${theHour(until)}` : "ahora"}. ¿Tomo un mensaje o pido que le llamen?`,
  unknownDestination: "¿Con quién quiere hablar?",
  noPhoneHere: (name) =>
    `Desde esta llamada no puedo pasarle con ${name}. ¿Tomo un mensaje o pido que le llamen?`,
  cannotReach: (name) => `Ahora no puedo pasarle con ${name}. ¿Tomo un mensaje o pido que le llamen?`,
  triedBefore: (name) => `Hace un momento ${name} no contestaba. ¿Tomo un mensaje o pido que le llamen?`,
  callback: (window) => `Queda apuntado${window ? `, y alguien le llamará ${window}` : ""}.`,
  keypad: "Márquelo en el teclado, por favor, y al final la almohadilla.",
  language: "Claro.",
  languageMissing: (languages) => `Puedo atenderle en ${languages}. ¿Cuál prefiere?`,
  languageOnly: (language) => `Lo siento, solo puedo atenderle en ${language}.`,
  recordingOff: "La grabación está apagada y lo grabado se ha borrado.",
  recordingOn: "La grabación está en marcha.",
  dateMissing: "¿Qué día sería?",
  dateWhich: (options) => `¿Quiere decir ${options}?`,
  datePast: "Ese día ya ha pasado. ¿Qué día quiere decir?",
  at: (time) => `a ${theHour(time)}`,
  unfinished: "Tiene una habitación retenida sin reservar. ¿La reservo antes de terminar?",
};

const de: CallTexts = {
  connecting: (name) => `Ich verbinde Sie jetzt mit ${name}.`,
  closed: (name, until) =>
    `${name} ${until ? `ist bis ${until} geschlossen` : "ist gerade geschlossen"}. Soll ich etwas ausrichten oder um Rückruf bitten?`,
  unknownDestination: "Mit wem möchten Sie sprechen?",
  noPhoneHere: (name) =>
    `Von diesem Anruf aus kann ich Sie nicht mit ${name} verbinden. Soll ich etwas ausrichten oder um Rückruf bitten?`,
  cannotReach: (name) =>
    `Ich kann Sie gerade nicht mit ${name} verbinden. Soll ich etwas ausrichten oder um Rückruf bitten?`,
  triedBefore: (name) =>
    `Eben konnte ich ${name} nicht erreichen. Soll ich etwas ausrichten oder um Rückruf bitten?`,
  callback: (window) => `Das ist notiert${window ? `, und es ruft Sie jemand an ${window}` : ""}.`,
  keypad: "Tippen Sie es bitte auf der Tastatur ein, und am Ende die Raute.",
  language: "Gern.",
  languageMissing: (languages) => `Ich kann Ihnen auf ${languages} helfen. Was möchten Sie?`,
  languageOnly: (language) => `Es tut mir leid, ich kann Ihnen nur auf ${language} helfen.`,
  recordingOff: "Die Aufnahme ist aus, und was aufgenommen war, ist gelöscht.",
  recordingOn: "Die Aufnahme läuft.",
  dateMissing: "Welcher Tag wäre das?",
  dateWhich: (options) => `Meinen Sie ${options}?`,
  datePast: "Dieser Tag ist schon vorbei. Welchen Tag meinen Sie?",
  at: (time) => `um ${time}`,
  unfinished: "Ein Zimmer ist noch zurückgehalten und nicht gebucht. Soll ich es vor dem Ende buchen?",
};

const fr: CallTexts = {
  connecting: (name) => `Je vous passe ${name} maintenant.`,
  closed: (name, until) =>
    `${name} n'est pas joignable ${until ? `avant ${until}` : "en ce moment"}. Je prends un message, ou je demande qu'on vous rappelle ?`,
  unknownDestination: "À qui souhaitez-vous parler ?",
  noPhoneHere: (name) =>
    `Depuis cet appel, je ne peux pas vous passer ${name}. Je prends un message, ou je demande qu'on vous rappelle ?`,
  cannotReach: (name) =>
    `Je ne peux pas vous passer ${name} en ce moment. Je prends un message, ou je demande qu'on vous rappelle ?`,
  triedBefore: (name) =>
    `Je n'ai pas pu joindre ${name} à l'instant. Je prends un message, ou je demande qu'on vous rappelle ?`,
  callback: (window) => `C'est noté${window ? `, et quelqu'un vous appellera ${window}` : ""}.`,
  keypad: "Tapez-le sur le clavier, s'il vous plaît, puis dièse à la fin.",
  language: "Bien sûr.",
  languageMissing: (languages) => `Je peux vous répondre en ${languages}. Que préférez-vous ?`,
  languageOnly: (language) => `Je suis désolé, je peux vous répondre seulement en ${language}.`,
  recordingOff: "L'enregistrement est arrêté, et ce qui était enregistré est effacé.",
  recordingOn: "L'enregistrement est en marche.",
  dateMissing: "Quel jour serait-ce ?",
  dateWhich: (options) => `Voulez-vous dire ${options} ?`,
  datePast: "Ce jour est déjà passé. Quel jour voulez-vous dire ?",
  at: (time) => `à ${time}`,
  unfinished: "Une chambre est retenue et pas encore réservée. Je la réserve avant de finir ?",
};

const bn: CallTexts = {
  connecting: (name) => `আপনাকে এখন ${name}-এ দিচ্ছি।`,
  closed: (name, until) => `${name} ${until ? `${until} পর্যন্ত বন্ধ` : "এখন বন্ধ"}। বার্তা নেব, নাকি ফোন করতে বলব?`,
  unknownDestination: "আপনি কার সঙ্গে কথা বলতে চান?",
  noPhoneHere: (name) => `এই কল থেকে আপনাকে ${name}-এ দিতে পারছি না। বার্তা নেব, নাকি ফোন করতে বলব?`,
  cannotReach: (name) => `এখন আপনাকে ${name}-এ দিতে পারছি না। বার্তা নেব, নাকি ফোন করতে বলব?`,
  triedBefore: (name) => `একটু আগে ${name}-কে পাইনি। বার্তা নেব, নাকি ফোন করতে বলব?`,
  callback: (window) => `লিখে রেখেছি${window ? `, একজন আপনাকে ফোন করবেন ${window}` : ""}।`,
  keypad: "কিপ্যাডে টাইপ করুন, শেষে হ্যাশ চাপুন।",
  language: "অবশ্যই।",
  languageMissing: (languages) => `আমি ${languages} ভাষায় সাহায্য করতে পারি। কোনটি চান?`,
  languageOnly: (language) => `দুঃখিত, আমি শুধু ${language} ভাষায় সাহায্য করতে পারি।`,
  recordingOff: "রেকর্ডিং বন্ধ, যা রেকর্ড হয়েছিল মুছে ফেলা হয়েছে।",
  recordingOn: "রেকর্ডিং চলছে।",
  dateMissing: "সেটি কোন দিন?",
  dateWhich: (options) => `আপনি কি ${options} বলতে চান?`,
  datePast: "ওই দিন চলে গেছে। আপনি কোন দিন বলতে চান?",
  at: (time) => time,
  unfinished: "একটি রুম ধরে রাখা আছে, এখনও বুক হয়নি। শেষ করার আগে বুক করব?",
};

/** The texts of the call's own tools in a language (BCP 47); English where there are none yet. */
export const callTexts = (language: string): CallTexts => inLanguage({ en, es, de, fr, bn }, language);
