import { z } from "zod";
import { PlainTime } from "@/server/kernel/dates";
import { RequestKind, Urgency } from "@/server/tools/requests";

const minor = z.int().min(0);
const text = z.string().trim().max(300);
const days = z.int().min(0).max(400);

/** An empty field means "not known": the line says so and offers to find out. */
const place = z.object({
  spokenName: text.optional(),
  address: text.optional(),
  spokenAddress: text.optional(),
  floors: z.int().min(1).max(200).optional(),
  deskHours: text.optional(),
  deskAroundTheClock: z.boolean().optional(),
});

const arrivalDeparture = z.object({
  checkInFrom: PlainTime.optional(),
  checkOutUntil: PlainTime.optional(),
  earlyCheckIn: z.enum(["not_offered", "on_the_day", "guaranteed_for_fee"]).optional(),
  earlyCheckInFrom: PlainTime.optional(),
  earlyCheckInFee: minor.optional(),
  lateCheckOutUntil: PlainTime.optional(),
  lateCheckOutFee: minor.optional(),
  holdRoomUntil: PlainTime.optional(),
  luggageBefore: z.boolean().optional(),
  luggageAfter: z.boolean().optional(),
  documents: text.optional(),
  minimumAge: z.int().min(0).max(30).optional(),
});

const stayLimits = z.object({
  minNights: z.int().min(1).max(60).optional(),
  maxNights: z.int().min(1).max(365).optional(),
  furthestArrivalDays: z.int().min(1).max(720).optional(),
  maxRoomsPerCall: z.int().min(1).max(20).optional(),
  sameDayUntil: PlainTime.optional(),
});

const priceRules = z.object({
  breakfastIncluded: z.boolean().optional(),
  breakfastPrice: minor.optional(),
  cityTaxNote: text.optional(),
  priceMatch: z.enum(["never", "desk_decides"]).optional(),
  companyBilling: z.enum(["never", "approved_companies"]).optional(),
});

const payment = z.object({
  guaranteeRequired: z.boolean().optional(),
  charged: z.enum(["at_booking", "on_arrival", "on_departure"]).optional(),
  cardBrands: z.array(text).max(10).optional(),
  cash: z.boolean().optional(),
  refundDays: days.optional(),
});

const cancellation = z.object({
  summary: text.optional(),
  noShowFee: z.enum(["none", "first_night", "full"]).optional(),
  reinstateWithinHours: z.int().min(0).max(720).optional(),
  reinstateKeepsPrice: z.boolean().optional(),
});

const people = z.object({
  childrenFreeToAge: z.int().min(0).max(17).optional(),
  cotPrice: minor.optional(),
  extraBedPrice: minor.optional(),
  petsAllowed: z.boolean().optional(),
  petKinds: text.optional(),
  petFeePerNight: minor.optional(),
  petRooms: text.optional(),
  assistanceAnimals: text.optional(),
  smoking: z.enum(["nowhere", "outside_areas", "some_rooms"]).optional(),
  quietHours: text.optional(),
  visitors: text.optional(),
});

export const VerificationFactor = z.enum(["code", "card_last4", "phone", "email", "room", "otp"]);
const identity = z.object({
  factors: z.array(VerificationFactor).min(1).optional(),
  tries: z.int().min(1).max(5).optional(),
  lockMinutes: z.int().min(1).max(1440).optional(),
  messageDelivery: text.optional(),
});

const servicePromise = z.object({
  kind: RequestKind,
  department: text,
  hours: text.optional(),
  deadlineMinutes: z.int().min(1).max(10_080).optional(),
  /** What may be promised, in spoken form: "within twenty minutes". */
  spokenPromise: text.optional(),
  urgency: Urgency.optional(),
});
const servicePromises = z.object({ kinds: z.array(servicePromise).max(40).optional() });

const wakeup = z.object({
  earliest: PlainTime.optional(),
  latest: PlainTime.optional(),
  secondCallMinutes: z.int().min(1).max(60).optional(),
  noAnswer: text.optional(),
  price: minor.optional(),
});

