import type { Spoken } from "@/server/kernel/spoken";
import { before, theHour } from "@/server/kernel/spoken/es";
import { type AllSentences, price, yesNo } from "./types";

/** "un día", "veintiún días". */
const counted = (value: number, spoken: Spoken, one: string, many: string): string =>
  value === 1 ? `un ${one}` : `${before(spoken.number(value))} ${many}`;
const days = (value: number, spoken: Spoken): string => counted(value, spoken, "día", "días");

export const es: AllSentences = {
  place: {
    spokenAddress: (value) => `Estamos en ${value}.`,
    floors: (value, { spoken }) =>
      value === 1 ? "El hotel tiene una planta." : `El hotel tiene ${spoken.number(value)} plantas.`,
    deskHours: (value) => `El horario de recepción: ${value}.`,
    deskAroundTheClock: yesNo(
      "La recepción está abierta día y noche.",
      "La recepción no está abierta por la noche.",
    ),
  },
  arrival_departure: {
    checkInFrom: (value, { spoken }) => `La entrada es desde ${theHour(spoken.time(value))}.`,
    checkOutUntil: (value, { spoken }) => `La salida es hasta ${theHour(spoken.time(value))}.`,
    earlyCheckIn: (value) =>
      ({
        not_offered: "No podemos ofrecer entrada anticipada.",
        on_the_day: "La entrada anticipada depende del día y no se puede garantizar.",
        guaranteed_for_fee: "La entrada anticipada se puede reservar pagando un suplemento.",
      })[value],
    earlyCheckInFrom: (value, { spoken }) => `La entrada anticipada es desde ${theHour(spoken.time(value))}.`,
    earlyCheckInFee: (value, voice) => `La entrada anticipada cuesta ${price(value, voice)}.`,
    lateCheckOutUntil: (value, { spoken }) =>
      `La salida tardía es posible hasta ${theHour(spoken.time(value))}, si la habitación está libre.`,
    lateCheckOutFee: (value, voice) => `La salida tardía cuesta ${price(value, voice)}.`,
    holdRoomUntil: (value, { spoken }) => `Guardamos la habitación hasta ${theHour(spoken.time(value))}.`,
    luggageBefore: yesNo(
      "Puede dejar su equipaje con nosotros antes de la entrada.",
      "No podemos guardar equipaje antes de la entrada.",
    ),
    luggageAfter: yesNo(
      "Puede dejar su equipaje con nosotros después de la salida.",
      "No podemos guardar equipaje después de la salida.",
    ),
    documents: (value) => `A la llegada necesitará ${value}.`,
    minimumAge: (value, { spoken }) =>
      `Quien hace la entrada debe tener al menos ${counted(value, spoken, "año", "años")}.`,
  },
  stay_limits: {
    minNights: (value, { spoken }) => `La estancia más corta: ${spoken.nights(value)}.`,
    maxNights: (value, { spoken }) => `La estancia más larga por teléfono: ${spoken.nights(value)}.`,
    furthestArrivalDays: (value, { spoken }) =>
      `Aceptamos reservas hasta con ${days(value, spoken)} de antelación.`,
    maxRoomsPerCall: (value, { spoken }) =>
      value === 1
        ? "Por teléfono puede reservar una habitación."
        : `Por teléfono puede reservar hasta ${spoken.number(value)} habitaciones.`,
    sameDayUntil: (value, { spoken }) =>
      `Para esta noche aceptamos reservas hasta ${theHour(spoken.time(value))}.`,
  },
  price_rules: {
    breakfastIncluded: yesNo(
      "El desayuno está incluido.",
      "El desayuno no está incluido en el precio de la habitación.",
    ),
    breakfastPrice: (value, voice) => `El desayuno cuesta ${price(value, voice)} por persona.`,
    cityTaxNote: (value) => value,
    priceMatch: (value) =>
      value === "never"
        ? "No igualamos otros precios."
        : "Recepción puede mirar un precio que haya encontrado en otro sitio.",
    companyBilling: (value) =>
      value === "never"
        ? "No podemos facturar a una empresa."
        : "Podemos facturar a empresas que tienen un acuerdo con nosotros.",
  },
  payment: {
    guaranteeRequired: yesNo("Una reserva necesita garantía.", "Una reserva no necesita garantía."),
    charged: (value) =>
      ({
        at_booking: "Se paga al reservar.",
        on_arrival: "Se paga a la llegada.",
        on_departure: "Se paga a la salida.",
      })[value],
    cardBrands: (value, { spoken }) => `Aceptamos ${spoken.list(value)}.`,
    cash: yesNo("Aceptamos efectivo.", "No aceptamos efectivo."),
    refundDays: (value, { spoken }) => `Una devolución tarda hasta ${days(value, spoken)}.`,
  },
  cancellation: {
    summary: (value) => value,
    noShowFee: (value) =>
      ({
        none: "Si no llega, no se cobra nada.",
        first_night: "Si no llega, se cobra la primera noche.",
        full: "Si no llega, se cobra toda la estancia.",
      })[value],
    reinstateWithinHours: (value, { spoken }) =>
      `Una reserva cancelada se puede recuperar en ${value === 1 ? "una hora" : `${spoken.number(value)} horas`}, si la habitación está libre.`,
  },
  people: {
    childrenFreeToAge: (value, { spoken }) =>
      `Los niños de hasta ${counted(value, spoken, "año", "años")} se alojan gratis en la habitación de sus padres.`,
    cotPrice: (value, voice) =>
      value === 0 ? "La cuna es gratis." : `La cuna cuesta ${price(value, voice)} por noche.`,
    extraBedPrice: (value, voice) => `Una cama supletoria cuesta ${price(value, voice)} por noche.`,
    petsAllowed: yesNo("Las mascotas son bienvenidas.", "No podemos aceptar mascotas."),
    petKinds: (value) => `Aceptamos ${value}.`,
    petFeePerNight: (value, voice) => `Una mascota cuesta ${price(value, voice)} por noche.`,
    petRooms: (value) => `Las mascotas se alojan en ${value}.`,
    assistanceAnimals: (value) => value,
    smoking: (value) =>
      ({
        nowhere: "En todo el hotel no se fuma.",
        outside_areas: "Se puede fumar fuera, en los lugares señalados.",
        some_rooms: "Tenemos algunas habitaciones para fumadores.",
      })[value],
    quietHours: (value) => `Las horas de silencio: ${value}.`,
    visitors: (value) => value,
  },
  identity: {
    messageDelivery: (value) => `Los mensajes se entregan ${value}.`,
  },
  service_promises: {},
  wakeup: {
    earliest: (value, { spoken }) =>
      `Las llamadas para despertarle empiezan a ${theHour(spoken.time(value))}.`,
    latest: (value, { spoken }) => `La última llamada para despertarle es a ${theHour(spoken.time(value))}.`,
    secondCallMinutes: (value, { spoken }) =>
      `Podemos llamar una segunda vez después de ${counted(value, spoken, "minuto", "minutos")}.`,
    noAnswer: (value) => `Si no contesta: ${value}.`,
    price: (value, voice) =>
      value === 0
        ? "Las llamadas para despertarle son gratis."
        : `Una llamada para despertarle cuesta ${price(value, voice)}.`,
  },
  safety: {
    emergencyNumber: (value, { spoken }) => `El número de emergencias es el ${spoken.digits(value)}.`,
    assemblyPoint: (value) => `El punto de reunión es ${value}.`,
  },
  lost_and_found: {
    keepDays: (value, { spoken }) => `Guardamos los objetos perdidos ${days(value, spoken)}.`,
    valuableKeepDays: (value, { spoken }) => `Guardamos los objetos de valor ${days(value, spoken)}.`,
    contactedBy: (value) => `Cuando se encuentra algo: ${value}.`,
  },
  directory: {},
  line: {
    recording: (value) =>
      ({
        off: "Las llamadas no se graban.",
        notice: "Las llamadas se graban, y lo digo al principio.",
        ask: "Las llamadas solo se graban si usted lo permite.",
      })[value],
    groupThreshold: (value, { spoken }) =>
      `A partir de ${spoken.number(value)} personas se ocupa de usted nuestro equipo de grupos.`,
  },
};
