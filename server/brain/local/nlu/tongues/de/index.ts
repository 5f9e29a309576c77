import { german as tongue } from "@/server/brain/gate/tongues/de";
import { alike } from "../shared";
import { clock, type GuestTongue } from "../tongue";
import { house } from "./house";
import { stay } from "./stay";

const MONTH = "januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember";
const PERSON =
  "rezeption|empfang|mitarbeiter\\p{L}*|menschen?|person|jemandem?|jemanden|chef\\p{L}*|manager\\p{L}*|restaurant|direktion";

export const german: GuestTongue = {
  tongue,
  articles: [],
  rules: [
    // "vom 3. bis 5. Dezember", "am 3."
    [
      new RegExp(
        `(?<![\\d.])(\\d{1,2}) ?\\.(?= (?:${MONTH}|bis|und|oder|auf|nächst|dies|für|an|ab)|\\d)(?!\\d)`,
        "g",
      ),
      "$1th",
    ],
    [/\b(am|den|dem|vom|zum|der|bis|ab) (\d{1,2}) \.(?= |$)/g, "$1 $2th"],
    [/\b(am|den|dem|vom|zum) (\d{1,2})(?= (?:bis|und|oder|für|$)|$)/g, "$1 $2th"],
    [/(?<!\d)viertel vor (\d{1,2})(?: uhr)?\b/g, (_m, hour) => clock(hour as string, -15)],
    [/(?<!\d)viertel nach (\d{1,2})(?: uhr)?\b/g, (_m, hour) => clock(hour as string, 15)],
    [/(?<!\d)dreiviertel (\d{1,2})(?: uhr)?\b/g, (_m, hour) => clock(hour as string, -15)],
    [/(?<!\d)halb (\d{1,2})(?: uhr)?\b/g, (_m, hour) => clock(hour as string, -30)],
    [
      /\b(\d{1,2}) (vor|nach) (\d{1,2})(?: uhr)\b/g,
      (_m, n, side, hour) => clock(hour as string, (side === "vor" ? -1 : 1) * Number(n)),
    ],
    [/(?<![\d:])(\d{1,2}) uhr (\d{1,2})\b/g, (_m, hour, minute) => clock(hour as string, minute)],
    [/(?<![\d:])(\d{1,2}) uhr\b/g, (_m, hour) => clock(hour as string)],
    [/(\d{1,2}:\d\d) uhr\b/g, "$1"],
    [/\b(?:noch )?(?:eine|einen|1) (nacht|tag) länger bleiben\b/g, "bleiben another $1"],
    [/\b(?:noch )?(?:eine|einen|1) (nacht|tag) (?:länger|mehr)\b/g, "another $1"],
    [/\b(\d+) (nächte|tage) (?:länger|mehr)\b/g, "$1 more $2"],
    [
      new RegExp(
        `\\b(?:mit )?(?:der |die |dem |den |einem |einer |eine |einen |ihrem |ihrer )?(?:echten |richtigen )?(${PERSON})(?: persönlich)? sprechen`,
        "gu",
      ),
      "sprechen mit $1",
    ],
    [
      /\b(?:habe|haben)\b (.{2,60}?) (?:vergessen|verloren|liegen ?lassen|liegengelassen|liegen gelassen)(?!\p{L})/gu,
      "left $1",
    ],
    [/\bwohnt (.{2,40}?) bei (?:ihnen|euch)\b/g, "is $1 staying with you"],
    [/\bist ((?:herr|frau|meine?) .{2,40}?) (?:bei ihnen|im hotel|im haus|da)\b/g, "is $1 staying with you"],
    [/\b(?:rufen|ruf) (?:sie |du )?(?:mich|uns) (?:bitte )?zurück\b/g, "call me back"],
    [
      /\b(\d{1,2}) (?:und (\d{1,2}) )?jahre(?: alt)?(?!\p{L})/gu,
      (_m, a, b) => `${a}${b ? ` and ${b}` : ""} years old`,
    ],
  ],
  words: `${alike}${stay}${house}`,
  names: `
mein name ist | mein name wäre | ich heiße | der name ist | der name lautet | name ist | ich bin der | ich bin die = my name is
ich bin = i am
hier ist | hier spricht | das ist | es ist | am apparat = this is
auf den namen | unter dem namen | auf den nachnamen = under the name of
auf | unter = under
nachname | nachname ist | der nachname ist | familienname | mein nachname ist = surname is
vorname | vorname ist | mein vorname ist = first name is
herr | herrn = mr
frau = mrs
doktor = dr
ja | genau | gern | gerne | natürlich | klar = yes
nein | nicht = no
bitte | danke = please
also | ähm | äh | na | dann = well
und = and
für = for
ich | wir | mein | meine = i
möchte | will | kann | habe | hätte | weiß | sage = want
das | es | der | die | den | dem | ein | eine | einen = the
was | wie | warum | wieso | wann | wo | wer = what
moment | augenblick = hold_on
buchstabiere | buchstabiert | man schreibt das = spelled
wie bitte | noch einmal = what
zimmer | buchung | nacht | nächte | personen = room
keine ahnung | keinen = no
vom | von der | aus = from
punkt = .
`,
};