const alarmMember = z
  .object({
    name: text.min(1, "Say who it is, for example: Duty manager."),
    /** Of the directory, whose number is rung; `number` is for people who are not in it. */
    destination: z.string().trim().min(1).max(60).optional(),
    number: z
      .string()
      .trim()
      .regex(/^\+[1-9]\d{5,14}$/, "Write the number with its country code, for example +4722000001.")
      .optional(),
    /** Then the next is told. */
    seconds: z.int().min(15, "At least 15 seconds.").max(600, "At most 600 seconds."),
  })
  .refine(({ destination, number }) => Boolean(destination) !== Boolean(number), {
    path: ["number"],
    message: "Give each member of the alarm chain a destination of the directory, or a number: one of them.",
  });

const safety = z.object({
  emergencyNumber: z.string().max(12).optional(),
  /** Who is told of an emergency, in this order; round again while nobody takes it. */
  alarmMembers: z.array(alarmMember).max(12).optional(),
  /** In words, for people to read; what is carried out are `alarmMembers`. */
  alarmChain: text.optional(),
  assemblyPoint: text.optional(),
  /** Approved sentences, at most eight words each. */
  medicalScript: z.array(text).max(8).optional(),
  fireScript: z.array(text).max(8).optional(),
  securityScript: z.array(text).max(8).optional(),
});

const lostAndFound = z.object({
  keepDays: days.optional(),
  valuableKeepDays: days.optional(),
  contactedBy: text.optional(),
});

const directoryEntry = z.object({
  destination: z.string().trim().min(1).max(60),
  spokenName: text,
  number: z.string().max(30).optional(),
  from: PlainTime.optional(),
  until: PlainTime.optional(),
  handles: text,
  overflow: z.enum(["message", "callback"]),
});
const directory = z.object({ entries: z.array(directoryEntry).max(40).optional() });

/** One of a vendor's voices. Without a language it speaks all that have no voice of their own. */
const hotelVoice = z.object({
  vendor: z.enum(["elevenlabs", "azure", "openai", "embedded"]),
  voice: z
    .string()
    .trim()
    .regex(/^[\w:.-]{1,120}$/, "Paste the voice's name or id as the vendor writes it, without spaces."),
  language: z
    .string()
    .trim()
    .regex(/^[a-z]{2}$/i, "A language is two letters: en, de.")
    .optional(),
});

const line = z.object({
  personaName: text.optional(),
  /** How the line should come across. A wish to the language model, which no rule of the line follows from. */
  personaManner: z.string().trim().max(600).optional(),
  opening: text.optional(),
  closing: text.optional(),
  voices: z.array(hotelVoice).max(12).optional(),
  /** What holds calls from a browser by OpenAI Realtime. */
  realtimeModel: z.enum(["gpt-realtime", "gpt-realtime-mini"]).optional(),
  /** BCP 47. Calls open in the first that the product has words in. */
  languages: z
    .array(
      z
        .string()
        .max(10)
        .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})?$/i, "Write codes, one a line: de for German, en for English."),
    )
    .max(10)
    .optional(),
  /** A caller whose number is on a guest's record is met in that guest's language, where the hotel speaks it. */
  returningLanguage: z.boolean().optional(),
  recording: z.enum(["off", "notice", "ask"]).optional(),
  offersPerCall: z.int().min(0).max(5).optional(),
  silenceSeconds: z.number().min(3).max(20).optional(),
  maxMinutes: z.int().min(2).max(60).optional(),
  groupThreshold: z.int().min(2).max(50).optional(),
  listenIn: z.boolean().optional(),
});

/** The typed areas of `line/policies.md` that the line computes with, quotes and versions. */
export const policyAreas = {
  place,
  arrival_departure: arrivalDeparture,
  stay_limits: stayLimits,
  price_rules: priceRules,
  payment,
  cancellation,
  people,
  identity,
  service_promises: servicePromises,
  wakeup,
  safety,
  lost_and_found: lostAndFound,
  directory,
  line,
} as const;

export const PolicyArea = z.enum(
  Object.keys(policyAreas) as [keyof typeof policyAreas, ...(keyof typeof policyAreas)[]],
);
export type PolicyArea = z.infer<typeof PolicyArea>;
export type PolicyValues<A extends PolicyArea> = z.output<(typeof policyAreas)[A]>;
export type HotelVoice = z.output<typeof hotelVoice>;
export type DirectoryEntry = z.output<typeof directoryEntry>;
export type AlarmMember = z.output<typeof alarmMember>;
