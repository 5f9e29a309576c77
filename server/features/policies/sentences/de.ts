import { type AllSentences, price, yesNo } from "./types";

export const de: AllSentences = {
  place: {
    spokenAddress: (value) => `Unsere Adresse ist ${value}.`,
    floors: (value, { spoken }) =>
      value === 1 ? "Das Hotel hat eine Etage." : `Das Hotel hat ${spoken.number(value)} Etagen.`,
    deskHours: (value) => `Die Öffnungszeiten der Rezeption: ${value}.`,
    deskAroundTheClock: yesNo(
      "Die Rezeption ist Tag und Nacht geöffnet.",
      "Nachts ist die Rezeption nicht geöffnet.",
    ),
  },
  arrival_departure: {
    checkInFrom: (value, { spoken }) => `Der Check-in ist ab ${spoken.time(value)}.`,
    checkOutUntil: (value, { spoken }) => `Der Check-out ist bis ${spoken.time(value)}.`,
    earlyCheckIn: (value) =>
      ({
        not_offered: "Einen frühen Check-in können wir nicht anbieten.",
        on_the_day: "Ein früher Check-in hängt vom Tag ab und kann nicht garantiert werden.",
        guaranteed_for_fee: "Ein früher Check-in kann gegen Gebühr gebucht werden.",
      })[value],
    earlyCheckInFrom: (value, { spoken }) => `Der frühe Check-in ist ab ${spoken.time(value)}.`,
    earlyCheckInFee: (value, voice) => `Der frühe Check-in kostet ${price(value, voice)}.`,
    lateCheckOutUntil: (value, { spoken }) =>
      `Ein später Check-out ist bis ${spoken.time(value)} möglich, wenn das Zimmer frei ist.`,
    lateCheckOutFee: (value, voice) => `Der späte Check-out kostet ${price(value, voice)}.`,
    holdRoomUntil: (value, { spoken }) => `Wir halten das Zimmer bis ${spoken.time(value)}.`,
    luggageBefore: yesNo(
      "Vor dem Check-in können Sie Ihr Gepäck bei uns lassen.",
      "Vor dem Check-in können wir kein Gepäck aufbewahren.",
    ),
    luggageAfter: yesNo(
      "Nach dem Check-out können Sie Ihr Gepäck bei uns lassen.",
      "Nach dem Check-out können wir kein Gepäck aufbewahren.",
    ),
    documents: (value) => `Beim Check-in brauchen Sie ${value}.`,
    minimumAge: (value, { spoken }) =>
      `Wer eincheckt, muss mindestens ${spoken.number(value)} Jahre alt sein.`,
  },
  stay_limits: {
    minNights: (value, { spoken }) => `Der kürzeste Aufenthalt: ${spoken.nights(value)}.`,
    maxNights: (value, { spoken }) => `Der längste Aufenthalt am Telefon: ${spoken.nights(value)}.`,
    furthestArrivalDays: (value, { spoken }) =>
      value === 1
        ? "Wir nehmen Buchungen bis einen Tag im Voraus an."
        : `Wir nehmen Buchungen bis ${spoken.number(value)} Tage im Voraus an.`,
    maxRoomsPerCall: (value, { spoken }) =>
      value === 1
        ? "Am Telefon können Sie ein Zimmer buchen."
        : `Am Telefon können Sie bis zu ${spoken.number(value)} Zimmer buchen.`,
    sameDayUntil: (value, { spoken }) => `Für heute Nacht nehmen wir Buchungen bis ${spoken.time(value)} an.`,
  },
  price_rules: {
    breakfastIncluded: yesNo("Frühstück ist inklusive.", "Frühstück ist im Zimmerpreis nicht inbegriffen."),
    breakfastPrice: (value, voice) => `Frühstück kostet ${price(value, voice)} pro Person.`,
    cityTaxNote: (value) => value,
    priceMatch: (value) =>
      value === "never"
        ? "Wir gleichen keine anderen Preise an."
        : "Die Rezeption kann einen Preis prüfen, den Sie anderswo gefunden haben.",
    companyBilling: (value) =>
      value === "never"
        ? "Wir können keine Rechnung an eine Firma stellen."
        : "Wir stellen Rechnungen an Firmen, die eine Vereinbarung mit uns haben.",
  },
  payment: {
    guaranteeRequired: yesNo(
      "Für eine Buchung brauchen wir eine Garantie.",
      "Für eine Buchung brauchen wir keine Garantie.",
    ),
    charged: (value) =>
      ({
        at_booking: "Sie bezahlen bei der Buchung.",
        on_arrival: "Sie bezahlen bei der Anreise.",
        on_departure: "Sie bezahlen bei der Abreise.",
      })[value],
    cardBrands: (value, { spoken }) => `Wir nehmen ${spoken.list(value)}.`,
    cash: yesNo("Wir nehmen Bargeld.", "Wir nehmen kein Bargeld."),
    refundDays: (value, { spoken }) =>
      value === 1
        ? "Eine Rückzahlung dauert bis zu einem Tag."
        : `Eine Rückzahlung dauert bis zu ${spoken.number(value)} Tage.`,
  },
  cancellation: {
    summary: (value) => value,
    noShowFee: (value) =>
      ({
        none: "Wenn Sie nicht anreisen, wird keine Gebühr fällig.",
        first_night: "Wenn Sie nicht anreisen, wird die erste Nacht berechnet.",
        full: "Wenn Sie nicht anreisen, wird der ganze Aufenthalt berechnet.",
      })[value],
    reinstateWithinHours: (value, { spoken }) =>
      value === 1
        ? "Eine stornierte Buchung gilt innerhalb einer Stunde auf Wunsch wieder, wenn das Zimmer frei ist."
        : `Eine stornierte Buchung gilt innerhalb von ${spoken.number(value)} Stunden auf Wunsch wieder, wenn das Zimmer frei ist.`,
  },
  people: {
    childrenFreeToAge: (value, { spoken }) =>
      value === 1
        ? "Kinder bis zu einem Jahr schlafen kostenlos im Zimmer der Eltern."
        : `Kinder bis ${spoken.number(value)} Jahre schlafen kostenlos im Zimmer der Eltern.`,
    cotPrice: (value, voice) =>
      value === 0
        ? "Ein Kinderbett ist kostenlos."
        : `Ein Kinderbett kostet ${price(value, voice)} pro Nacht.`,
    extraBedPrice: (value, voice) => `Ein Zustellbett kostet ${price(value, voice)} pro Nacht.`,
    petsAllowed: yesNo("Haustiere sind willkommen.", "Haustiere können wir nicht aufnehmen."),
    petKinds: (value) => `Wir nehmen ${value} auf.`,
    petFeePerNight: (value, voice) => `Ein Haustier kostet ${price(value, voice)} pro Nacht.`,
    petRooms: (value) => `Haustiere wohnen in ${value}.`,
    assistanceAnimals: (value) => value,
    smoking: (value) =>
      ({
        nowhere: "Im ganzen Hotel wird nicht geraucht.",
        outside_areas: "Rauchen ist draußen an den gekennzeichneten Stellen erlaubt.",
        some_rooms: "Wir haben einige Raucherzimmer.",
      })[value],
    quietHours: (value) => `Die Ruhezeit: ${value}.`,
    visitors: (value) => value,
  },
  identity: {
    messageDelivery: (value) => `Nachrichten werden zugestellt: ${value}.`,
  },
  service_promises: {},
  wakeup: {
    earliest: (value, { spoken }) => `Weckrufe gibt es ab ${spoken.time(value)}.`,
    latest: (value, { spoken }) => `Der letzte Weckruf ist um ${spoken.time(value)}.`,
    secondCallMinutes: (value, { spoken }) =>
      value === 1
        ? "Nach einer Minute können wir ein zweites Mal anrufen."
        : `Nach ${spoken.number(value)} Minuten können wir ein zweites Mal anrufen.`,
    noAnswer: (value) => `Wenn Sie nicht abheben: ${value}.`,
    price: (value, voice) =>
      value === 0 ? "Weckrufe sind kostenlos." : `Ein Weckruf kostet ${price(value, voice)}.`,
  },
  safety: {
    emergencyNumber: (value, { spoken }) => `Die Notrufnummer ist ${spoken.digits(value)}.`,
    assemblyPoint: (value) => `Der Sammelpunkt ist ${value}.`,
  },
  lost_and_found: {
    keepDays: (value, { spoken }) =>
      value === 1
        ? "Fundsachen heben wir einen Tag auf."
        : `Fundsachen heben wir ${spoken.number(value)} Tage auf.`,
    valuableKeepDays: (value, { spoken }) =>
      value === 1
        ? "Wertsachen heben wir einen Tag auf."
        : `Wertsachen heben wir ${spoken.number(value)} Tage auf.`,
    contactedBy: (value) => `Wenn etwas gefunden wird: ${value}.`,
  },
  directory: {},
  line: {
    recording: (value) =>
      ({
        off: "Anrufe werden nicht aufgezeichnet.",
        notice: "Anrufe werden aufgezeichnet, und ich sage es am Anfang.",
        ask: "Anrufe werden nur aufgezeichnet, wenn Sie es erlauben.",
      })[value],
    groupThreshold: (value, { spoken }) =>
      `Ab ${spoken.number(value)} Personen kümmert sich unser Gruppenteam um Sie.`,
  },
};
