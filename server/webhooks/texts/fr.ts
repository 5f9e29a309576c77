import type { PhoneTexts } from "./types";

export const fr: PhoneTexts = {
  notInService: "Ce numéro n'est pas en service.",
  maintenance: "Notre assistant téléphonique est en maintenance. Veuillez rappeler un peu plus tard.",
  busy: "Je suis désolé, toutes les lignes sont occupées en ce moment.",
  busyChoices: "Tapez un pour être rappelé, ou deux pour laisser un message.",
  callBackChoice: "Tapez un pour être rappelé.",
  noAnswer:
    "Je suis désolé, personne ne peut prendre votre appel en ce moment. Veuillez rappeler dans quelques minutes.",
  stillHere: "Un instant, s'il vous plaît, je suis toujours là.",
  brokeOff: "Je suis désolé, la ligne est en panne. Rappelez-nous, s'il vous plaît. Au revoir.",
  toDesk: "Je suis désolé, la ligne est en panne. Je vous mets en relation avec l'hôtel.",
  deskNoAnswer: "Je suis désolé, personne n'a répondu. Veuillez rappeler dans quelques minutes.",
  voicemail: "Laissez un message après le bip. Tapez dièse quand vous avez terminé.",
  voicemailKept: "Merci. L'hôtel a votre message. Au revoir.",
  voicemailEmpty: "Je n'ai pas entendu de message. Au revoir.",
  callBack: "Merci. Nous vous rappellerons dès qu'une ligne sera libre. Au revoir.",
  callBackNot: "Je suis désolé, je ne peux pas rappeler ce numéro.",
  waiting: "Un instant, s'il vous plaît, je cherche encore à vous mettre en relation.",
  queue: (position, minutes) =>
    `Vous êtes numéro ${position} dans la file d'attente. Il faudra environ ${minutes === 1 ? "une minute" : `${minutes} minutes`}.`,
  menuChoice: (say, digit) => `Pour ${say}, tapez ${digit}.`,
  person: (hotel, summary) =>
    `Ici ${hotel}. Un client est en ligne. ${summary} Tapez un pour prendre l'appel, ou deux pour le refuser.`,
  personAgain: "Tapez un pour prendre l'appel, ou deux pour le refuser.",
  personGone: "Le client a raccroché. Au revoir.",
  personDeclined: "Merci. Au revoir.",
  wakeup: (hotel, time) =>
    `Bonjour, voici votre appel de réveil de ${hotel}. Il est ${time}. Appuyez sur une touche pour confirmer.`,
  wakeupConfirmed: "Merci. Bonne journée.",
  wakeupUnconfirmed: "Je n'ai remarqué aucune touche, nous allons donc nous assurer que vous êtes réveillé.",
  callingAgain: "Je suis désolé, nous ne pouvons pas parler maintenant. Nous vous rappellerons.",
  calledBack: (hotel) => `Ici ${hotel}. Vous avez demandé à être rappelé.`,
  payUnknown: "Je n'ai pas pu voir si votre paiement est passé. Un collègue vérifie et vous appelle.",
  payStart:
    "Vous pouvez maintenant taper le numéro de votre carte sur le clavier. Personne n'écoute et rien n'en est enregistré.",
  trouble: "Je suis désolé, quelque chose n'a pas marché de mon côté. Pouvez-vous répéter, s'il vous plaît ?",
  capReached:
    "Je suis désolé, je dois terminer notre appel ici. Rappelez-nous s'il reste une question, s'il vous plaît.",
  back: {
    moved: "Je suis de retour. Continuez, je vous prie.",
    unanswered:
      "Je suis désolé, personne n'a pu prendre votre appel. Je peux prendre un message ou vous faire rappeler.",
    declined:
      "Je suis désolé, votre appel ne peut pas être pris maintenant. Je peux prendre un message ou vous faire rappeler.",
    paid: "Merci, votre carte a été acceptée. Puis-je faire autre chose pour vous ?",
    not_paid:
      "Votre carte n'a pas été acceptée. Je peux le transmettre à un collègue. Puis-je faire autre chose pour vous ?",
    handed_back: "Je suis de nouveau avec vous. Puis-je faire autre chose pour vous ?",
  },
};
