import type { ResumeCause } from "@/server/line/contract";

type Told = Exclude<ResumeCause, "moved">;

/** What the line says by itself in a call held by models, past the gate: keyed templates per language. */
interface OwnWords {
  /** Instead of a second sentence without a fact. */
  unknown: string;
  notDone: string;
  presence: string;
  place: string;
  /** The caller reads out a card. */
  card: string;
  /** Why a call is back; a message or a call-back is only offered where nobody took it. */
  back: Readonly<Record<Told, string>>;
}

const words: Readonly<Record<string, OwnWords>> = {
  en: {
    unknown: "I do not know that. Shall somebody find out and call you back?",
    notDone: "That is not done yet. Shall somebody call you back about it?",
    presence: "I can not say who is staying with us. Shall I take a message in case?",
    place: "Please tell me exactly where you are.",
    card: "Please stop, I may not take card numbers by voice.",
    back: {
      unanswered: "I am sorry, nobody has answered there. Shall somebody call you back?",
      declined: "I am sorry, they are not free right now. Shall somebody call you back?",
      paid: "Thank you, that went through. Is there anything else I can do?",
      not_paid: "The payment was not completed. Shall I connect you to a colleague?",
      handed_back: "You are back with the assistant. Is there anything else I can do?",
    },
  },
  de: {
    unknown: "Das weiß ich nicht. Soll es jemand herausfinden und Sie zurückrufen?",
    notDone: "Das ist noch nicht erledigt. Soll Sie jemand dazu zurückrufen?",
    presence: "Ich kann nicht sagen, wer bei uns wohnt. Soll ich für den Fall eine Nachricht aufnehmen?",
    place: "Bitte sagen Sie mir genau, wo Sie sind.",
    card: "Bitte halten Sie ein, Kartennummern darf ich am Telefon nicht aufnehmen.",
    back: {
      unanswered: "Es tut mir leid, dort hat niemand abgenommen. Soll Sie jemand zurückrufen?",
      declined: "Es tut mir leid, dort ist gerade niemand frei. Soll Sie jemand zurückrufen?",
      paid: "Danke, die Zahlung hat geklappt. Kann ich noch etwas tun?",
      not_paid: "Die Zahlung wurde nicht abgeschlossen. Soll ich Sie mit einem Menschen verbinden?",
      handed_back: "Hier ist wieder die Assistentin des Hotels. Kann ich noch etwas tun?",
    },
  },
  fr: {
    unknown: "Je ne sais pas. Voulez-vous que quelqu'un se renseigne et vous rappelle ?",
    notDone: "Ce n'est pas encore fait. Voulez-vous que quelqu'un vous rappelle à ce sujet ?",
    presence: "Je ne peux pas dire qui séjourne chez nous. Dois-je prendre un message au cas où ?",
    place: "Dites-moi exactement où vous êtes.",
    card: "Arrêtez-vous, je ne peux pas prendre de numéro de carte par téléphone.",
    back: {
      unanswered: "Je suis désolé, personne n'a répondu. Voulez-vous être rappelé ?",
      declined: "Je suis désolé, personne n'est libre pour le moment. Voulez-vous être rappelé ?",
      paid: "Merci, le paiement est passé. Puis-je faire autre chose ?",
      not_paid: "Le paiement n'a pas abouti. Dois-je vous passer un collègue ?",
      handed_back: "Vous êtes de nouveau avec l'assistant. Puis-je faire autre chose ?",
    },
  },
  es: {
    unknown: "No lo sé. ¿Quiere que alguien lo averigüe y le llame?",
    notDone: "Todavía no está hecho. ¿Quiere que alguien le llame sobre esto?",
    presence: "No puedo decir quién se aloja con nosotros. ¿Tomo un mensaje por si acaso?",
    place: "Dígame exactamente dónde está.",
    card: "No siga, por favor, no puedo tomar números de tarjeta por teléfono.",
    back: {
      unanswered: "Lo siento, no ha contestado nadie. ¿Quiere que le llamen?",
      declined: "Lo siento, ahora no pueden atender. ¿Quiere que le llamen?",
      paid: "Gracias, el pago se ha realizado. ¿Puedo hacer algo más?",
      not_paid: "El pago no se ha completado. ¿Le paso con una persona?",
      handed_back: "Está de nuevo con el asistente. ¿Puedo hacer algo más?",
    },
  },
  it: {
    unknown: "Non lo so. Vuole che qualcuno si informi e la richiami?",
    notDone: "Non è ancora fatto. Vuole che qualcuno la richiami?",
    presence: "Non posso dire chi alloggia da noi. Prendo un messaggio per ogni evenienza?",
    place: "Mi dica esattamente dove si trova.",
    card: "Si fermi, per favore, non posso prendere numeri di carta per telefono.",
    back: {
      unanswered: "Mi dispiace, non ha risposto nessuno. Vuole essere richiamato?",
      declined: "Mi dispiace, ora non è libero nessuno. Vuole essere richiamato?",
      paid: "Grazie, il pagamento è andato a buon fine. Posso fare altro?",
      not_paid: "Il pagamento non è stato completato. La metto in contatto con una persona?",
      handed_back: "È di nuovo con l'assistente. Posso fare altro?",
    },
  },
  pt: {
    unknown: "Não sei. Quer que alguém veja isso e lhe ligue?",
    notDone: "Ainda não está feito. Quer que alguém lhe ligue sobre isso?",
    presence: "Não posso dizer quem está hospedado connosco. Tomo nota de um recado?",
    place: "Diga-me exatamente onde está.",
    card: "Pare, por favor, não posso receber números de cartão por telefone.",
    back: {
      unanswered: "Lamento, ninguém atendeu. Quer que lhe liguem?",
      declined: "Lamento, agora ninguém está livre. Quer que lhe liguem?",
      paid: "Obrigado, o pagamento foi feito. Posso ajudar em mais alguma coisa?",
      not_paid: "O pagamento não foi concluído. Passo a chamada a uma pessoa?",
      handed_back: "Está de novo com o assistente. Posso ajudar em mais alguma coisa?",
    },
  },
  nl: {
    unknown: "Dat weet ik niet. Zal iemand het uitzoeken en u terugbellen?",
    notDone: "Dat is nog niet gedaan. Zal iemand u daarover terugbellen?",
    presence: "Ik kan niet zeggen wie er bij ons verblijft. Zal ik voor het geval een bericht aannemen?",
    place: "Zegt u mij precies waar u bent.",
    card: "Stopt u alstublieft, kaartnummers mag ik niet aan de telefoon aannemen.",
    back: {
      unanswered: "Het spijt me, er nam niemand op. Zal iemand u terugbellen?",
      declined: "Het spijt me, er is nu niemand vrij. Zal iemand u terugbellen?",
      paid: "Dank u, de betaling is gelukt. Kan ik nog iets doen?",
      not_paid: "De betaling is niet afgerond. Zal ik u met een medewerker verbinden?",
      handed_back: "U spreekt weer met de assistent. Kan ik nog iets doen?",
    },
  },
  sv: {
    unknown: "Det vet jag inte. Ska någon ta reda på det och ringa upp dig?",
    notDone: "Det är inte gjort än. Ska någon ringa upp dig om det?",
    presence: "Jag kan inte säga vem som bor hos oss. Ska jag ta ett meddelande för säkerhets skull?",
    place: "Säg exakt var du är.",
    card: "Stanna där, jag får inte ta emot kortnummer på telefon.",
    back: {
      unanswered: "Tyvärr svarade ingen där. Ska någon ringa upp dig?",
      declined: "Tyvärr är ingen ledig just nu. Ska någon ringa upp dig?",
      paid: "Tack, betalningen gick igenom. Kan jag göra något mer?",
      not_paid: "Betalningen blev inte klar. Ska jag koppla dig till en person?",
      handed_back: "Nu är du tillbaka hos assistenten. Kan jag göra något mer?",
    },
  },
  no: {
    unknown: "Det vet jeg ikke. Skal noen finne det ut og ringe deg tilbake?",
    notDone: "Det er ikke gjort ennå. Skal noen ringe deg tilbake om det?",
    presence: "Jeg kan ikke si hvem som bor hos oss. Skal jeg ta imot en beskjed for sikkerhets skyld?",
    place: "Si meg nøyaktig hvor du er.",
    card: "Stopp der, jeg kan ikke ta imot kortnumre på telefon.",
    back: {
      unanswered: "Beklager, ingen svarte der. Skal noen ringe deg tilbake?",
      declined: "Beklager, ingen er ledig akkurat nå. Skal noen ringe deg tilbake?",
      paid: "Takk, betalingen gikk gjennom. Kan jeg gjøre noe mer?",
      not_paid: "Betalingen ble ikke fullført. Skal jeg sette deg over til en person?",
      handed_back: "Du er tilbake hos assistenten. Kan jeg gjøre noe mer?",
    },
  },
  da: {
    unknown: "Det ved jeg ikke. Skal nogen finde ud af det og ringe dig op?",
    notDone: "Det er ikke gjort endnu. Skal nogen ringe dig op om det?",
    presence: "Jeg kan ikke sige, hvem der bor hos os. Skal jeg tage imod en besked for en sikkerheds skyld?",
    place: "Sig mig præcis, hvor du er.",
    card: "Stop der, jeg må ikke tage imod kortnumre i telefonen.",
    back: {
      unanswered: "Beklager, der var ingen, der svarede. Skal nogen ringe dig op?",
      declined: "Beklager, ingen er ledig lige nu. Skal nogen ringe dig op?",
      paid: "Tak, betalingen gik igennem. Kan jeg gøre mere?",
      not_paid: "Betalingen blev ikke gennemført. Skal jeg stille dig om til en person?",
      handed_back: "Du er tilbage hos assistenten. Kan jeg gøre mere?",
    },
  },
  bn: {
    unknown: "আমি তা জানি না। কেউ জেনে আপনাকে ফোন করবেন?",
    notDone: "এটি এখনও হয়নি। এ নিয়ে কেউ আপনাকে ফোন করবেন?",
    presence: "এখানে কে আছেন তা আমি বলতে পারি না। একটি বার্তা নেব?",
    place: "আপনি ঠিক কোথায় আছেন বলুন।",
    card: "থামুন, ফোনে কার্ড নম্বর নেওয়া যায় না।",
    back: {
      unanswered: "দুঃখিত, ওখানে কেউ ধরেননি। কেউ আপনাকে ফোন করবেন?",
      declined: "দুঃখিত, এখন কেউ ফাঁকা নেই। কেউ আপনাকে ফোন করবেন?",
      paid: "ধন্যবাদ, পেমেন্ট হয়ে গেছে। আর কিছু করতে পারি?",
      not_paid: "পেমেন্ট সম্পূর্ণ হয়নি। একজন কর্মীর সঙ্গে কথা বলবেন?",
      handed_back: "আপনি আবার সহকারীর সঙ্গে আছেন। আর কিছু করতে পারি?",
    },
  },
};

/** Languages that have all of these words. */
export const wordedLanguages: readonly string[] = Object.keys(words);

/** In a BCP 47 language; English where these words are missing. */
export function ownWords(language: string): OwnWords {
  const code = language.slice(0, 2).toLowerCase();
  return words[code === "nb" || code === "nn" ? "no" : code] ?? (words.en as OwnWords);
}

/** What models are told of a call that came back; they see it as a note in the caller's place. */
export const backNote: Readonly<Record<Told, string>> = {
  unanswered: "(The call was put through, nobody answered, and it is back. The caller was told.)",
  declined: "(The call was put through, was not taken, and is back. The caller was told.)",
  paid: "(The caller has paid by keypad and was told so.)",
  not_paid: "(The payment by keypad was not completed. The caller was told.)",
  handed_back: "(A person of the hotel spoke with the caller and has handed the call back.)",
};
