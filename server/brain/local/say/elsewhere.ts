/**
 * What is said, once each, to a guest whose language this brain does not understand: that a person can help, how to answer
 * with keys, and what is done. Each offer is one question.
 */
interface Handover {
  /** A person can be reached now. */
  person: string;
  /** None can; the caller's number is known. */
  callback: string;
  /** The answer was not understood. */
  keys: string;
  noted: string;
  /** Nothing led on: how to reach somebody. */
  again: string;
}

const words: Readonly<Record<string, Handover>> = {
  en: {
    person: "I am sorry, I can not go on in this language. Shall I connect you to a person?",
    callback: "I am sorry, I can not go on in this language. Shall someone call you back on this number?",
    keys: "Please press one for yes or two for no.",
    noted: "Someone will call you back. Goodbye.",
    again: "I can not help here, so I end the call. Please call again and press zero for a person.",
  },
  it: {
    person: "Mi dispiace, in italiano non posso continuare. La metto in contatto con una persona?",
    callback: "Mi dispiace, in italiano non posso continuare. Vuole essere richiamato a questo numero?",
    keys: "Prema uno per sì o due per no.",
    noted: "La richiameremo. Arrivederci.",
    again: "Qui non posso aiutarla e chiudo la chiamata. Richiami e prema zero per parlare con una persona.",
  },
  pt: {
    person: "Lamento, não consigo continuar em português. Passo a chamada a uma pessoa?",
    callback: "Lamento, não consigo continuar em português. Quer que lhe liguem para este número?",
    keys: "Prima um para sim ou dois para não.",
    noted: "Alguém lhe vai ligar. Adeus.",
    again:
      "Aqui não consigo ajudar e termino a chamada. Ligue de novo e prima zero para falar com uma pessoa.",
  },
  nl: {
    person: "Het spijt me, in het Nederlands kan ik niet verder. Zal ik u met een medewerker verbinden?",
    callback: "Het spijt me, in het Nederlands kan ik niet verder. Zal iemand u op dit nummer terugbellen?",
    keys: "Druk op één voor ja of op twee voor nee.",
    noted: "Iemand belt u terug. Tot ziens.",
    again: "Ik kan hier niet helpen en beëindig het gesprek. Bel opnieuw en druk op nul voor een medewerker.",
  },
  sv: {
    person: "Tyvärr kan jag inte fortsätta på svenska. Ska jag koppla dig till en person?",
    callback: "Tyvärr kan jag inte fortsätta på svenska. Ska någon ringa upp dig på det här numret?",
    keys: "Tryck ett för ja eller två för nej.",
    noted: "Någon ringer upp dig. Hej då.",
    again: "Jag kan inte hjälpa till här och avslutar samtalet. Ring igen och tryck noll för en person.",
  },
  no: {
    person: "Beklager, jeg kan ikke fortsette på norsk. Skal jeg sette deg over til en person?",
    callback: "Beklager, jeg kan ikke fortsette på norsk. Skal noen ringe deg tilbake på dette nummeret?",
    keys: "Trykk en for ja eller to for nei.",
    noted: "Noen ringer deg tilbake. Ha det bra.",
    again: "Jeg kan ikke hjelpe her og avslutter samtalen. Ring igjen og trykk null for en person.",
  },
  da: {
    person: "Beklager, jeg kan ikke fortsætte på dansk. Skal jeg stille dig om til en person?",
    callback: "Beklager, jeg kan ikke fortsætte på dansk. Skal nogen ringe dig op på dette nummer?",
    keys: "Tryk et for ja eller to for nej.",
    noted: "Nogen ringer dig op. Farvel.",
    again: "Jeg kan ikke hjælpe her og afslutter opkaldet. Ring igen og tryk nul for en person.",
  },
};

/** In a BCP 47 language; English where these words are missing. */
export function handover(language: string): Handover {
  const code = language.slice(0, 2).toLowerCase();
  const key = code === "nb" || code === "nn" ? "no" : code;
  return (Object.hasOwn(words, key) ? words[key] : undefined) ?? (words.en as Handover);
}
