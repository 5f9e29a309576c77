import { describe, expect, test } from "vitest";
import { tongueCodes } from "@/server/brain/gate/tongues";
import { newMemory, senseOf } from "@/server/brain/local/adopt";
import { testOpening } from "@/server/brain/testing/opening";
import { answerIn } from "./answers";

const said: Readonly<Record<string, { yes: string[]; no: string[]; neither: string[] }>> = {
  de: {
    yes: ["Ja.", "Ja, gern.", "Genau!", "Ja bitte, buchen Sie das.", "Das stimmt so.", "Äh, ja, passt."],
    no: ["Nein, danke.", "Lieber nicht.", "Nicht heute."],
    neither: [
      "Ja, aber nicht am Freitag.",
      "Super, aber lieber später.",
      "Vielleicht.",
      "Ja, was kostet es?",
      "Moment",
      "Zwei Personen.",
    ],
  },
  es: {
    yes: ["Sí.", "Sí, por favor.", "Si, por favor", "Vale, perfecto.", "De acuerdo."],
    no: ["No, gracias.", "Mejor no."],
    neither: ["Si llego tarde", "Sí, pero mañana no.", "Tal vez.", "¿Sí?", "Espere un momento"],
  },
  fr: {
    yes: ["Oui.", "Oui, c’est bon.", "D'accord, allez-y.", "Très bien."],
    no: ["Non merci.", "Pas du tout."],
    neither: ["Oui mais pas demain.", "Peut-être.", "C'est combien ?", "Je ne crois pas"],
  },
  it: {
    yes: ["Sì, va bene.", "Certo!"],
    no: ["No grazie."],
    neither: ["Sì, ma non domani.", "Se arrivo tardi", "Forse"],
  },
  pt: {
    yes: ["Sim, pode reservar.", "Está bem."],
    no: ["Não, obrigado."],
    neither: ["Sim, mas depois.", "Talvez"],
  },
  nl: {
    yes: ["Ja graag.", "Dat klopt."],
    no: ["Nee, bedankt."],
    neither: ["Ja, maar niet morgen.", "Misschien"],
  },
  sv: { yes: ["Ja, gärna.", "Det stämmer."], no: ["Nej tack."], neither: ["Ja, men inte nu.", "Kanske"] },
  da: { yes: ["Ja tak.", "Det stemmer."], no: ["Nej tak."], neither: ["Ja, men ikke i morgen.", "Måske"] },
  no: {
    yes: ["Ja takk.", "Det stemmer."],
    no: ["Nei takk."],
    neither: ["Ja, men ikke i morgen.", "Kanskje"],
  },
  bn: {
    yes: ["হ্যাঁ।", "জি, বুক করুন।", "ঠিক আছে।"],
    no: ["না, ধন্যবাদ।", "জি না।"],
    neither: ["হ্যাঁ, কিন্তু কাল না।", "কত টাকা?", "হয়তো"],
  },
};

describe.each(Object.entries(said))("an answer in %s", (code, { yes, no, neither }) => {
  const opening = testOpening();
  const sense = (text: string) =>
    senseOf(newMemory(code), opening, { id: "t1", source: "speech", text, confidence: 1 }, new Date()).answer;

  test.each(yes)("%j is a yes", (text) => expect(sense(text)).toBe("yes"));
  test.each(no)("%j is a no", (text) => expect(sense(text)).toBe("no"));
  test.each(neither)("%j is neither", (text) => expect(sense(text)).toBeUndefined());
});

test("every language that the gate reads is answered in; another one is not guessed", () => {
  expect(Object.keys(said).sort()).toEqual([...tongueCodes].sort());
  expect([answerIn("nb-NO", "Ja takk"), answerIn("fi", "Kyllä"), answerIn("constructor", "x")]).toEqual([
    "yes",
    undefined,
    undefined,
  ]);
  expect(answerIn("de", `Ja ${"bitte ".repeat(20)}`)).toBeUndefined();
});
