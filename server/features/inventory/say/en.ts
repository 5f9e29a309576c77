import type { Blocker, Requirements } from "../schema";

/** What the line says when it sells. Amounts, dates and counts come in spoken form. */
export const en = {
  offer: (room: string, total: string) => `I can offer ${room} for ${total} in all. Shall I hold it for you?`,
  offers: (rooms: string) => `I can offer ${rooms}. Which would you like?`,
  offered: (room: string, total: string) => `${room} for ${total} in all`,
  blocked: {
    full: (date: string) => `We are full on ${date}.`,
    not_sold: (date: string) => `I have no room for sale on ${date}.`,
    min_nights: (nights: string) => `For that arrival we ask for at least ${nights}.`,
    max_nights: (nights: string) => `From that arrival we can offer at most ${nights}.`,
    no_arrival: (date: string) => `We cannot take arrivals on ${date}.`,
    no_departure: (date: string) => `We cannot take departures on ${date}.`,
    party: () => "No room takes that many people.",
    requirement: (room: string) => `${room} is not free on those nights.`,
  } satisfies Record<Blocker["kind"], (detail: string) => string>,
  nothingFree: "I have nothing for those nights.",
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
  promoUnknown: "I cannot find that code. Shall I go on with the public rate?",
  promoElsewhere: "That code does not open a rate for this room and these nights. Shall I go on without it?",
  extraUnknown: "I do not know that extra. Which of these would you like?",
  extraShort: (name: string, stock: string) =>
    `Of ${name} there are only ${stock} left. How many would you like?`,
  extraNotice: (name: string) => `${name} has to be ordered earlier than that. Shall I go on without it?`,
  waitlist: (spokenRef: string) =>
    `You are on the waiting list under ${spokenRef}. I cannot promise a room; we call if one comes free.`,
};
export type SellingTexts = typeof en;
