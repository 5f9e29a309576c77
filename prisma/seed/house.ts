import type { ExtraRow, RatePlanRow, TaxRow } from "@/server/features/rates";
import type { Calendar } from "./calendar";

export interface TypeSpec {
  code: string;
  name: string;
  spokenName: string;
  description: string;
  beds: string;
  maxAdults: number;
  maxGuests: number;
  attributes: string[];
  rooms: number;
  /** An ordinary weekday night at the flexible rate, minor units. */
  price: number;
}

export interface PlanSpec {
  code: string;
  name: string;
  spokenName: string;
  cancellation: RatePlanRow["cancellation"];
  includes: string[];
  accessCode: string | null;
  /** Share of the flexible price, percent. */
  share: number;
}

export interface HouseSpec {
  slug: string;
  name: string;
  timeZone: string;
  country: string;
  currency: string;
  number: string;
  /** Rooms stand on floors from 1; numbers are floor and two digits. */
  floors: number;
  types: readonly TypeSpec[];
  plans: readonly PlanSpec[];
  extras: readonly Omit<ExtraRow, "id">[];
  taxes: readonly TaxRow[];
}

const PLANS: readonly PlanSpec[] = [
  {
    code: "FLEX",
    name: "Flexible",
    spokenName: "the flexible rate",
    cancellation: [
      { untilHours: 48, fee: { kind: "none" } },
      { untilHours: 0, fee: { kind: "nights", value: 1 } },
    ],
    includes: ["breakfast"],
    accessCode: null,
    share: 100,
  },
  {
    code: "SAVER",
    name: "Non-refundable",
    spokenName: "the saver rate",
    cancellation: [],
    includes: [],
    accessCode: null,
    share: 84,
  },
  {
    code: "FJORD",
    name: "Fjord friends",
    spokenName: "the Fjord friends rate",
    cancellation: [
      { untilHours: 72, fee: { kind: "none" } },
      { untilHours: 24, fee: { kind: "percent", value: 50 } },
      { untilHours: 0, fee: { kind: "full" } },
    ],
    includes: ["breakfast", "the sauna"],
    accessCode: "FJORD-15",
    share: 90,
  },
];

const EXTRAS: HouseSpec["extras"] = [
  {
    code: "BREAKFAST",
    name: "Breakfast",
    spokenName: "breakfast",
    price: 1_900,
    unit: "person_night",
    stock: null,
    noticeHours: null,
  },
  {
    code: "PARKING",
    name: "Garage parking",
    spokenName: "a garage space",
    price: 2_400,
    unit: "night",
    stock: 24,
    noticeHours: null,
  },
  { code: "COT", name: "Baby cot", spokenName: "a cot", price: 0, unit: "stay", stock: 8, noticeHours: null },
  {
    code: "EXTRABED",
    name: "Extra bed",
    spokenName: "an extra bed",
    price: 3_500,
    unit: "night",
    stock: 10,
    noticeHours: 12,
  },
  {
    code: "LATE",
    name: "Late check-out until 14:00",
    spokenName: "late check-out",
    price: 3_000,
    unit: "stay",
    stock: 12,
    noticeHours: null,
  },
  {
    code: "DOG",
    name: "Dog in the room",
    spokenName: "a dog",
    price: 1_500,
    unit: "night",
    stock: 6,
    noticeHours: null,
  },
  {
    code: "SAUNA",
    name: "Private sauna hour",
    spokenName: "a private sauna hour",
    price: 4_500,
    unit: "piece",
    stock: 4,
    noticeHours: 6,
  },
  {
    code: "BUBBLES",
    name: "Sparkling wine in the room",
    spokenName: "sparkling wine in the room",
    price: 5_900,
    unit: "piece",
    stock: null,
    noticeHours: 4,
  },
];

const TAXES: HouseSpec["taxes"] = [
  {
    code: "VAT",
    name: "VAT 12 %",
    kind: "percent",
    value: 1_200,
    per: "night",
    included: true,
    exemptUnderAge: null,
  },
  {
    code: "CITY",
    name: "City tax",
    kind: "amount",
    value: 250,
    per: "person_night",
    included: false,
    exemptUnderAge: 12,
  },
];

const type = (spec: TypeSpec): TypeSpec => spec;

