import { inLanguage } from "@/server/kernel/in-language";
import type { Spoken } from "@/server/kernel/spoken";
import { before, theHour } from "@/server/kernel/spoken/es";

/** What the tools of this feature say, in spoken form. Nothing is promised that the hotel has not set. */
const en = {
  logged: (department: string, promise: string | undefined, ref: string) =>
    `That is logged for ${department}${promise ? `, usually ${promise}` : ""}. Your reference is ${ref}.`,
  updated: (state: string, department: string) => `I have added that. It is ${state} with ${department}.`,
  cancelled: "That request is cancelled.",
  whichRequest: "What is the reference of the request, or your room number?",
  notFoundRequest: "I could not find that request. What is its reference?",
  isAt: (state: string, department: string) => `It is ${state} with ${department}.`,
  states: {
    new: "new",
    doing: "being done",
    waiting: "waiting",
    done: "done",
    cancelled: "cancelled",
  } as Record<string, string>,
  wakeup: (date: string, time: string, room: string, replaced: boolean, ref: string) =>
    `Your wake-up call for room ${room} is ${replaced ? "moved to" : "set for"} ${time} on ${date}. Your reference is ${ref}.`,
  wakeupTooEarly: (from: string, until: string) =>
    `We can call between ${from} and ${until}. Which time would suit you?`,
  wakeupPast: "That time has passed already. When shall we call?",
  wakeupCancelled: "That wake-up call is cancelled.",
  noWakeup: "There is no wake-up call for that room on that day. Is there another day?",
  dndOn: "Calls and messages to your room are held. Emergencies still reach you.",
  dndOff: "That is switched off again.",
  dndVerify: "To switch it off, may I have the surname the room is booked under?",
  message: (delivery: string | undefined, ref: string) =>
    `I have taken the message. If the person is staying with us, it will reach them${delivery ? ` ${delivery}` : ""}. Your reference is ${ref}.`,
  noMessages: "There are no messages for you.",
  messages: (count: number, s: Spoken) =>
    `You have ${s.number(count)} ${count === 1 ? "message" : "messages"}.`,
  lost: (keepDays: number | undefined, s: Spoken, ref: string) =>
    `I have reported it to lost and found${keepDays ? `. We keep things for ${s.number(keepDays)} days` : ""}. Your reference is ${ref}.`,
  callback: (window: string | undefined, ref: string) =>
    `A colleague will call you back${window ? ` ${window}` : ""}. Your reference is ${ref}.`,
};
export type RequestTexts = typeof en;

const es: RequestTexts = {
  logged: (department, promise, ref) =>
    `Queda apuntado para ${department}${promise ? `, normalmente ${promise}` : ""}. Su referencia es ${ref}.`,
  updated: (state, department) => `Lo he añadido. En ${department} está ${state}.`,
  cancelled: "Esa petición está anulada.",
  whichRequest: "¿Cuál es la referencia de la petición, o su número de habitación?",
  notFoundRequest: "No encuentro esa petición. ¿Cuál es su referencia?",
  isAt: (state, department) => `En ${department} está ${state}.`,
  states: { new: "nueva", doing: "en marcha", waiting: "en espera", done: "hecha", cancelled: "anulada" },
  wakeup: (date, time, room, replaced, ref) =>
    `La llamada para despertarle en la habitación ${room} está ${replaced ? "cambiada" : "puesta"} para el ${date} a ${theHour(time)}. Su referencia es ${ref}.`,
  wakeupTooEarly: (from, until) =>
    `Podemos llamar entre ${theHour(from)} y ${theHour(until)}. ¿Qué hora le va bien?`,
  wakeupPast: "Esa hora ya ha pasado. ¿Cuándo llamamos?",
  wakeupCancelled: "Esa llamada para despertarle está anulada.",
  noWakeup: "No hay ninguna llamada para esa habitación ese día. ¿Era otro día?",
  dndOn: "Las llamadas y los mensajes a su habitación quedan retenidos. Las emergencias le llegan igual.",
  dndOff: "Ya está desactivado.",
  dndVerify: "Para desactivarlo, ¿a qué apellido está la habitación?",
  message: (delivery, ref) =>
    `He tomado el mensaje. Si la persona se aloja aquí, lo recibirá${delivery ? ` ${delivery}` : ""}. Su referencia es ${ref}.`,
  noMessages: "No hay mensajes para usted.",
  messages: (count, s) => `Tiene ${count === 1 ? "un mensaje" : `${s.number(count)} mensajes`}.`,
  lost: (keepDays, s, ref) =>
    `Lo he avisado en objetos perdidos${keepDays ? `. Guardamos las cosas ${before(s.number(keepDays))} días` : ""}. Su referencia es ${ref}.`,
  callback: (window, ref) => `Alguien le llamará${window ? ` ${window}` : ""}. Su referencia es ${ref}.`,
};

