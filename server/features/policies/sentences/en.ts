import { type AllSentences, price, yesNo } from "./types";

export const en: AllSentences = {
  place: {
    spokenAddress: (value) => `We are at ${value}.`,
    floors: (value, { spoken }) =>
      `The hotel has ${spoken.number(value)} ${value === 1 ? "floor" : "floors"}.`,
    deskHours: (value) => `The front desk is open ${value}.`,
    deskAroundTheClock: yesNo("The front desk is open day and night.", "The front desk is closed at night."),
  },
  arrival_departure: {
    checkInFrom: (value, { spoken }) => `Check-in is from ${spoken.time(value)}.`,
    checkOutUntil: (value, { spoken }) => `Check-out is until ${spoken.time(value)}.`,
    earlyCheckIn: (value) =>
      ({
        not_offered: "We cannot offer early check-in.",
        on_the_day: "Early check-in depends on the day and cannot be guaranteed.",
        guaranteed_for_fee: "Early check-in can be booked for a fee.",
      })[value],
    earlyCheckInFrom: (value, { spoken }) => `Early check-in is from ${spoken.time(value)}.`,
    earlyCheckInFee: (value, voice) => `Early check-in costs ${price(value, voice)}.`,
    lateCheckOutUntil: (value, { spoken }) =>
      `Late check-out is possible until ${spoken.time(value)}, if the room is free.`,
    lateCheckOutFee: (value, voice) => `Late check-out costs ${price(value, voice)}.`,
    holdRoomUntil: (value, { spoken }) => `We hold the room until ${spoken.time(value)}.`,
    luggageBefore: yesNo(
      "You can leave your luggage with us before check-in.",
      "We cannot keep luggage before check-in.",
    ),
    luggageAfter: yesNo(
      "You can leave your luggage with us after check-out.",
      "We cannot keep luggage after check-out.",
    ),
    documents: (value) => `At check-in you will need ${value}.`,
    minimumAge: (value, { spoken }) => `Guests who check in must be at least ${spoken.number(value)}.`,
  },
  stay_limits: {
    minNights: (value, { spoken }) => `The shortest stay is ${spoken.nights(value)}.`,
    maxNights: (value, { spoken }) => `The longest stay by phone is ${spoken.nights(value)}.`,
    furthestArrivalDays: (value, { spoken }) => `We take bookings up to ${spoken.number(value)} days ahead.`,
    maxRoomsPerCall: (value, { spoken }) => `By phone you can book up to ${spoken.number(value)} rooms.`,
    sameDayUntil: (value, { spoken }) => `For tonight we take bookings until ${spoken.time(value)}.`,
  },
  price_rules: {
    breakfastIncluded: yesNo("Breakfast is included.", "Breakfast is not included in the room price."),
    breakfastPrice: (value, voice) => `Breakfast is ${price(value, voice)} a person.`,
    cityTaxNote: (value) => value,
    priceMatch: (value) =>
      value === "never"
        ? "We do not match other prices."
        : "The front desk can look at a price you found elsewhere.",
    companyBilling: (value) =>
      value === "never"
        ? "We cannot bill a company."
        : "We can bill companies that have an agreement with us.",
  },
  payment: {
    guaranteeRequired: yesNo("A booking needs a guarantee.", "A booking needs no guarantee."),
    charged: (value) =>
      ({
        at_booking: "You pay when you book.",
        on_arrival: "You pay when you arrive.",
        on_departure: "You pay when you leave.",
      })[value],
    cardBrands: (value, { spoken }) => `We accept ${spoken.list(value)}.`,
    cash: yesNo("We accept cash.", "We do not take cash."),
    refundDays: (value, { spoken }) => `A refund takes up to ${spoken.number(value)} days.`,
  },
  cancellation: {
    summary: (value) => value,
    noShowFee: (value) =>
      ({
        none: "There is no fee if you do not arrive.",
        first_night: "If you do not arrive, the first night is charged.",
        full: "If you do not arrive, the whole stay is charged.",
      })[value],
    reinstateWithinHours: (value, { spoken }) =>
      `A cancelled booking can come back within ${spoken.number(value)} hours, if the room is free.`,
  },
  people: {
    childrenFreeToAge: (value, { spoken }) =>
      `Children up to ${spoken.number(value)} stay free in their parents' room.`,
    cotPrice: (value, voice) => (value === 0 ? "A cot is free." : `A cot is ${price(value, voice)} a night.`),
    extraBedPrice: (value, voice) => `An extra bed is ${price(value, voice)} a night.`,
    petsAllowed: yesNo("Pets are welcome.", "We cannot take pets."),
    petKinds: (value) => `We take ${value}.`,
    petFeePerNight: (value, voice) => `A pet is ${price(value, voice)} a night.`,
    petRooms: (value) => `Pets stay in ${value}.`,
    assistanceAnimals: (value) => value,
    smoking: (value) =>
      ({
        nowhere: "The whole hotel is smoke free.",
        outside_areas: "Smoking is allowed outside, in the marked places.",
        some_rooms: "We have a few rooms for smokers.",
      })[value],
    quietHours: (value) => `Quiet hours are ${value}.`,
    visitors: (value) => value,
  },
  identity: {
    messageDelivery: (value) => `Messages are delivered ${value}.`,
  },
  service_promises: {},
  wakeup: {
    earliest: (value, { spoken }) => `Wake-up calls start at ${spoken.time(value)}.`,
    latest: (value, { spoken }) => `The last wake-up call is at ${spoken.time(value)}.`,
    secondCallMinutes: (value, { spoken }) =>
      `We can call a second time after ${spoken.number(value)} minutes.`,
    noAnswer: (value) => `If you do not answer, ${value}.`,
    price: (value, voice) =>
      value === 0 ? "Wake-up calls are free." : `A wake-up call is ${price(value, voice)}.`,
  },
  safety: {
    emergencyNumber: (value, { spoken }) => `The emergency number is ${spoken.digits(value)}.`,
    assemblyPoint: (value) => `The assembly point is ${value}.`,
  },
  lost_and_found: {
    keepDays: (value, { spoken }) => `We keep lost things for ${spoken.number(value)} days.`,
    valuableKeepDays: (value, { spoken }) => `We keep valuables for ${spoken.number(value)} days.`,
    contactedBy: (value) => `When something is found, ${value}.`,
  },
  directory: {},
  line: {
    recording: (value) =>
      ({
        off: "Calls are not recorded.",
        notice: "Calls are recorded, and I say so at the beginning.",
        ask: "Calls are only recorded if you allow it.",
      })[value],
    groupThreshold: (value, { spoken }) =>
      `From ${spoken.number(value)} people on, our group team takes care of you.`,
  },
};
