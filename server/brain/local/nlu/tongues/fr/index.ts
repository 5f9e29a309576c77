import { french as tongue } from "@/server/brain/gate/tongues/fr";
import { alike } from "../shared";
import { clock, type GuestTongue } from "../tongue";
import { house } from "./house";
import { stay } from "./stay";

const DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche";

/** An elided word stands alone: "j' aimerais". */
export const french: GuestTongue = {
  tongue,
  articles: ["un", "une"],
  rules: [
    // A day comes first: "le 3/12".
    [/(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/g, "$1.$2."],
    [/\b(\d{1,2}) ?h ?(\d\d)\b/g, (_m, hour, minute) => clock(hour as string, minute)],
    [/\b(\d{1,2}) ?h\b(?! ')/g, (_m, hour) => clock(hour as string)],
    [/\b(\d{1,2}|une) heures? et demie?\b/g, (_m, hour) => clock(hour === "une" ? 1 : (hour as string), 30)],
    [/\b(\d{1,2}|une) heures? et quart\b/g, (_m, hour) => clock(hour === "une" ? 1 : (hour as string), 15)],
    [
      /\b(\d{1,2}|une) heures? moins le quart\b/g,
      (_m, hour) => clock(hour === "une" ? 1 : (hour as string), -15),
    ],
    [
      /\b(\d{1,2}|une) heures? moins (\d{1,2})\b/g,
      (_m, hour, minute) => clock(hour === "une" ? 1 : (hour as string), -Number(minute)),
    ],
    [
      /\b(\d{1,2}|une) heures? (\d{1,2})\b/g,
      (_m, hour, minute) => clock(hour === "une" ? 1 : (hour as string), minute),
    ],
    [/\b(\d{1,2}|une) heures?\b/g, (_m, hour) => clock(hour === "une" ? 1 : (hour as string))],
    [/\b1er\b/g, "1st"],
    [
      /\bpremier (?=janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)/g,
      "1st ",
    ],
    [/\b(?:du|entre le) (\d{1,2}) (?:au|et le|jusqu' au) (\d{1,2})\b/g, "à partir du $1th jusqu' au $2th"],
    [
      /\b(?:le |ce )?(?:prochain )?(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:prochain|qui vient)\b/g,
      "ce $1",
    ],
    [/\b(?:une|1) (nuit|jour) de plus\b/g, "encore une $1"],
    [/\b(\d+) (nuits|jours) de plus\b/g, "$1 plus $2"],
    [/\b(?:nous sommes|on est|on sera|nous serons) (?:à )?(\d{1,2})\b/g, "nous sommes $1 personnes"],
    [/\b(?:j' |nous |on )?(?:ai|avons|a) (?:oublié|perdu|laissé)(?!\p{L})/gu, "i left"],
    [
      /\b(?:est ce que )?((?:monsieur|madame|m|mme) \p{L}+) (?:est il|est elle|loge|séjourne|est)(?: chez vous| là| à l' hôtel)?/gu,
      "is $1 staying with you",
    ],
    [/\b(\d{1,2}) (?:et (\d{1,2}) )?ans\b/g, (_m, a, b) => `${a}${b ? ` and ${b}` : ""} years old`],
    [new RegExp(`\\b(?:le|ce) (${DAY})\\b`, "g"), "$1"],
    [/\brien d' autre\b/g, "c' est tout"],
  ],
  words: `${alike}${stay}${house}`,
  names: `
je m' appelle | mon nom est | le nom est | c' est au nom de = my name is
je suis = i am
ici | c' est | à l' appareil = this is
au nom de | au nom d' | sous le nom de = under the name of
nom de famille | mon nom de famille est | le nom de famille est = surname is
prénom | mon prénom est = first name
monsieur = mr
madame | mademoiselle = mrs
docteur = dr
oui | bien sûr | d' accord = yes
non | pas = no
s' il vous plaît | s' il vous plait | merci = please
alors | euh | donc | bon | eh bien = well
et = and
pour = for
je | j' | mon | ma | m' | on | nous = i
veux | voudrais | peux | ai | sais | souhaite = want
l' | les | un | une | ça | ce | c' = the
quoi | comment | pourquoi | quand | où | qui | quel = what
un moment | attendez | instant = hold_on
j' épelle | ça s' écrit = spelled
encore une fois | répétez = what
chambre | réservation | nuit | nuits | personnes = room
aucune idée | rien = no
comme = as in
point = .
`,
};
