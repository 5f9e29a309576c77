import { inLanguage } from "@/server/kernel/in-language";

/** What the line says about what it knows and may text. */
const en = {
  unknown: "I do not know that. Shall I find out and have somebody call you back?",
  noEvents: (day: string) => `I know of no events on ${day}. Is there anything else?`,
  noChannel: "I cannot send texts from this line yet. Shall I tell you now instead?",
  noNumber: "I do not see the number you call from, so I cannot text it. Shall I tell you now instead?",
  refused: "I may not text that number. Shall I tell you now instead?",
  noMoreTexts: "I cannot send any more texts today. Shall I tell you now instead?",
  nothing: "I have nothing about that to send. Shall I find out for you?",
  sent: "I have texted it to the number you are calling from.",
};
export type KnowledgeTexts = typeof en;

const es: KnowledgeTexts = {
  unknown: "Eso no lo sé. ¿Lo averiguo y pido que le llamen?",
  noEvents: (day) => `No sé de ningún evento el ${day}. ¿Puedo hacer algo más?`,
  noChannel: "Todavía no puedo enviar mensajes desde esta línea. ¿Se lo digo ahora?",
  noNumber: "No veo el número desde el que llama, así que no puedo enviárselo. ¿Se lo digo ahora?",
  refused: "No puedo enviar mensajes a ese número. ¿Se lo digo ahora?",
  noMoreTexts: "Hoy ya no puedo enviar más mensajes. ¿Se lo digo ahora?",
  nothing: "No tengo nada de eso para enviar. ¿Lo averiguo?",
  sent: "Se lo he enviado al número desde el que llama.",
};

const de: KnowledgeTexts = {
  unknown: "Das weiß ich nicht. Soll ich es herausfinden und Sie zurückrufen lassen?",
  noEvents: (day) => `Für ${day} weiß ich von keinen Veranstaltungen. Kann ich noch etwas tun?`,
  noChannel: "Von hier kann ich noch keine Nachrichten schicken. Soll ich es Ihnen jetzt sagen?",
  noNumber:
    "Ich sehe nicht, von welcher Nummer Sie anrufen, und kann nichts schicken. Soll ich es Ihnen jetzt sagen?",
  refused: "An diese Nummer darf ich nichts schicken. Soll ich es Ihnen jetzt sagen?",
  noMoreTexts: "Heute kann ich keine Nachrichten mehr schicken. Soll ich es Ihnen jetzt sagen?",
  nothing: "Dazu habe ich nichts, was ich schicken kann. Soll ich es herausfinden?",
  sent: "Ich habe es an die Nummer geschickt, von der Sie anrufen.",
};

const fr: KnowledgeTexts = {
  unknown: "Je ne le sais pas. Je me renseigne et quelqu'un vous rappelle ?",
  noEvents: (day) => `Je ne connais aucun événement le ${day}. Puis-je faire autre chose ?`,
  noChannel: "Je ne peux pas encore envoyer de messages d'ici. Je vous le dis maintenant ?",
  noNumber: "Je ne vois pas votre numéro, je ne peux donc rien envoyer. Je vous le dis maintenant ?",
  refused: "Je ne peux pas écrire à ce numéro. Je vous le dis maintenant ?",
  noMoreTexts: "Je ne peux plus envoyer de messages aujourd'hui. Je vous le dis maintenant ?",
  nothing: "Je n'ai rien à envoyer là-dessus. Je me renseigne ?",
  sent: "Je l'ai envoyé au numéro d'où vous appelez.",
};

const bn: KnowledgeTexts = {
  unknown: "ওটি আমার জানা নেই। জেনে নিয়ে আপনাকে ফোন করতে বলব?",
  noEvents: (day) => `${day} কোনো অনুষ্ঠানের কথা জানি না। আর কিছু করতে পারি?`,
  noChannel: "এই লাইন থেকে এখনও বার্তা পাঠানো যায় না। এখন বলে দেব?",
  noNumber: "আপনার নম্বর দেখতে পাচ্ছি না, তাই পাঠাতে পারছি না। এখন বলে দেব?",
  refused: "ওই নম্বরে বার্তা পাঠাতে পারি না। এখন বলে দেব?",
  noMoreTexts: "আজ আর বার্তা পাঠাতে পারছি না। এখন বলে দেব?",
  nothing: "ওই বিষয়ে পাঠানোর মতো কিছু নেই। জেনে দেব?",
  sent: "আপনি যে নম্বর থেকে কল করছেন, সেখানে পাঠিয়েছি।",
};

/** The texts about knowledge in a language (BCP 47); English where there are none yet. */
export const knowledgeTexts = (language: string): KnowledgeTexts =>
  inLanguage({ en, es, de, fr, bn }, language);
