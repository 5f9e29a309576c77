import type { Spoken } from "@/server/kernel/spoken";
import { type AllSentences, price, yesNo } from "./types";

/** "un jour", "vingt et un jours". */
const counted = (value: number, spoken: Spoken, one: string): string =>
  value === 1 ? `un ${one}` : `${spoken.number(value)} ${one}s`;

export const fr: AllSentences = {
  place: {
    spokenAddress: (value) => `Notre adresse est ${value}.`,
    floors: (value, { spoken }) => `L'hôtel a ${counted(value, spoken, "étage")}.`,
    deskHours: (value) => `Les heures de la réception : ${value}.`,
    deskAroundTheClock: yesNo(
      "La réception est ouverte jour et nuit.",
      "La réception n'est pas ouverte la nuit.",
    ),
  },
  arrival_departure: {
    checkInFrom: (value, { spoken }) => `L'arrivée est à partir de ${spoken.time(value)}.`,
    checkOutUntil: (value, { spoken }) => `Le départ est jusqu'à ${spoken.time(value)}.`,
    earlyCheckIn: (value) =>
      ({
        not_offered: "Nous ne pouvons pas proposer d'arrivée anticipée.",
        on_the_day: "L'arrivée anticipée dépend du jour et ne peut pas être garantie.",
        guaranteed_for_fee: "L'arrivée anticipée peut être réservée contre un supplément.",
      })[value],
    earlyCheckInFrom: (value, { spoken }) => `L'arrivée anticipée est à partir de ${spoken.time(value)}.`,
    earlyCheckInFee: (value, voice) => `L'arrivée anticipée coûte ${price(value, voice)}.`,
    lateCheckOutUntil: (value, { spoken }) =>
      `Un départ tardif est possible jusqu'à ${spoken.time(value)}, si la chambre est libre.`,
    lateCheckOutFee: (value, voice) => `Le départ tardif coûte ${price(value, voice)}.`,
    holdRoomUntil: (value, { spoken }) => `Nous gardons la chambre jusqu'à ${spoken.time(value)}.`,
    luggageBefore: yesNo(
      "Vous pouvez laisser vos bagages chez nous avant l'arrivée.",
      "Nous ne pouvons pas garder de bagages avant l'arrivée.",
    ),
    luggageAfter: yesNo(
      "Vous pouvez laisser vos bagages chez nous après le départ.",
      "Nous ne pouvons pas garder de bagages après le départ.",
    ),
    documents: (value) => `À l'arrivée, il vous faudra ${value}.`,
    minimumAge: (value, { spoken }) =>
      `Il faut avoir au moins ${counted(value, spoken, "an")} pour faire l'arrivée.`,
  },
  stay_limits: {
    minNights: (value, { spoken }) => `Le séjour le plus court : ${spoken.nights(value)}.`,
    maxNights: (value, { spoken }) => `Le séjour le plus long par téléphone : ${spoken.nights(value)}.`,
    furthestArrivalDays: (value, { spoken }) =>
      `Nous prenons des réservations jusqu'à ${counted(value, spoken, "jour")} à l'avance.`,
    maxRoomsPerCall: (value, { spoken }) =>
      value === 1
        ? "Par téléphone, vous pouvez réserver une chambre."
        : `Par téléphone, vous pouvez réserver jusqu'à ${spoken.number(value)} chambres.`,
    sameDayUntil: (value, { spoken }) =>
      `Pour cette nuit, nous prenons des réservations jusqu'à ${spoken.time(value)}.`,
  },
  price_rules: {
    breakfastIncluded: yesNo(
      "Le petit déjeuner est inclus.",
      "Le petit déjeuner n'est pas inclus dans le prix de la chambre.",
    ),
    breakfastPrice: (value, voice) => `Le petit déjeuner coûte ${price(value, voice)} par personne.`,
    cityTaxNote: (value) => value,
    priceMatch: (value) =>
      value === "never"
        ? "Nous ne nous alignons pas sur d'autres prix."
        : "La réception peut regarder un prix que vous avez trouvé ailleurs.",
    companyBilling: (value) =>
      value === "never"
        ? "Nous ne pouvons pas facturer une entreprise."
        : "Nous pouvons facturer les entreprises qui ont un accord avec nous.",
  },
  payment: {
    guaranteeRequired: yesNo(
      "Une réservation demande une garantie.",
      "Une réservation ne demande pas de garantie.",
    ),
    charged: (value) =>
      ({
        at_booking: "Vous payez à la réservation.",
        on_arrival: "Vous payez à l'arrivée.",
        on_departure: "Vous payez au départ.",
      })[value],
    cardBrands: (value, { spoken }) => `Nous acceptons ${spoken.list(value)}.`,
    cash: yesNo("Nous acceptons les espèces.", "Nous ne prenons pas les espèces."),
    refundDays: (value, { spoken }) => `Un remboursement prend jusqu'à ${counted(value, spoken, "jour")}.`,
  },
  cancellation: {
    summary: (value) => value,
    noShowFee: (value) =>
      ({
        none: "Si vous n'arrivez pas, il n'y a pas de frais.",
        first_night: "Si vous n'arrivez pas, la première nuit est facturée.",
        full: "Si vous n'arrivez pas, tout le séjour est facturé.",
      })[value],
    reinstateWithinHours: (value, { spoken }) =>
      `Une réservation annulée peut être rétablie dans un délai de ${value === 1 ? "une heure" : `${spoken.number(value)} heures`}, si la chambre est libre.`,
  },
  people: {
    childrenFreeToAge: (value, { spoken }) =>
      `Les enfants jusqu'à ${counted(value, spoken, "an")} dorment gratuitement dans la chambre de leurs parents.`,
    cotPrice: (value, voice) =>
      value === 0 ? "Le lit bébé est gratuit." : `Le lit bébé coûte ${price(value, voice)} par nuit.`,
    extraBedPrice: (value, voice) => `Un lit supplémentaire coûte ${price(value, voice)} par nuit.`,
    petsAllowed: yesNo("Les animaux sont les bienvenus.", "Nous ne pouvons pas accepter d'animaux."),
    petKinds: (value) => `Nous acceptons ${value}.`,
    petFeePerNight: (value, voice) => `Un animal coûte ${price(value, voice)} par nuit.`,
    petRooms: (value) => `Les animaux logent dans ${value}.`,
    assistanceAnimals: (value) => value,
    smoking: (value) =>
      ({
        nowhere: "Tout l'hôtel est non-fumeur.",
        outside_areas: "On peut fumer dehors, aux endroits indiqués.",
        some_rooms: "Nous avons quelques chambres fumeurs.",
      })[value],
    quietHours: (value) => `Les heures de silence : ${value}.`,
    visitors: (value) => value,
  },
  identity: {
    messageDelivery: (value) => `Les messages sont remis ${value}.`,
  },
  service_promises: {},
  wakeup: {
    earliest: (value, { spoken }) => `Les appels de réveil commencent à ${spoken.time(value)}.`,
    latest: (value, { spoken }) => `Le dernier appel de réveil est à ${spoken.time(value)}.`,
    secondCallMinutes: (value, { spoken }) =>
      value === 1
        ? "Nous pouvons appeler une deuxième fois après une minute."
        : `Nous pouvons appeler une deuxième fois après ${spoken.number(value)} minutes.`,
    noAnswer: (value) => `Si vous ne répondez pas : ${value}.`,
    price: (value, voice) =>
      value === 0
        ? "Les appels de réveil sont gratuits."
        : `Un appel de réveil coûte ${price(value, voice)}.`,
  },
  safety: {
    emergencyNumber: (value, { spoken }) => `Le numéro d'urgence est le ${spoken.digits(value)}.`,
    assemblyPoint: (value) => `Le point de rassemblement est ${value}.`,
  },
  lost_and_found: {
    keepDays: (value, { spoken }) => `Nous gardons les objets trouvés ${counted(value, spoken, "jour")}.`,
    valuableKeepDays: (value, { spoken }) =>
      `Nous gardons les objets de valeur ${counted(value, spoken, "jour")}.`,
    contactedBy: (value) => `Quand quelque chose est trouvé : ${value}.`,
  },
  directory: {},
  line: {
    recording: (value) =>
      ({
        off: "Les appels ne sont pas enregistrés.",
        notice: "Les appels sont enregistrés, et je le dis au début.",
        ask: "Les appels ne sont enregistrés que si vous le permettez.",
      })[value],
    groupThreshold: (value, { spoken }) =>
      `À partir de ${spoken.number(value)} personnes, notre équipe des groupes s'occupe de vous.`,
  },
};
