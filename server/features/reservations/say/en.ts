import type { Spoken } from "@/server/kernel/spoken";

/** What the line says about stays. Amounts, dates and codes come in spoken form. */
export const en = {
  quoteGone: "I no longer have that offer. Which dates was it?",
  quoteUsed: "That offer is booked already. Is there anything else?",
  lapsed: "That hold has run out and the room has gone. Shall I look for another?",
  repriced: (total: string) => `That hold has run out; it would now be ${total} in all. Shall I take it?`,
  guaranteeNeeded: "A card cannot be taken here yet. Shall I book it without, or connect you with the desk?",
  booked: (room: string, range: string, code: string, total: string) =>
    `You are booked: ${room}, ${range}, ${total} in all. Your code is ${code}.`,
  bookedSeveral: (rooms: string, range: string, codes: string, total: string) =>
    `You are booked: ${rooms} rooms, ${range}, ${total} in all. Your codes are ${codes}.`,
  extraTwice: (extra: string) =>
    `${extra} is on more than one of the rooms. Shall I charge it for each of them?`,
  stayUnknown: "Which booking do you mean?",
  status: {
    requested: "requested",
    held: "held",
    confirmed: "confirmed",
    checked_in: "checked in",
    checked_out: "checked out",
    cancelled: "cancelled",
    no_show: "marked as not arrived",
    expired: "expired",
  },
  stay: (room: string, range: string, people: string, status: string) =>
    `You have ${room}, ${range}, for ${people}. It is ${status}.`,
  noRoom: "I see a problem with your room on those nights. Shall I look at what we can do?",
  roomNumber: "the room number",
  nothingToChange: "What would you like to change?",
  notChangeable: (status: string) =>
    `That booking is ${status}, so I cannot change it. Shall I make a new one?`,
  typeUnknown: "Which of our rooms would you like instead?",
  departureFirst: "The departure has to be after the arrival. When would you like to leave?",
  past: "That date has passed. Which date do you mean?",
  inHouseArrival: "You have arrived already. When would you like to leave?",
  changeMore: (what: string, amount: string, total: string) =>
    `${what}: that is ${amount} more, ${total} in all. Shall I change it?`,
  changeLess: (what: string, amount: string, total: string) =>
    `${what}: that is ${amount} less, ${total} in all. Shall I change it?`,
  changeSame: (what: string, total: string) => `${what}: the price stays ${total}. Shall I change it?`,
  changeTo: (room: string, range: string, people: string) => `${room}, ${range}, ${people}`,
  removeUnknown: "That is not on your booking. What shall I take off?",
  cancelFree: (range: string) => `I can cancel ${range} without any fee. Shall I cancel it?`,
  cancelFee: (range: string, fee: string) => `Cancelling ${range} now costs ${fee}. Shall I cancel it?`,
  cannotCancel: (status: string) =>
    `That booking is ${status}, so there is nothing to cancel. Is there anything else?`,
  inHouseCancel: "You have checked in already. Shall I connect you with the front desk?",
  notCancelled: (status: string) =>
    `That booking is ${status}; it does not need to be brought back. Anything else?`,
  tooLateToReinstate: "That booking was cancelled too long ago to bring back. Shall I look for a new room?",
  noLongerFree: "Those nights have been taken since. Shall I look for another room?",
  reinstate: (range: string, total: string) =>
    `I can bring back ${range} for ${total} in all. Shall I do that?`,
  hasRoom: "Your room is there for you. Is there anything else?",
  relocate: (room: string) =>
    `I am sorry. I can give you ${room} instead, and you pay nothing more. Shall I?`,
  relocateElsewhere: "I am sorry, we have no other room. Shall our duty manager call you back at once?",
  partner: (name: string) => `a room at ${name}`,
  changeUnknown: "I need to look at that again. What would you like to change?",
  changeOver: "That took a little long, so I have to check again. Shall I?",
  changeStale: "That booking has changed since. Shall I look again?",
  changed: (room: string, range: string, total: string) => `Done: ${room}, ${range}, ${total} in all.`,
  cancelled: (range: string) => `Your stay ${range} is cancelled.`,
  cancelledFee: (range: string, fee: string) => `Your stay ${range} is cancelled. The fee is ${fee}.`,
  reinstated: (range: string, total: string) => `Your stay ${range} is back, ${total} in all.`,
  noted: "I have put that on your booking.",
  notedHeld: (until: string) =>
    `I have put that on your booking. Without a guarantee we keep the room until ${until}.`,
  notedArrival: (time: string) => `I have noted that you arrive at ${time}.`,
  checkout: (total: string) => `The agreed total is ${total}. The front desk settles it with you.`,
  payDue: (amount: string) => `There is ${amount} to pay for your booking.`,
  payKeypad: (amount: string) =>
    `There is ${amount} to pay for your booking. Shall I switch you to the keypad, where you type the card yourself?`,
  payNothing: "There is nothing left to pay for your booking.",
  payNow: "I am switching you to the keypad payment now. When it is over you are back with me.",
  payChanged: "What is to pay has changed since. Shall I look again?",
  payNotHere: "I cannot take a payment on this call. Shall I connect you with a colleague?",
  payUnsettled:
    "Whether your last payment went through is still being checked. Shall I connect you with a colleague?",
  payUnderWay: "A payment for your booking is being made already. Shall a colleague help you?",
  notInHouse: "There is nothing to check out yet. Is there anything else?",
  verified: (count: string, s: Spoken, range: string, room: string) =>
    range
      ? `Thank you. I have your stay: ${room}, ${range}.`
      : `Thank you. I have ${count} ${count === s.number(1) ? "stay" : "stays"} of yours.`,
  noMatch: "I cannot find a booking with those details. Could you give me another one?",
  spell: "I cannot find a booking with those details. Could you spell the code with words, like D for David?",
  locked: "I cannot identify you on this call. Shall a colleague call you back?",
  otherFactor: (items: readonly string[], s: Spoken) =>
    `I cannot use that here. Could you give me ${s.list(items, "or")}?`,
  factor: {
    code: "the booking code",
    card_last4: "the last four digits of the card",
    phone: "the phone number on the booking",
    email: "the e-mail address on the booking",
    room: "your room number",
    otp: "the one-time code",
  },
  otpSent: "I have texted a six-digit code to the number on your booking. What is the code?",
  otpGood: "Thank you, that is the right code.",
  otpWrong: "That code does not fit. Could you say it again?",
  noOtp: "I cannot send a code right now. Shall a colleague call you back?",
};
export type StayTexts = typeof en;
