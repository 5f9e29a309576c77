import { z } from "zod";
import { Instant, PlainDate, PlainTime } from "@/server/kernel/dates";
import { Money } from "@/server/kernel/money";
import { defineTool } from "./define-tool";
import { DatedDay, handle } from "./envelope";

export const RoomRequirements = z.object({
  view: z.string().max(40).optional(),
  smoking: z.boolean().optional(),
  beds: z.string().max(40).optional(),
  accessible: z.array(z.string().max(40)).max(8).optional(),
  pets: z.boolean().optional(),
  connecting: z.boolean().optional(),
  /** Highest full-stay price, in the hotel's minor units. */
  maxPrice: z.int().positive().optional(),
  /** Code or spoken name of a room type the caller insists on. */
  roomType: z.string().max(80).optional(),
});

export const Offer = z.object({
  offer: handle("offer"),
  roomTypeCode: z.string(),
  roomType: z.string(),
  ratePlan: z.string(),
  guaranteed: z.array(z.string()),
  rooms: z.int(),
  total: Money,
  perNight: Money,
  includes: z.array(z.string()),
  terms: z.string(),
  left: z.int(),
});
export type Offer = z.infer<typeof Offer>;

export const searchRooms = defineTool({
  name: "search_rooms",
  description:
    "What can be had for these dates and people. Dates come from resolve_dates. Never guess the party size.",
  input: z.object({
    checkIn: PlainDate,
    checkOut: PlainDate,
    adults: z.int().min(1).max(40),
    childAges: z.array(z.int().min(0).max(17)).max(20).optional(),
    rooms: z.int().min(1).max(20).optional(),
    must: RoomRequirements.optional(),
    wish: z.array(z.string().max(60)).max(8).optional(),
    rateCode: z.string().max(40).optional(),
  }),
  data: z.object({
    arrival: DatedDay,
    departure: DatedDay,
    nights: z.int(),
    offers: z.array(Offer).max(5),
  }),
  effect: "read",
  verification: "none",
});

/** What an extra's price counts. */
export const ExtraUnit = z.enum(["night", "stay", "person_night", "piece"]);
export type ExtraUnit = z.infer<typeof ExtraUnit>;
/** Such an extra goes with every room, for its own people; any other is the booking's, once, unless the guest wants more. */
export const countsPersons = (unit: ExtraUnit): boolean => unit === "person_night";

export const ExtraOffer = z.object({
  code: z.string(),
  name: z.string(),
  price: Money,
  unit: ExtraUnit,
  stock: z.int().optional(),
  noticeHours: z.int().optional(),
});

export const listExtras = defineTool({
  name: "list_extras",
  description: "Add-ons that can be had with an offer or a stay, such as breakfast or parking.",
  input: z.object({ offer: handle("offer").optional(), stay: handle("stay").optional() }),
  data: z.object({ extras: z.array(ExtraOffer) }),
  effect: "read",
  verification: "none",
});

export const ExtraChoice = z.object({ code: z.string().min(1).max(40), qty: z.int().min(1).max(50) });

export const Quote = z.object({
  quote: handle("quote"),
  roomType: z.string(),
  arrival: DatedDay,
  departure: DatedDay,
  nights: z.int(),
  adults: z.int(),
  children: z.int(),
  items: z.array(z.object({ label: z.string(), amount: Money })),
  total: Money,
  perNight: Money,
  dueNow: Money,
  dueLater: Money,
  /** Absent when the rate cannot be cancelled for free. */
  cancelBy: Instant.optional(),
  heldUntil: Instant,
});
export type Quote = z.infer<typeof Quote>;

export const quoteStay = defineTool({
  name: "quote_stay",
  description:
    "Hold an offer for this caller and price it to the cent. Only a quote may be offered as available.",
  input: z.object({
    offer: handle("offer"),
    extras: z
      .array(ExtraChoice)
      .max(10)
      .optional()
      .describe(
        "With several quotes: extras priced a person go with each quote, all others with one of them, unless the caller wants them in every room.",
      ),
    promo: z.string().max(40).optional(),
  }),
  data: Quote,
  effect: "write",
  verification: "none",
});

export const GuestDetails = z.object({
  first: z.string().min(1).max(80).optional(),
  last: z.string().min(1).max(80).optional(),
  phone: z.string().min(3).max(40),
  email: z.string().max(200).optional(),
});

export const bookStay = defineTool({
  name: "book_stay",
  description: "Confirm one or more held quotes, after the read-back got a clear yes.",
  input: z.object({
    quotes: z.array(handle("quote")).min(1).max(5),
    guest: GuestDetails,
    booker: z.string().max(120).optional(),
    guarantee: z
      .object({
        kind: z.enum(["none", "card", "deposit", "company"]),
        paymentRef: z.string().max(80).optional(),
      })
      .optional(),
    extrasPerRoom: z
      .boolean()
      .optional()
      .describe("The caller wants parking and the like in every room, not once for the booking."),
    arrivalTime: PlainTime.optional(),
    notes: z.string().max(500).optional(),
    /** The name was not understood: the clip is attached and the desk gets a task. */
    nameUnclear: z.boolean().optional(),
  }),
  data: z.object({
    stays: z.array(z.object({ stay: handle("stay"), code: z.string(), roomType: z.string(), total: Money })),
    total: Money,
    sent: z.array(z.string()),
  }),
  effect: "money",
  verification: "none",
});

export const joinWaitlist = defineTool({
  name: "join_waitlist",
  description: "When the nights are full: note the wish. It promises no room.",
  input: z.object({
    checkIn: PlainDate,
    checkOut: PlainDate,
    adults: z.int().min(1).max(40),
    roomType: z.string().max(80).optional(),
    name: z.string().min(1).max(120),
    phone: z.string().min(3).max(40),
  }),
  data: z.object({ state: z.string() }),
  effect: "write",
  verification: "none",
});

export const checkRateCode = defineTool({
  name: "check_rate_code",
  description: "Whether a negotiated or promotional code gives a rate plan.",
  input: z.object({ code: z.string().min(1).max(40), company: z.string().max(120).optional() }),
  data: z.object({ ratePlan: z.string(), description: z.string() }),
  effect: "read",
  verification: "none",
});
