import type { Spoken } from "@/server/kernel/spoken";
import type { Blocker, Requirements } from "./schema";

/** What the line says when it sells, one entry a language. Amounts, dates and counts come in spoken form. */
const en = {
  offers: (items: readonly { room: string; total: string }[], s: Spoken) =>
    items.length === 1 && items[0]
      ? `I can offer ${items[0].room} for ${items[0].total} in all. Shall I hold it for you?`
      : `I can offer ${s.list(
          items.slice(0, 3).map((item) => `${item.room} for ${item.total} in all`),
          "or",
        )}. Which would you like?`,
  binding: (blocker: Blocker | null, s: Spoken, today: string): string => {
    switch (blocker?.kind) {
      case "full":
        return `We are full on ${s.date(blocker.date, today)}.`;
      case "not_sold":
        return `I have no room for sale on ${s.date(blocker.date, today)}.`;
      case "min_nights":
        return `For that arrival we ask for at least ${s.nights(blocker.nights)}.`;
      case "max_nights":
        return `From that arrival we can offer at most ${s.nights(blocker.nights)}.`;
      case "no_arrival":
        return `We cannot take arrivals on ${s.date(blocker.date, today)}.`;
      case "no_departure":
        return `We cannot take departures on ${s.date(blocker.date, today)}.`;
      case "party":
        return "No room takes that many people.";
      case "requirement":
        return `${en.requirement[blocker.name]} is not free on those nights.`;
      default:
        return "I have nothing for those nights.";
    }
  },
  requirement: {
    view: "A room with that view",
    smoking: "A room with that smoking rule",
    beds: "A room with those beds",
    accessible: "A room with that access",
    pets: "A room for pets",
    connecting: "A connecting room",
    maxPrice: "A room within that price",
    roomType: "That room",
  } satisfies Record<keyof Requirements, string>,
  without: {
    view: "without that view",
    smoking: "with the other smoking rule",
    beds: "with other beds",
    accessible: "without that access feature",
    pets: "without the pet",
    connecting: "not connecting",
    maxPrice: "above that price",
    roomType: "another room",
  } satisfies Record<keyof Requirements, string>,
  otherDates: (range: string, room: string, total: string) => `${range}, ${room}, for ${total}`,
  relaxed: (how: string, room: string, total: string) => `${how}: ${room} for ${total}`,
  whichInstead: "Would one of the other choices suit you?",
  noAlternative: "Shall I try other dates, or put you on the waiting list?",
  howManyRooms: (rooms: string) => `That takes ${rooms} rooms. How many would you like?`,
  tooManyPeople:
    "That is more people than I can book on the phone. Shall I connect you with our events team?",
  tooManyRooms: (rooms: string) =>
    `I can book up to ${rooms} rooms on a call. Shall our group team call you back?`,
  past: (date: string) => `${date} has passed. Which date do you mean?`,
  departureFirst: "The departure has to be after the arrival. When would you like to leave?",
  tooShort: (nights: string) => `We ask for at least ${nights}. Would you like to stay longer?`,
  tooLong: (nights: string) => `On the phone I can book up to ${nights}. Shall I look for that?`,
  tooFar: (date: string) => `I can book arrivals until ${date}. Which dates would suit you?`,
  tooLate: "It is too late to book tonight on this line. Shall I connect you with the front desk?",
  offerGone: "I need to look again. Which dates was it?",
  full: "Those nights were taken a moment ago. Shall I look for something else?",
  deciding: "Another guest is deciding on the last room. Shall I try again in a moment, or look for another?",
  held: (room: string, range: string, total: string, perNight: string) =>
    `I am holding ${room}, ${range}, for ${total} in all, ${perNight} a night. Shall I book it?`,
  heldOneNight: (room: string, range: string, total: string) =>
    `I am holding ${room}, ${range}, for ${total} in all. Shall I book it?`,
  nightsLine: (nights: string, room: string) => `${nights}, ${room}`,
  promoUnknown: "I cannot find that code. Shall I go on with the public rate?",
  promoElsewhere: "That code does not open a rate for this room and these nights. Shall I go on without it?",
  extraUnknown: "I do not know that extra. Which of these would you like?",
  extraShort: (name: string, stock: string) =>
    `Of ${name} there are only ${stock} left. How many would you like?`,
  extraNotice: (name: string) => `${name} has to be ordered earlier than that. Shall I go on without it?`,
  waitlist: (spokenRef: string) =>
    `You are on the waiting list under ${spokenRef}. I cannot promise a room; we call if one comes free.`,
  waitlistSummary: (range: string, people: string, room: string) =>
    `Waiting list: ${range}, ${people}${room}`,
  freeUntil: (when: string) => `free to cancel until ${when}`,
  notFree: "not refundable",
  partlyFree: "a fee applies if you cancel",
};
export type SellingTexts = typeof en;
const texts: Readonly<Record<string, SellingTexts>> = { en };

/** The selling texts of a language (BCP 47); English where there are none yet. */
export const sellingTexts = (language: string): SellingTexts =>
  texts[language.slice(0, 2).toLowerCase()] ?? en;