const de: RequestTexts = {
  logged: (department, promise, ref) =>
    `Das ist notiert für ${department}${promise ? `, in der Regel ${promise}` : ""}. Ihre Nummer dazu ist ${ref}.`,
  updated: (state, department) => `Ich habe es ergänzt. Der Stand bei ${department}: ${state}.`,
  cancelled: "Dieser Auftrag ist gestrichen.",
  whichRequest: "Wie lautet die Nummer des Auftrags, oder Ihre Zimmernummer?",
  notFoundRequest: "Diesen Auftrag finde ich nicht. Wie lautet die Nummer dazu?",
  isAt: (state, department) => `Der Stand bei ${department}: ${state}.`,
  states: { new: "neu", doing: "in Arbeit", waiting: "wartet", done: "erledigt", cancelled: "gestrichen" },
  wakeup: (date, time, room, replaced, ref) =>
    `Ihr Weckruf für Zimmer ${room} ist ${replaced ? "verlegt auf" : "eingestellt auf"} ${date}, ${time}. Ihre Nummer dazu ist ${ref}.`,
  wakeupTooEarly: (from, until) => `Wir wecken zwischen ${from} und ${until}. Welche Zeit passt Ihnen?`,
  wakeupPast: "Diese Zeit ist schon vorbei. Wann sollen wir anrufen?",
  wakeupCancelled: "Dieser Weckruf ist gestrichen.",
  noWakeup: "Für dieses Zimmer gibt es an dem Tag keinen Weckruf. War es ein anderer Tag?",
  dndOn: "Anrufe und Nachrichten für Ihr Zimmer halten wir zurück. Notfälle erreichen Sie weiterhin.",
  dndOff: "Das ist wieder ausgeschaltet.",
  dndVerify: "Um es auszuschalten: Auf welchen Nachnamen ist das Zimmer gebucht?",
  message: (delivery, ref) =>
    `Die Nachricht ist notiert. Falls die Person bei uns wohnt, erhält sie sie${delivery ? ` ${delivery}` : ""}. Ihre Nummer dazu ist ${ref}.`,
  noMessages: "Für Sie liegen keine Nachrichten vor.",
  messages: (count, s) => `Sie haben ${count === 1 ? "eine Nachricht" : `${s.number(count)} Nachrichten`}.`,
  lost: (keepDays, s, ref) =>
    `Ich habe es dem Fundbüro gemeldet${keepDays ? `. Wir heben Dinge ${s.number(keepDays)} Tage auf` : ""}. Ihre Nummer dazu ist ${ref}.`,
  callback: (window, ref) =>
    `Es ruft Sie jemand zurück${window ? ` ${window}` : ""}. Ihre Nummer dazu ist ${ref}.`,
};

