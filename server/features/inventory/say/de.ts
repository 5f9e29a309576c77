import type { SellingTexts } from "./en";

export const de: SellingTexts = {
  offer: (room, total) =>
    `Ich kann Ihnen ${room} für insgesamt ${total} anbieten. Soll ich es für Sie zurückhalten?`,
  offers: (rooms) => `Ich kann Ihnen ${rooms} anbieten. Was möchten Sie?`,
  offered: (room, total) => `${room} für insgesamt ${total}`,
  blocked: {
    full: (date) => `Am ${date} sind wir ausgebucht.`,
    not_sold: (date) => `Für ${date} habe ich kein Zimmer im Verkauf.`,
    min_nights: (nights) => `Bei dieser Anreise gilt: mindestens ${nights}.`,
    max_nights: (nights) => `Ab dieser Anreise gilt: höchstens ${nights}.`,
    no_arrival: (date) => `Am ${date} ist keine Anreise möglich.`,
    no_departure: (date) => `Am ${date} ist keine Abreise möglich.`,
    party: () => "So viele Personen passen in keines unserer Zimmer.",
    requirement: (room) => `${room} ist in diesen Nächten nicht frei.`,
  },
  nothingFree: "Für diese Nächte habe ich nichts.",
  requirement: {
    view: "Ein Zimmer mit diesem Ausblick",
    smoking: "Ein Zimmer mit dieser Raucherregel",
    beds: "Ein Zimmer mit diesen Betten",
    accessible: "Ein Zimmer mit diesem Zugang",
    pets: "Ein Zimmer für Haustiere",
    connecting: "Ein Zimmer mit Verbindungstür",
    maxPrice: "Ein Zimmer zu diesem Preis",
    roomType: "Dieses Zimmer",
  },
  without: {
    view: "ohne diesen Ausblick",
    smoking: "mit der anderen Raucherregel",
    beds: "mit anderen Betten",
    accessible: "ohne diesen Zugang",
    pets: "ohne das Haustier",
    connecting: "ohne Verbindungstür",
    maxPrice: "über diesem Preis",
    roomType: "ein anderes Zimmer",
  },
  otherDates: (range, room, total) => `${range}, ${room}, für ${total}`,
  relaxed: (how, room, total) => `${how}: ${room} für ${total}`,
  whichInstead: "Würde Ihnen eine der anderen Möglichkeiten passen?",
  noAlternative: "Soll ich andere Tage versuchen oder Sie auf die Warteliste setzen?",
  howManyRooms: (rooms) => `Dafür braucht es ${rooms} Zimmer. Wie viele möchten Sie?`,
  tooManyPeople:
    "So viele Personen kann ich am Telefon nicht buchen. Soll ich Sie mit unserem Veranstaltungsteam verbinden?",
  tooManyRooms: (rooms) =>
    `In einem Anruf kann ich bis zu ${rooms} Zimmer buchen. Soll unser Gruppenteam Sie zurückrufen?`,
  past: (date) => `Für ${date} ist es zu spät. Welchen Tag meinen Sie?`,
  departureFirst: "Die Abreise muss nach der Anreise liegen. Wann möchten Sie abreisen?",
  tooShort: (nights) => `Bei uns gilt: mindestens ${nights}. Möchten Sie länger bleiben?`,
  tooLong: (nights) => `Am Telefon kann ich bis zu ${nights} buchen. Soll ich danach suchen?`,
  tooFar: (date) => `Anreisen kann ich bis ${date} buchen. Welche Tage würden Ihnen passen?`,
  tooLate: "Für heute Nacht kann ich hier nicht mehr buchen. Soll ich Sie mit der Rezeption verbinden?",
  offerGone: "Ich muss noch einmal nachsehen. Um welche Tage ging es?",
  full: "Diese Nächte sind gerade vergeben worden. Soll ich etwas anderes suchen?",
  deciding:
    "Ein anderer Gast überlegt gerade beim letzten Zimmer. Soll ich es gleich noch einmal versuchen oder ein anderes suchen?",
  held: (room, range, total, perNight) =>
    `Ich halte ${room} zurück, ${range}, für insgesamt ${total}, ${perNight} pro Nacht. Soll ich es buchen?`,
  heldOneNight: (room, range, total) =>
    `Ich halte ${room} zurück, ${range}, für insgesamt ${total}. Soll ich es buchen?`,
  promoUnknown: "Diesen Code finde ich nicht. Soll ich mit dem normalen Preis weitermachen?",
  promoElsewhere: "Für dieses Zimmer und diese Nächte gilt der Code nicht. Soll ich ohne ihn weitermachen?",
  extraUnknown: "Dieses Extra kenne ich nicht. Welches von diesen möchten Sie?",
  extraShort: (name, stock) => `Von ${name} haben wir nur noch ${stock}. Wie viele möchten Sie?`,
  extraNotice: (name) => `${name} muss früher bestellt werden. Soll ich ohne weitermachen?`,
  waitlist: (spokenRef) =>
    `Sie stehen auf der Warteliste unter ${spokenRef}. Ein Zimmer kann ich nicht versprechen; wir rufen an, wenn eines frei wird.`,
};