/** Harbour House: 120 rooms on six floors. */
export const harbourHouse = (name: string, number: string): HouseSpec => ({
  slug: "harbour",
  name,
  timeZone: "Europe/Oslo",
  country: "NO",
  currency: "EUR",
  number,
  floors: 6,
  plans: PLANS,
  extras: EXTRAS,
  taxes: TAXES,
  types: [
    type({
      code: "CS",
      name: "Compact single",
      spokenName: "the compact single",
      description: "A quiet room for one with a writing desk, on the courtyard.",
      beds: "one single bed",
      maxAdults: 1,
      maxGuests: 1,
      attributes: ["courtyard_view", "desk"],
      rooms: 18,
      price: 10_900,
    }),
    type({
      code: "CD",
      name: "Courtyard double",
      spokenName: "the courtyard double",
      description: "A double room above the garden, away from the quay.",
      beds: "one queen bed",
      maxAdults: 2,
      maxGuests: 3,
      attributes: ["courtyard_view"],
      rooms: 46,
      price: 14_900,
    }),
    type({
      code: "HT",
      name: "Harbour twin",
      spokenName: "the harbour twin",
      description: "Two beds and a window seat over the boats.",
      beds: "two single beds",
      maxAdults: 2,
      maxGuests: 3,
      attributes: ["sea_view", "bath"],
      rooms: 26,
      price: 17_400,
    }),
    type({
      code: "HK",
      name: "Harbour king",
      spokenName: "the harbour king",
      description: "A king bed and a balcony over the water.",
      beds: "one king bed",
      maxAdults: 2,
      maxGuests: 4,
      attributes: ["sea_view", "balcony"],
      rooms: 22,
      price: 21_500,
    }),
    type({
      code: "FS",
      name: "Family suite",
      spokenName: "the family suite",
      description: "Two rooms with a door between, and a kitchenette.",
      beds: "one king bed and two single beds",
      maxAdults: 4,
      maxGuests: 6,
      attributes: ["sea_view", "kitchenette", "bath"],
      rooms: 8,
      price: 31_900,
    }),
  ],
});

/** The small sister on the hill, so that the hotel switcher has something to switch to. */
export const hillHouse = (): HouseSpec => ({
  slug: "hill",
  name: "Hill House",
  timeZone: "Europe/Oslo",
  country: "NO",
  currency: "EUR",
  number: "+15550100101",
  floors: 2,
  plans: PLANS.slice(0, 2),
  extras: EXTRAS.slice(0, 5),
  taxes: TAXES,
  types: [
    type({
      code: "GD",
      name: "Garden double",
      spokenName: "the garden double",
      description: "A double room that opens to the garden.",
      beds: "one queen bed",
      maxAdults: 2,
      maxGuests: 2,
      attributes: ["garden_view"],
      rooms: 10,
      price: 12_900,
    }),
    type({
      code: "AT",
      name: "Attic room",
      spokenName: "the attic room",
      description: "Under the roof, with a skylight.",
      beds: "two single beds",
      maxAdults: 2,
      maxGuests: 3,
      attributes: ["skylight"],
      rooms: 6,
      price: 11_400,
    }),
  ],
});

// January to December: a northern harbour lives from May to September and from the holidays.
const SEASON = [72, 76, 82, 90, 108, 124, 134, 130, 112, 96, 80, 94];
/** How much of the house is taken in an ordinary month, percent. */
const DEMAND = [46, 52, 58, 64, 76, 84, 88, 87, 79, 68, 55, 60];

export const demand = (calendar: Calendar, day: number): number =>
  ((DEMAND[calendar.month(day) - 1] ?? 60) + (calendar.isWeekend(day) ? 9 : -3)) / 100;

/** 30 December to 2 January. */
export const isNewYear = (calendar: Calendar, day: number): boolean => {
  const [month, date] = [calendar.month(day), calendar.dayOfMonth(day)];
  return (month === 12 && date >= 30) || (month === 1 && date <= 1);
};

/** Closed for the yearly overhaul of the boilers: three nights in the middle of January. */
export const isClosed = (calendar: Calendar, day: number): boolean =>
  calendar.month(day) === 1 && [14, 15, 16].includes(calendar.dayOfMonth(day));

/** A night's price under a plan in minor units, whole euros as hotels write them. */
export function nightPrice(calendar: Calendar, spec: TypeSpec, plan: PlanSpec, day: number): number {
  const season = SEASON[calendar.month(day) - 1] ?? 100;
  const weekday = calendar.isWeekend(day) ? 116 : calendar.weekday(day) === "sunday" ? 91 : 100;
  const feast = isNewYear(calendar, day) ? 150 : 100;
  const ripple = 100 + ((day * 7 + spec.price) % 5) - 2;
  const price = (spec.price * season * weekday * feast * ripple * plan.share) / 100 ** 5;
  return Math.round(price / 100) * 100;
}