const fr: RequestTexts = {
  logged: (department, promise, ref) =>
    `C'est noté pour ${department}${promise ? `, d'habitude ${promise}` : ""}. Votre référence est ${ref}.`,
  updated: (state, department) => `Je l'ai ajouté. Chez ${department}, c'est ${state}.`,
  cancelled: "Cette demande est annulée.",
  whichRequest: "Quelle est la référence de la demande, ou votre numéro de chambre ?",
  notFoundRequest: "Je ne trouve pas cette demande. Quelle est sa référence ?",
  isAt: (state, department) => `Chez ${department}, c'est ${state}.`,
  states: { new: "nouveau", doing: "en cours", waiting: "en attente", done: "fait", cancelled: "annulé" },
  wakeup: (date, time, room, replaced, ref) =>
    `Votre réveil pour la chambre ${room} est ${replaced ? "déplacé au" : "réglé au"} ${date} à ${time}. Votre référence est ${ref}.`,
  wakeupTooEarly: (from, until) =>
    `Nous pouvons appeler entre ${from} et ${until}. Quelle heure vous convient ?`,
  wakeupPast: "Cette heure est déjà passée. Quand faut-il appeler ?",
  wakeupCancelled: "Ce réveil est annulé.",
  noWakeup: "Il n'y a pas de réveil pour cette chambre ce jour-là. Était-ce un autre jour ?",
  dndOn: "Les appels et messages pour votre chambre sont retenus. Les urgences vous parviennent toujours.",
  dndOff: "C'est de nouveau désactivé.",
  dndVerify: "Pour le désactiver, à quel nom est la chambre ?",
  message: (delivery, ref) =>
    `J'ai pris le message. Si la personne séjourne chez nous, elle le recevra${delivery ? ` ${delivery}` : ""}. Votre référence est ${ref}.`,
  noMessages: "Il n'y a pas de message pour vous.",
  messages: (count, s) => `Vous avez ${count === 1 ? "un message" : `${s.number(count)} messages`}.`,
  lost: (keepDays, s, ref) =>
    `Je l'ai signalé aux objets trouvés${keepDays ? `. Nous gardons les objets ${s.number(keepDays)} jours` : ""}. Votre référence est ${ref}.`,
  callback: (window, ref) =>
    `Quelqu'un vous rappellera${window ? ` ${window}` : ""}. Votre référence est ${ref}.`,
};

const bn: RequestTexts = {
  logged: (department, promise, ref) =>
    `${department}-এর জন্য লিখে রাখা হয়েছে${promise ? `, সাধারণত ${promise}` : ""}। আপনার রেফারেন্স ${ref}।`,
  updated: (state, department) => `যোগ করেছি। ${department}-এ অবস্থা: ${state}।`,
  cancelled: "ওই অনুরোধ বাতিল হয়েছে।",
  whichRequest: "অনুরোধের রেফারেন্স কী, অথবা আপনার রুম নম্বর?",
  notFoundRequest: "ওই অনুরোধ পাচ্ছি না। রেফারেন্স কী?",
  isAt: (state, department) => `${department}-এ অবস্থা: ${state}।`,
  states: { new: "নতুন", doing: "চলছে", waiting: "অপেক্ষায়", done: "হয়ে গেছে", cancelled: "বাতিল" },
  wakeup: (date, time, room, replaced, ref) =>
    `${room} নম্বর রুমের ঘুম ভাঙানোর কল ${replaced ? "বদলে রাখা হয়েছে" : "রাখা হয়েছে"} ${date}, ${time}। আপনার রেফারেন্স ${ref}।`,
  wakeupTooEarly: (from, until) => `আমরা ${from} থেকে ${until} পর্যন্ত কল করতে পারি। কোন সময় ভালো?`,
  wakeupPast: "ওই সময় চলে গেছে। কখন কল করব?",
  wakeupCancelled: "ঘুম ভাঙানোর কল বাতিল হয়েছে।",
  noWakeup: "ওই দিনে ওই রুমের কোনো কল নেই। অন্য কোনো দিন?",
  dndOn: "আপনার রুমের কল ও বার্তা আটকে রাখা হচ্ছে। জরুরি খবর তবু পৌঁছাবে।",
  dndOff: "ওটি আবার বন্ধ করা হয়েছে।",
  dndVerify: "বন্ধ করতে, রুমটি কোন পদবিতে বুক করা?",
  message: (delivery, ref) =>
    `বার্তা নিয়েছি। তিনি আমাদের এখানে থাকলে বার্তাটি পাবেন${delivery ? ` ${delivery}` : ""}। আপনার রেফারেন্স ${ref}।`,
  noMessages: "আপনার জন্য কোনো বার্তা নেই।",
  messages: (count, s) => `আপনার ${s.number(count)}টি বার্তা আছে।`,
  lost: (keepDays, s, ref) =>
    `হারানো জিনিসের বিভাগে জানিয়েছি${keepDays ? `। আমরা জিনিস ${s.number(keepDays)} দিন রাখি` : ""}। আপনার রেফারেন্স ${ref}।`,
  callback: (window, ref) => `একজন আপনাকে ফোন করবেন${window ? ` ${window}` : ""}। আপনার রেফারেন্স ${ref}।`,
};

/** The texts about requests in a language (BCP 47); English where there are none yet. */
export const requestTexts = (language: string): RequestTexts => inLanguage({ en, es, de, fr, bn }, language);
