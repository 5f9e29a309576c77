import type { Spoken } from "@/server/kernel/spoken";
import type { StayTexts } from "./en";

export const de: StayTexts = {
  quoteGone: "Dieses Angebot habe ich nicht mehr. Um welche Nächte ging es?",
  quoteUsed: "Dieses Angebot ist schon gebucht. Kann ich noch etwas tun?",
  lapsed: "Das Zimmer war nur kurz zurückgehalten und ist jetzt vergeben. Soll ich ein anderes suchen?",
  repriced: (total) =>
    `Die Zeit für das Angebot ist um; jetzt kostet es insgesamt ${total}. Soll ich es nehmen?`,
  guaranteeNeeded:
    "Eine Karte kann ich hier noch nicht aufnehmen. Soll ich ohne Karte buchen oder Sie mit der Rezeption verbinden?",
  booked: (room, range, code, total) =>
    `Ihre Buchung steht: ${room}, ${range}, insgesamt ${total}. Ihr Code ist ${code}.`,
  bookedSeveral: (rooms, range, codes, total) =>
    `Ihre Buchung steht: ${rooms} Zimmer, ${range}, insgesamt ${total}. Ihre Codes sind ${codes}.`,
  extraTwice: (extra) => `${extra} steht auf mehr als einem der Zimmer. Soll ich es für jedes berechnen?`,
  stayUnknown: "Welche Buchung meinen Sie?",
  status: {
    requested: "angefragt",
    held: "zurückgehalten",
    confirmed: "bestätigt",
    checked_in: "eingecheckt",
    checked_out: "ausgecheckt",
    cancelled: "storniert",
    no_show: "als nicht angereist vermerkt",
    expired: "verfallen",
  },
  stay: (room, range, people, status) =>
    `Sie haben ${room}, ${range}, für ${people}. Der Stand ist: ${status}.`,
  noRoom: "Mit Ihrem Zimmer gibt es in diesen Nächten ein Problem. Soll ich nachsehen, was wir tun können?",
  roomNumber: "die Zimmernummer",
  nothingToChange: "Was möchten Sie ändern?",
  notChangeable: (status) =>
    `Diese Buchung ist ${status}, deshalb kann ich sie nicht ändern. Soll ich eine neue machen?`,
  typeUnknown: "Welches unserer Zimmer möchten Sie stattdessen?",
  departureFirst: "Die Abreise muss nach der Anreise liegen. Wann möchten Sie abreisen?",
  past: "Dieser Tag ist vorbei. Welchen Tag meinen Sie?",
  inHouseArrival: "Sie sind schon angereist. Wann möchten Sie abreisen?",
  changeMore: (what, amount, total) =>
    `${what}: Das sind ${amount} mehr, insgesamt ${total}. Soll ich es ändern?`,
  changeLess: (what, amount, total) =>
    `${what}: Das sind ${amount} weniger, insgesamt ${total}. Soll ich es ändern?`,
  changeSame: (what, total) => `${what}: Der Preis bleibt bei ${total}. Soll ich es ändern?`,
  changeTo: (room, range, people) => `${room}, ${range}, ${people}`,
  removeUnknown: "Das steht nicht auf Ihrer Buchung. Was soll ich herausnehmen?",
  cancelFree: (range) => `Ich kann den Aufenthalt ${range} kostenlos stornieren. Soll ich das tun?`,
  cancelFee: (range, fee) => `Den Aufenthalt ${range} jetzt zu stornieren kostet ${fee}. Soll ich das tun?`,
  cannotCancel: (status) =>
    `Diese Buchung ist ${status}, da gibt es nichts zu stornieren. Kann ich noch etwas tun?`,
  inHouseCancel: "Sie haben schon eingecheckt. Soll ich Sie mit der Rezeption verbinden?",
  notCancelled: (status) => `Diese Buchung ist ${status}; sie muss nicht zurückgeholt werden. Noch etwas?`,
  tooLateToReinstate:
    "Diese Buchung ist schon zu lange storniert, um sie zurückzuholen. Soll ich ein neues Zimmer suchen?",
  noLongerFree: "Diese Nächte sind inzwischen vergeben. Soll ich ein anderes Zimmer suchen?",
  reinstate: (range, total) =>
    `Ich kann den Aufenthalt ${range} für insgesamt ${total} zurückholen. Soll ich das tun?`,
  hasRoom: "Ihr Zimmer ist für Sie da. Kann ich noch etwas tun?",
  relocate: (room) =>
    `Es tut mir leid. Ich kann Ihnen stattdessen ${room} geben, und es wird nicht teurer. Soll ich das tun?`,
  relocateElsewhere:
    "Es tut mir leid, wir haben kein anderes Zimmer. Soll Sie unsere Leitung gleich zurückrufen?",
  partner: (name) => `ein Zimmer im ${name}`,
  changeUnknown: "Das muss ich noch einmal ansehen. Was möchten Sie ändern?",
  changeOver: "Das hat etwas lange gedauert, ich muss neu nachsehen. Soll ich?",
  changeStale: "Diese Buchung hat sich inzwischen geändert. Soll ich noch einmal nachsehen?",
  changed: (room, range, total) => `Erledigt: ${room}, ${range}, insgesamt ${total}.`,
  cancelled: (range) => `Ihr Aufenthalt ${range} ist storniert.`,
  cancelledFee: (range, fee) => `Ihr Aufenthalt ${range} ist storniert. Die Gebühr beträgt ${fee}.`,
  reinstated: (range, total) => `Ihr Aufenthalt ${range} gilt wieder, insgesamt ${total}.`,
  noted: "Ich habe es auf Ihrer Buchung vermerkt.",
  notedHeld: (until) =>
    `Ich habe es auf Ihrer Buchung vermerkt. Ohne Garantie halten wir das Zimmer bis ${until}.`,
  notedArrival: (time) => `Ich habe vermerkt, dass Sie um ${time} ankommen.`,
  checkout: (total) => `Vereinbart sind insgesamt ${total}. Die Rezeption rechnet mit Ihnen ab.`,
  payDue: (amount) => `Für Ihre Buchung sind ${amount} zu zahlen.`,
  payKeypad: (amount) =>
    `Für Ihre Buchung sind ${amount} zu zahlen. Soll ich zur Zahlung per Tastatur wechseln, wo Sie die Karte selbst eintippen?`,
  payNothing: "Für Ihre Buchung ist nichts mehr zu zahlen.",
  payNow: "Ich wechsle jetzt zur Zahlung per Tastatur. Danach sind Sie wieder bei mir.",
  payChanged: "Der Betrag hat sich inzwischen geändert. Soll ich noch einmal nachsehen?",
  payNotHere: "Bei diesem Anruf kann ich keine Zahlung annehmen. Soll ich Sie mit einem Menschen verbinden?",
  payUnsettled:
    "Ob Ihre letzte Zahlung angekommen ist, wird noch geprüft. Soll ich Sie mit einem Menschen verbinden?",
  payUnderWay: "Für Ihre Buchung läuft schon eine Zahlung. Soll Ihnen ein Mensch helfen?",
  notInHouse: "Noch gibt es nichts auszuchecken. Kann ich noch etwas tun?",
  verified: (count, s: Spoken, range, room) =>
    range
      ? `Danke. Ich habe Ihren Aufenthalt: ${room}, ${range}.`
      : `Danke. Ich habe ${count === s.number(1) ? "einen Aufenthalt" : `${count} Aufenthalte`} von Ihnen.`,
  noMatch: "Mit diesen Angaben finde ich keine Buchung. Haben Sie noch eine andere?",
  spell:
    "Mit diesen Angaben finde ich keine Buchung. Buchstabieren Sie den Code bitte mit Wörtern, wie D wie Dora?",
  locked: "In diesem Gespräch kann ich nicht feststellen, wer Sie sind. Soll Sie jemand zurückrufen?",
  otherFactor: (items, s: Spoken) => `Das kann ich hier nicht nehmen. Nennen Sie mir ${s.list(items, "or")}?`,
  factor: {
    code: "den Buchungscode",
    card_last4: "die letzten vier Ziffern der Karte",
    phone: "die Telefonnummer der Buchung",
    email: "die E-Mail-Adresse der Buchung",
    room: "Ihre Zimmernummer",
    otp: "den Einmalcode",
  },
  otpSent: "Ich habe einen sechsstelligen Code an die Nummer Ihrer Buchung geschickt. Wie lautet der Code?",
  otpGood: "Danke, das ist der richtige Code.",
  otpWrong: "Dieser Code passt nicht. Sagen Sie ihn bitte noch einmal?",
  noOtp: "Ich kann gerade keinen Code schicken. Soll Sie jemand zurückrufen?",
};
