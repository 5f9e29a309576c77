import type { PolicyArea } from "@/server/features/policies/schema";
import { houseWords } from "./catalogue-house";
import type { AreaWords, Catalogue, FieldWords } from "./catalogue-types";

export type { FieldWords } from "./catalogue-types";

/** Labels and help of every policy field, one place for the whole editor. */
export const catalogue: Catalogue = {
  place: {
    label: "Place",
    text: "Where the hotel is and when somebody is at the desk.",
    fields: {
      spokenName: { label: "Spoken name", help: "As the line says it in its greeting.", required: true },
      address: { label: "Address", help: "As it is written." },
      spokenAddress: {
        label: "Spoken address",
        help: 'After "We are at": number and street as one says them.',
        required: true,
      },
      floors: { label: "Floors" },
      deskHours: { label: "Desk hours", help: 'After "The front desk is open": from six until midnight.' },
      deskAroundTheClock: { label: "Somebody is at the desk day and night", required: true },
    },
  },
  arrival_departure: {
    label: "Arrival and departure",
    text: "Times and what a guest can ask for around them.",
    fields: {
      checkInFrom: { label: "Check-in from", required: true },
      checkOutUntil: { label: "Check-out until", required: true },
      earlyCheckIn: {
        label: "Early check-in",
        options: {
          not_offered: "Not offered",
          on_the_day: "On the day, not guaranteed",
          guaranteed_for_fee: "Guaranteed for a fee",
        },
        required: true,
      },
      earlyCheckInFrom: { label: "Early check-in from" },
      earlyCheckInFee: { label: "Early check-in fee", money: true },
      lateCheckOutUntil: { label: "Late check-out until" },
      lateCheckOutFee: { label: "Late check-out fee", money: true },
      holdRoomUntil: { label: "Room held until", help: "On the arrival day, without a word from the guest." },
      luggageBefore: { label: "Luggage can be left before check-in" },
      luggageAfter: { label: "Luggage can be left after check-out" },
      documents: {
        label: "Documents",
        help: 'After "At check-in you will need": a passport or identity card.',
      },
      minimumAge: { label: "Minimum age to check in", unit: "years" },
    },
  },
  stay_limits: {
    label: "Stay limits",
    text: "What the line may book by itself.",
    fields: {
      minNights: { label: "Shortest stay", unit: "nights" },
      maxNights: { label: "Longest stay by phone", unit: "nights", required: true },
      furthestArrivalDays: { label: "Bookings ahead", unit: "days", required: true },
      maxRoomsPerCall: { label: "Rooms in one call", unit: "rooms", required: true },
      sameDayUntil: { label: "Bookings for tonight until" },
    },
  },
  price_rules: {
    label: "Price rules",
    text: "What the price holds. Prices themselves are under Rates.",
    fields: {
      breakfastIncluded: { label: "Breakfast is included", required: true },
      breakfastPrice: { label: "Breakfast, a person", money: true },
      cityTaxNote: { label: "City tax", help: "A whole sentence, said as it is." },
      priceMatch: {
        label: "A lower price elsewhere",
        options: { never: "Not matched", desk_decides: "The desk decides" },
      },
      companyBilling: {
        label: "Bills to companies",
        options: { never: "Never", approved_companies: "Approved companies" },
      },
    },
  },
  payment: {
    label: "Payment",
    text: "How and when guests pay. The line never takes a card number.",
    fields: {
      guaranteeRequired: { label: "A booking needs a guarantee", required: true },
      charged: {
        label: "Guests pay",
        options: { at_booking: "When they book", on_arrival: "On arrival", on_departure: "On departure" },
        required: true,
      },
      cardBrands: { label: "Cards", help: "One a line, as they are said." },
      cash: { label: "Cash is accepted" },
      refundDays: { label: "A refund takes up to", unit: "days" },
    },
  },
  cancellation: {
    label: "Cancellation",
    text: "Fees of a booking follow its rate plan; this is what is said of them, and what happens afterwards.",
    fields: {
      summary: {
        label: "In one sentence",
        help: "Said when a guest asks in general.",
        long: true,
        required: true,
      },
      noShowFee: {
        label: "When a guest does not come",
        options: { none: "No fee", first_night: "The first night", full: "The whole stay" },
        required: true,
      },
      reinstateWithinHours: { label: "A cancelled stay can come back within", unit: "hours" },
      reinstateKeepsPrice: { label: "It keeps its price" },
    },
  },
  people: {
    label: "People and animals",
    text: "Children, pets, smoking, visitors, quiet.",
    fields: {
      childrenFreeToAge: { label: "Children stay free up to", unit: "years" },
      cotPrice: { label: "Cot, a night", money: true },
      extraBedPrice: { label: "Extra bed, a night", money: true },
      petsAllowed: { label: "Pets are allowed", required: true },
      petKinds: { label: "Kinds of pets", help: 'After "We take": dogs and cats.' },
      petFeePerNight: { label: "Pet, a night", money: true },
      petRooms: { label: "Rooms for pets", help: 'After "Pets stay in": rooms on the first floor.' },
      assistanceAnimals: { label: "Assistance animals", help: "A whole sentence. They never cost a fee." },
      smoking: {
        label: "Smoking",
        options: {
          nowhere: "Nowhere",
          outside_areas: "Outside, in marked places",
          some_rooms: "In some rooms",
        },
        required: true,
      },
      quietHours: {
        label: "Quiet hours",
        help: 'After "Quiet hours are": from ten in the evening to seven.',
      },
      visitors: { label: "Visitors", help: "A whole sentence." },
    },
  },
  ...houseWords,
};

/** Words of an area, whichever it is. */
export const areaWords = (
  area: PolicyArea,
): { label: string; text: string; fields: Readonly<Record<string, FieldWords>> } =>
  catalogue[area] as AreaWords & { fields: Readonly<Record<string, FieldWords>> };

/** Labels of the fields a call needs and that are not set: empty when the area is ready for calls. */
export function missingFields(area: PolicyArea, values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(areaWords(area).fields).flatMap(([field, { label, required }]) => {
    const value = values[field];
    const unset =
      value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
    return required && unset ? [label] : [];
  });
}
